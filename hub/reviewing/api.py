"""`/reviews`: what needs a human eye, the reviews of it, and signing one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from msgspec import Struct
from ninja import Router

from hub.access import roles
from hub.bodies import message, say, takes
from hub.problems import HubProblem
from hub.reviewing import listing, signing
from hub.reviewing.cases import bytes_of
from hub.reviewing.models import Case, Review

router = Router(tags=["reviews"])
_READERS = roles("viewer", "lead", "author", "approver")


class Seen(Struct, frozen=True):
    """One matter, with the facts it rests on."""

    kind: str
    signal: bool
    at: str
    person: str
    step: str
    facts: dict[str, Any]


class Due(Struct, frozen=True):
    subject: str
    execution: str
    station: str
    code: str
    revision: str
    state: str
    matters: list[Seen]


class Dues(Struct, frozen=True):
    cases: list[Due]


class Reviewed(Struct, frozen=True):
    """`now`: what a review of the case as it stands would be bound to; told back as `seen`."""

    now: str
    reviews: list[dict[str, Any]]


class Signature(Struct, frozen=True, kw_only=True):
    """The password of whoever is signed in, once more. `seen`: `now` as it was shown."""

    password: str
    comment: str = ""
    seen: str = ""


@router.get("/reviews", auth=_READERS)
def due(
    request: HttpRequest,
    state: str = "due",
    kind: str = "",
    station: str = "",
    code: str = "",
    person: str = "",
    since: str = "",
    until: str = "",
) -> HttpResponse:
    """The latest hundred, not yet reviewed unless `state` asks for others."""
    said = {
        "state": state, "kind": kind, "station": station, "code": code, "person": person,
        "since": since, "until": until,
    }  # fmt: skip
    found = listing.cases(listing.filter_of(said))[: listing.PAGE]
    return say(Dues([_due(it) for it in listing.shown(found)]))


@router.get("/reviews/{subject}", auth=_READERS)
def reviews(request: HttpRequest, subject: str) -> HttpResponse:
    """Every review of that run or fact, as signed, the first first."""
    case = _case(subject)
    now = bytes_of(case)
    signed = Review.objects.filter(subject=case.pk).order_by("pk")
    return say(Reviewed(now.record + now.matters, [signing.told(it) for it in signed]))


@router.post("/reviews/{subject}", auth=roles("lead", "approver"), openapi_extra=takes(Signature))
def sign(request: HttpRequest, subject: str) -> HttpResponse:
    """Signed by whoever is signed in; never by who performed or led the run."""
    told = message(request, Signature)
    made = signing.sign(request.user, _case(subject).pk, told.password, told.comment, told.seen)
    return say(signing.told(made), 201)


def _case(subject: str) -> Case:
    found = None if "\0" in subject else Case.objects.filter(pk=subject[:120]).first()
    if found is None:
        raise HubProblem(404, "no_case", "没有待审核的内容", "There is nothing to review")
    return found


def _due(it: dict[str, Any]) -> Due:
    case = it["case"]
    return Due(
        case.pk, case.execution, case.station, case.code, case.revision, case.state,
        [
            Seen(one.kind, one.is_signal, one.at.isoformat(), one.person, one.step, one.facts)
            for one in it["matters"]
        ],
    )  # fmt: skip
