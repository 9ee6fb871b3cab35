"""O and C: what output and commands can get wrong."""

from __future__ import annotations

from foedus.errors.base import FoedusError


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
