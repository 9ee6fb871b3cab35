"""What every error of Foedus has: a code, what happened, the likely reason, the remedy."""

from __future__ import annotations

import string
from functools import partial
from typing import ClassVar


class FoedusError(Exception):
    """Something Foedus could not do, said so that its reader can act on it.

    `place` names the file, and the line or byte where known. Keyword values fill `says`; one that is
    missing or superfluous is a bug and raises KeyError or TypeError.
    """

    code: ClassVar[str] = ""
    says: ClassVar[str] = ""
    reason: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, *, place: str | None = None, **values: object) -> None:
        wanted = {name for _, name, _, _ in string.Formatter().parse(self.says) if name}
        if wanted != set(values):
            raise TypeError(f"{type(self).__name__} wants {sorted(wanted)}, was given {sorted(values)}")
        self.place = place
        self.values = values
        self.what = self.says.format(**values)
        super().__init__(self.what)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes whole: by default, pickle would lose the keyword values."""
        return partial(type(self), place=self.place, **self.values), (), self.__dict__

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"[{self.code}] {where}{self.what} {self.remedy}"

    def as_dict(self) -> dict[str, str | None]:
        """For programs: code, place, what, reason, remedy."""
        return {
            "code": self.code,
            "place": self.place,
            "what": self.what,
            "reason": self.reason,
            "remedy": self.remedy,
        }
