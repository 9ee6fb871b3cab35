"""Readings kept for years: Delta tables that many append to, asked in SQL (`docs/ledger.md`)."""

from __future__ import annotations

from foedus.ledger.appending import Appended
from foedus.ledger.ledger import Ledger

__all__ = ["Appended", "Ledger"]
