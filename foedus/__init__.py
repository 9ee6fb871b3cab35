"""Foedus reads foreign-affairs reporting and keeps the record. Importing it loads no model.

foedus.read("talks.txt", published="2026-03-06")      one dispatch, a file's or a text -> Reading
foedus.Reader().read_many(foedus.dispatches([...]))   many
foedus.Coder()(table)                                 an Arrow table of texts -> a table of readings
foedus.Ledger("ledger").append(readings)             keep them; ask with query(sql), acts(pair)
foedus.classify(text, actor=(0, 4), recipient=(9, 13)) what a side does to another in a sentence
foedus.who("the Kremlin", on=date(2026, 3, 6))        who a mention means
foedus.agreements.between("RUS", "IRN")               what binds two states
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus import agreements as agreements
    from foedus.engine import Reader as Reader
    from foedus.engine import read as read
    from foedus.engine.arrow import Coder as Coder
    from foedus.intake import dispatches as dispatches
    from foedus.ledger import Ledger as Ledger
    from foedus.reading.classify import classify as classify
    from foedus.register import who as who

__version__ = "0.1.0"

_PUBLIC = {
    "read": "foedus.engine",
    "dispatches": "foedus.intake",
    "Reader": "foedus.engine",
    "Coder": "foedus.engine.arrow",
    "Ledger": "foedus.ledger",
    "classify": "foedus.reading.classify",
    "who": "foedus.register",
}

__all__ = ["Coder", "Ledger", "Reader", "__version__", "agreements", "classify", "dispatches", "read", "who"]


def __getattr__(name: str) -> object:
    """Public names load what they need when they are first asked for."""
    if name == "agreements":  # a room as a whole: book(), between(), obligations(), exposed()
        return import_module("foedus.agreements")
    if name not in _PUBLIC:
        raise AttributeError(f"module 'foedus' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return __all__
