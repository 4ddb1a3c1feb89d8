"""Who may sign in to the console, with which roles, and which person of the plant that is."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from hub.access import make_groups
from hub.people.auditing import note
from hub.people.models import Linked, Person
from hub.people.refusals import PeopleRefused

if TYPE_CHECKING:
    from collections.abc import Sequence


def put(
    name: str, roles: Sequence[str], password: str | None = None, person: str | None = None
) -> str | None:
    """A user with these roles, no others. Returns the password when a new one was set: the one
    told, else one that was made. `person`: who of the plant it is; "" for nobody."""
    with transaction.atomic():
        make_groups()
        user, is_new = User.objects.get_or_create(username=name)
        before = None if is_new else _told(user)
        if is_new or password:
            password = password or secrets.token_urlsafe(12)
            user.set_password(password)
            user.save()
        user.groups.set(Group.objects.filter(name__in=roles))
        if person is not None:
            _link(user, person)
        after = _told(user)
        if before != after:
            note("user", name, before, after)
        if password and not is_new:
            note("password", name, None, None)
    return password


def first_administrator(name: str) -> str | None:
    """The password, told this once; None when there is an administrator already."""
    if User.objects.filter(is_superuser=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User.objects.create_superuser(name, password=password)
        note("user", name, None, _told(user))
    return password


def names_of(user: str) -> set[str]:
    """Whatever this user is called: on the roster, and at the console under any account."""
    people = Linked.objects.filter(user__username=user).values_list("person_id", flat=True)
    users = Linked.objects.filter(person__in=people).values_list("user__username", flat=True)
    return {user, *people, *users}


def _link(user: User, person: str) -> None:
    if not person:
        Linked.objects.filter(user=user).delete()
        return
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise PeopleRefused("no_person", 404, person=person)
    Linked.objects.update_or_create(user=user, defaults={"person": found})


def _told(user: User) -> dict[str, Any]:
    linked = Linked.objects.filter(user=user).values_list("person_id", flat=True).first()
    roles = sorted(user.groups.values_list("name", flat=True))
    return {"roles": ["superuser", *roles] if user.is_superuser else roles, "person": linked}
