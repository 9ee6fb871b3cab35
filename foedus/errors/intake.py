"""D: what intake can refuse."""

from __future__ import annotations

from foedus.errors.base import FoedusError


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
