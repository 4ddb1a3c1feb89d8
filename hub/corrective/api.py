"""Corrective work orders: looked at, moved, and shown to be done. For people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from msgspec import Struct
from ninja import Path, Query, Router

from hub.access import roles
from hub.bodies import body_of, message, say, takes
from hub.corrective import looking
from hub.corrective.filing import keep_file
from hub.corrective.working import Step, move

router = Router(auth=roles("viewer", "lead", "author", "approver"), tags=["corrective"])
WORKING = ("lead", "author", "approver")
ID = Path(..., min_length=1, max_length=64, pattern=r"^[^\x00]+$")
STATUS = Query("", pattern="^(|unclosed|open|taken|done|closed)$")
NAME = Query("", max_length=100, pattern=r"^[^\x00]*$")


class Kept(Struct, frozen=True):
    """A file given as evidence, by its SHA-256."""

    sha256: str


@router.get("/corrective")
def orders(
    request: HttpRequest, status: str = STATUS, overdue: bool = False, mine: bool = False,
    station: str = NAME, code: str = NAME,
) -> HttpResponse:  # fmt: skip
    """The most urgent first, at most 500; and how the owners keep their promise. `mine`: those
    that whoever asks took or was given."""
    who = request.user.get_username() if mine else ""
    told = looking.orders(status, overdue=overdue, assignee=who, station=station, code=code)
    return say(told)


@router.get("/corrective/{exception}")
def order(request: HttpRequest, exception: str = ID) -> HttpResponse:
    """One, with what its station told of the exception, and everything done since."""
    return say(looking.detail(exception))


@router.post("/corrective/{exception}/moves", auth=roles(*WORKING), openapi_extra=takes(Step))
def moves(request: HttpRequest, exception: str = ID) -> HttpResponse:
    """Take it, hand it on, do it, close it, open it again; the station is told. 201."""
    move(request.user.get_username(), exception, message(request, Step))
    return say(looking.detail(exception), 201)


@router.post("/corrective/{exception}/evidence", auth=roles(*WORKING))
def evidence(request: HttpRequest, exception: str = ID) -> HttpResponse:
    """The bytes of a photograph or a file; 201 and its SHA-256, to be named by a move."""
    looking.detail(exception)
    return say(Kept(keep_file(body_of(request))), 201)
