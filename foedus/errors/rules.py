"""R: what rules and data can get wrong."""

from __future__ import annotations

from foedus.errors.base import FoedusError


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
    remedy = (
        "Use alpha-3 codes of `data/register/states.csv` or PLOVER's for blocs, each once, under `parties`."
    )


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
