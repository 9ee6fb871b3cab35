"""Who owes what to whom: agreements between states, clause by clause.

`between("RUS", "IRN", on=date(2025, 11, 1))` lists what binds two states on a day, `obligations` the
clauses that one owes another, `exposed` who relies on a state by a defence clause. The facts are in
`data/agreements`, each with its source; `docs/agreements.md` explains the fields.
"""

from __future__ import annotations

from foedus.agreements.agreement import Agreement, Clause, Party
from foedus.agreements.book import book
from foedus.agreements.owed import Debt, between, exposed, obligations

__all__ = ["Agreement", "Clause", "Debt", "Party", "between", "book", "exposed", "obligations"]
