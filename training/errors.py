"""What can be wrong in the corpus: each fault with its code, what is the matter, and the remedy.

Codes are R101 to R199 and never change their meaning. A fault is collected, not raised, so that one bad line
hides no other; only what needs a whole corpus raises, as BadCorpus.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault. `says` is a format string; its fields are filled where the fault is found."""

    code: str
    says: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault at one line of one file."""

    kind: Kind
    what: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.kind.code}] {self.what} {self.kind.remedy}"


def fault(kind: Kind, file: str, line: int, **values: object) -> Fault:
    """A fault with its words filled in. Raises KeyError where a value is missing."""
    return Fault(kind, kind.says.format(**values), file, line)


class BadCorpus(Exception):
    """A corpus that cannot be trained on; `faults` names everything that is wrong."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults, the first: {faults[0] if faults else 'no sentence at all'}")


BAD_MARK = Kind(
    "R101",
    "A mark cannot be read near {near!r}.",
    "Write sides as [a|words|CODE] or [a|words|CODE/SECTOR], predicates as {1|words}, none in another.",
)
BAD_LETTERS = Kind("R102", "The sides' letters run {found}.", "Use a, b, c … in the order of the text.")
BAD_NUMBERS = Kind("R103", "The predicates' numbers run {found}.", "Use 1, 2, 3 … in the order of the text.")
LOOSE_WORDS = Kind(
    "R104",
    "The mark {words!r} begins or ends inside a word, or with a space.",
    "Mark whole words, without the white space around them.",
)
UNKNOWN_COUNTRY = Kind(
    "R105", "{given} is no state.", "Use ISO 3166 alpha-3, or UNO EUR IGO NGO ISM IMG MNC UNK."
)
UNKNOWN_SECTOR = Kind(
    "R106", "{given} is no sector.", "Use one of PLOVER's sectors, such as MIL, OPP or CVL."
)
NO_SIDE = Kind("R107", "The sentence marks no side.", "Mark every actor that could be a side.")
BAD_RECORD = Kind(
    "R108",
    "The record line {given!r} cannot be read.",
    "Write NUMBER TYPE[/mode] SIDES [auxiliary modes] [@letter], such as `1 AID a>b negation @c`.",
)
UNKNOWN_TYPE = Kind("R109", "{given} is no type.", "Use one of PLOVER's sixteen types in capitals.")
UNKNOWN_MODE = Kind("R110", "{event} has no mode {given!r}.", "Its modes are: {known}.")
UNKNOWN_AUXILIARY = Kind(
    "R111", "{given!r} is no auxiliary mode.", "Use negation, future, hypothetical or historical."
)
UNMARKED_SIDE = Kind("R112", "The letter {given} marks no side.", "Mark the side, or correct the letter.")
UNMARKED_PREDICATE = Kind(
    "R113",
    "The number {given} marks no predicate.",
    "Mark the words that carry the act, or correct the number.",
)
UNUSED_PREDICATE = Kind(
    "R114", "The predicate {given} carries no record.", "Add its record line, or take the mark away."
)
NOT_MUTUAL = Kind(
    "R115",
    "{event} is done by one side to another, never a&b.",
    "Write a>b, and a second line b>a if need be.",
)
SAME_SIDE = Kind("R116", "The record sets {given} against itself.", "Each side stands once in a record.")
REPEATED_RECORD = Kind("R117", "The record {given!r} stands there twice.", "Keep one of them.")
NO_END = Kind(
    "R118", "The sentence does not end as one ({end!r}).", "Give it its full stop or quotation mark."
)
BAD_SPACE = Kind("R119", "The sentence holds {what}.", "Keep one space between words and none at the ends.")
DUPLICATE = Kind("R120", "The sentence says the same words as {other}.", "Write another one.")
NEAR_DUPLICATE = Kind(
    "R121",
    "The sentence is {other} with other names or figures ({share:.0%} alike).",
    "Give it a frame of its own.",
)
BAD_CERTAINTY = Kind(
    "R123",
    "A mark of certainty cannot be read in {near!r}.",
    "Write {{VALUE|word}}, the value a whole number from -3 to 3, the word one word.",
)
NO_PREDICATE = Kind("R124", "The sentence marks no predicate.", "Mark every verb's head, or take it out.")
NOT_TEXT = Kind("R122", "The file cannot be read: {why}.", "Save it as UTF-8.")
