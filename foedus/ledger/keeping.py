"""Read into a ledger: leave out what it knows, append in batches, go on where a killed run stopped."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from foedus.ledger.appending import Appended, Writer
from foedus.ledger.rows import Version, key_of
from foedus.ledger.settings import settings
from foedus.records import Dispatch, Reading

if TYPE_CHECKING:
    from foedus.ledger.ledger import Ledger

Other = TypeVar("Other")


def version() -> Version:
    """By what this process reads."""
    import foedus  # noqa: PLC0415
    from foedus.reading import parse, relations  # noqa: PLC0415  (spaCy is loaded only where it is used)
    from foedus.reading.reader import rules_digest  # noqa: PLC0415

    return Version(foedus.__version__, f"{parse.name()}, {relations.name()}", rules_digest())


class Keeping:
    """One run into one ledger. `version` is what the run reads by."""

    def __init__(self, ledger: Ledger, version: Version) -> None:
        self.writer: Writer = ledger.writer
        self.version = version
        self.done = Appended()
        self._held: list[Reading] = []
        self._characters = 0
        self._since = time.monotonic()

    def unread(self, items: Iterable[Dispatch | Other]) -> Iterator[Dispatch | Other]:
        """The dispatches that the ledger doesn't hold in this version; anything else passes."""
        for item in items:
            if isinstance(item, Dispatch) and (key_of(item), self.version) in self.writer.known:
                self.done += Appended(known=1)
            else:
                yield item

    def kept(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings, each on its way into the ledger; those read until an interruption are kept too."""
        try:
            for reading in readings:
                self._held.append(reading)
                self._characters += len(reading.dispatch.text)
                if self._is_full():
                    self.acknowledge()
                yield reading
        finally:
            self.acknowledge()

    def acknowledge(self) -> None:
        """Append what is held."""
        held, self._held = self._held, []
        self._characters, self._since = 0, time.monotonic()
        if held:
            self.done += self.writer.append(held)

    def _is_full(self) -> bool:
        limits = settings()
        return (
            len(self._held) >= limits.batch_readings
            or self._characters >= limits.batch_characters
            or time.monotonic() - self._since >= limits.batch_seconds
        )
