"""L: what a ledger can refuse."""

from __future__ import annotations

from foedus.errors.base import FoedusError


class NotALedger(FoedusError):
    """A folder or an address that is no ledger."""

    code = "L001"
    says = "This is no ledger (there is no table {table!r} of one in it)."
    reason = "The name is mistyped, nothing has been read into it yet, or the folder holds something else."
    remedy = "Name a folder that `foedus read INPUT... --ledger DIR` has made, or an empty one to begin with."


class NewerLedger(FoedusError):
    """A ledger whose tables a newer Foedus made."""

    code = "L002"
    says = "The ledger has version {found}; this Foedus knows versions up to {known}."
    reason = "A newer Foedus has written it."
    remedy = "Install a newer Foedus; nothing was changed."


class LedgerUnusable(FoedusError):
    """A ledger that the system, or its own files, don't let be used."""

    code = "L003"
    says = "The ledger cannot be read or written ({cause})."
    reason = (
        "The folder is read-only, the disk is full, an address or its keys are wrong, or files were removed."
    )
    remedy = "Check rights and free space, or the AWS_* settings; then run the same command again: it goes on where it stopped."


class LedgerBusy(FoedusError):
    """Other writers were faster, again and again."""

    code = "L004"
    says = "Other writers were faster {attempts} times."
    reason = "Very many processes append at once."
    remedy = "Run the same command again, with fewer writers; what was acknowledged stays."


class BadQuery(FoedusError):
    """A query that DuckDB doesn't understand or cannot answer."""

    code = "L005"
    says = "The query cannot be answered: {cause}."
    reason = "A word of SQL, a column or a table is mistyped, or too much was asked at once."
    remedy = '`foedus ledger query DIR "DESCRIBE records"` lists the columns; docs/ledger.md has examples.'


class WritingQuery(FoedusError):
    """A query that would do more than read."""

    code = "L006"
    says = "The query is no single SELECT (it holds {kind})."
    reason = (
        "A ledger is asked, and never changed, by queries; they read no other file and change no setting."
    )
    remedy = "Ask with one SELECT, WITH, FROM, VALUES, DESCRIBE or SUMMARIZE."


class UnknownForm(FoedusError):
    """A format that no export has."""

    code = "L007"
    says = "There is no format {given!r}; there are {known}."
    reason = "The name was mistyped."
    remedy = "Give one of these names; docs/reference/formats.md says what each is."


class BrokenLedger(FoedusError):
    """A ledger that breaks one of its laws."""

    code = "L008"
    says = "{law}: {count}, such as {example}."
    reason = "Files were removed or changed by hand, or a disk lost what it had said it kept."
    remedy = "Copy the ledger before anything else. Take it back from a backup, or read the named dispatches into a new one."


class UnknownRecord(FoedusError):
    """A record that the ledger does not hold."""

    code = "L009"
    says = "The ledger holds no record {record!r}."
    reason = "The id is mistyped, or is that of an older reading which a newer one has replaced."
    remedy = '`foedus ledger query DIR "SELECT id, told FROM reports"` lists the ids and the event of each.'
