"""A: what the analysis of many acts can be given wrongly."""

from __future__ import annotations

from foedus.errors.base import FoedusError


class NotParquet(FoedusError):
    """A source of acts that is no Parquet file."""

    code = "A001"
    says = "It cannot be read as Parquet ({cause})."
    reason = "It is a CSV or JSON file, was cut off, or is a folder that is no ledger."
    remedy = "Give a Parquet file, as `foedus read --format parquet` or pandas' `to_parquet` write it, or a ledger's folder."


class MissingColumns(FoedusError):
    """A source of acts without the columns that the analysis needs."""

    code = "A002"
    says = "It lacks {missing}; its columns are {columns}."
    reason = "Its columns have other names, or it holds something else than acts."
    remedy = "Give `date`, `actor`, `recipient` (alpha-3 codes) and one of `event`, `quad`, `score`; rename columns where needed."


class UnreadableDates(FoedusError):
    """A source of acts whose dates are none."""

    code = "A003"
    says = "Its column `date` holds {given}, which is no date."
    reason = "Days are written in another order than year, month, day, or as numbers."
    remedy = "Write the column as dates, or as text like 2014-05-02."


class UnknownActs(FoedusError):
    """A source of acts whose types, classes or scores nobody knows."""

    code = "A004"
    says = "Its column `{column}` holds {given}, which is none of PLOVER's."
    reason = "The acts are coded in another ontology, such as CAMEO, or the column holds something else."
    remedy = "Translate it into PLOVER's types or quad classes (`docs/reference/ontology.md`), or give `score` alone."
