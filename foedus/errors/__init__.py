"""The error catalogue: a class an error, with its code, what happened, the likely reason and the remedy.

Codes never change their meaning and are never used again. The letter names the room: D intake, R rules and
data, X reading, L ledger, A analysis, O output, C command. `foedus explain CODE` prints an entry; `docs/errors.md` is
made from here.
"""

from __future__ import annotations

from foedus.errors.analysis import MissingColumns, NotParquet, UnknownActs, UnreadableDates
from foedus.errors.base import FoedusError
from foedus.errors.command import (
    BadField,
    BadOption,
    CannotWrite,
    ManyDispatches,
    NoGold,
    NotForTerminals,
    Unforeseen,
    UnknownCode,
)
from foedus.errors.intake import (
    BadLine,
    BinaryInput,
    BrokenFeed,
    BrokenText,
    CutOff,
    DirectoryLoop,
    EmptyInput,
    NoArticle,
    NotADate,
    NotLines,
    TooDeep,
    TooLarge,
    UnreadableInput,
    WrongEncoding,
)
from foedus.errors.ledger import (
    BadQuery,
    BrokenLedger,
    LedgerBusy,
    LedgerUnusable,
    NewerLedger,
    NotALedger,
    UnknownForm,
    UnknownRecord,
    WritingQuery,
)
from foedus.errors.reading import (
    BadModel,
    EmptyText,
    NoLanguageModel,
    NoModel,
    NoRay,
    NoTexts,
    OutsideText,
    RayFailed,
    ReadingFailed,
    WorkerLost,
)
from foedus.errors.register import (
    BadDay,
    BadRow,
    ContradictingTerms,
    OverlappingTerms,
    UnknownCountry,
    UnknownOrganisation,
    UnknownTable,
)
from foedus.errors.rules import (
    BadAgreement,
    BadRule,
    NoRules,
    RepeatedAgreement,
    UnknownParty,
    UnknownState,
    UnorderedDays,
    UnsourcedClause,
)

__all__ = [
    "BadAgreement",
    "BadDay",
    "BadField",
    "BadLine",
    "BadModel",
    "BadOption",
    "BadQuery",
    "BadRow",
    "BadRule",
    "BinaryInput",
    "BrokenFeed",
    "BrokenLedger",
    "BrokenText",
    "CannotWrite",
    "ContradictingTerms",
    "CutOff",
    "DirectoryLoop",
    "EmptyInput",
    "EmptyText",
    "FoedusError",
    "LedgerBusy",
    "LedgerUnusable",
    "ManyDispatches",
    "MissingColumns",
    "NewerLedger",
    "NoArticle",
    "NoGold",
    "NoLanguageModel",
    "NoModel",
    "NoRay",
    "NoRules",
    "NoTexts",
    "NotADate",
    "NotALedger",
    "NotForTerminals",
    "NotLines",
    "NotParquet",
    "OutsideText",
    "OverlappingTerms",
    "RayFailed",
    "ReadingFailed",
    "RepeatedAgreement",
    "TooDeep",
    "TooLarge",
    "Unforeseen",
    "UnknownActs",
    "UnknownCode",
    "UnknownCountry",
    "UnknownForm",
    "UnknownOrganisation",
    "UnknownParty",
    "UnknownRecord",
    "UnknownState",
    "UnknownTable",
    "UnorderedDays",
    "UnreadableDates",
    "UnreadableInput",
    "UnsourcedClause",
    "WorkerLost",
    "WritingQuery",
    "WrongEncoding",
    "catalogue",
]


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
