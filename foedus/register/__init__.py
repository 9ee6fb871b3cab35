"""Who is who, and when: states, offices, organisations, groups.

`register().match(tokens)` finds names in running text, `register().resolve(mention, on=day)` says who a whole
mention means. Tables are in `data/register`; its README names columns, sources and licences.
"""

from __future__ import annotations

from foedus.register.entry import Entry, choose
from foedus.register.lookup import Register, register, who

__all__ = ["Entry", "Register", "choose", "register", "who"]
