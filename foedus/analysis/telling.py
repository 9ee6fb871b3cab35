"""Findings in words: the phrases stand in `data/phrases/english.toml`, under [findings]."""

from __future__ import annotations

from foedus.phrasing import phrases


def told(group: str, key: str, **values: object) -> str:
    """One phrase, filled. Raises KeyError for a phrase that does not exist."""
    return str(phrases()["findings"][group][key]).format(**values)
