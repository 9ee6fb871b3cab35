"""The public contract: one JSON object a dispatch, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from foedus.records import Reading


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write `Reading.as_dict` of each, in order."""
    for reading in readings:
        out.write(line(reading.as_dict()))


def line(value: dict[str, Any]) -> bytes:
    r"""One JSON line as UTF-8; half a surrogate pair, which UTF-8 cannot hold, as JSON's `\ud800`."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace")
