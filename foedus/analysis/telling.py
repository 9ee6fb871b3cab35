"""Findings in words: the phrases stand in `data/phrases/english.toml`, under [findings]."""

from __future__ import annotations

from foedus.agreements import Debt
from foedus.phrasing import phrases


def told(group: str, key: str, **values: object) -> str:
    """One phrase, filled. Raises KeyError for a phrase that does not exist."""
    return str(phrases()["findings"][group][key]).format(**values)


def clause(debt: Debt) -> str:
    """The clause by which something is owed, or that the agreement has none of the kind."""
    said = debt.clause
    article = told("cited", "article", article=said.article) if said.article else ""
    word = "clause" if said.present else "no clause"
    return told("cited", word, obligation=said.obligation, name=debt.agreement.name, article=article)
