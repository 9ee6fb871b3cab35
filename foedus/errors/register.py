"""R301 on: rows of the register that cannot be used, or that do not fit together."""

from __future__ import annotations

from foedus.errors.base import FoedusError


class UnknownTable(FoedusError):
    """A file that is no table of the register."""

    code = "R301"
    says = "It is no table of the register: {why}."
    reason = "Its first line is none of the headers, and it holds no FollowTheMoney entities."
    remedy = "Give a table with one of the headers in `docs/register.md`, or ATOP's member-level file to `agreements`."


class BadRow(FoedusError):
    """A row of the register that cannot be used."""

    code = "R302"
    says = "The row cannot be used: {why}."
    reason = "A field is missing, is one too many, or holds something else than its column says."
    remedy = "Correct the row; `docs/register.md` explains the columns."


class BadDay(FoedusError):
    """A day in the register that is none."""

    code = "R303"
    says = "{given!r} is no day ({column})."
    reason = "Days are ISO: 2024-08-21, or 2024-08 or 2024 where no more is known."
    remedy = "Correct it, or leave the field empty where nothing is known."


class UnknownCountry(FoedusError):
    """A row of a state that nobody knows."""

    code = "R304"
    says = "No state or bloc has the code {given!r}."
    reason = "The code is mistyped, or is not ISO 3166 alpha-3."
    remedy = "Use the alpha-3 code of `states.csv`, or PLOVER's UNO, EUR, IGO, NGO, ISM, IMG, MNC."


class UnknownOrganisation(FoedusError):
    """An organisation whose members nobody knows."""

    code = "R307"
    says = "No members of {given!r} are known on that day."
    reason = "The name is mistyped, it is no organisation of states, or it did not exist then."
    remedy = "Give a name of `data/register/members.csv`, or import your own rows."


class OverlappingTerms(FoedusError):
    """Two people in an office that one person holds at a time."""

    code = "R305"
    says = "{country}: {first} and {second} are both {office} from {start} to {end}."
    reason = "An end was left out, a day was mistyped, or one of them was only acting."
    remedy = "Correct the days, or write Acting before the office of the one who only acted."


class ContradictingTerms(FoedusError):
    """Two rows that tell the same term of office with different days."""

    code = "R306"
    says = "{country}: {person} is {office} from {first} in one row and from {second} in another."
    reason = "Two sources differ, or a row was entered twice."
    remedy = "Keep the row with the better source."
