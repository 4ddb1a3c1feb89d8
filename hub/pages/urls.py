"""Addresses of the pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from hub.pages import andon, auditing, corrective, improving, reviewing, views


class NameConverter(StringConverter):
    """Anything a name can be; PostgreSQL has none with a NUL."""

    regex = r"[^/\x00]+"


class DigestConverter(StringConverter):
    regex = "[0-9a-f]{64}"


register_converter(NameConverter, "name")
register_converter(DigestConverter, "sha256")

urlpatterns = [
    path("", views.executions, name="executions"),
    path("executions/<name:execution>", views.record, name="record"),
    path("calls", andon.calls, name="calls"),
    path("calls/waiting", andon.waiting, name="waiting"),
    path("stations", views.stations, name="stations"),
    path("people", views.people, name="people"),
    path("releases", views.releases, name="releases"),
    path("evidence", views.evidence, name="evidence"),
    path("photographs/<sha256:digest>", views.photograph, name="photograph"),
    path("suggestions", improving.suggestions, name="suggestions"),
    path("suggestions/<name:suggestion>", improving.suggestion, name="suggestion"),
    path("corrective", corrective.orders, name="orders"),
    path("corrective/<name:exception>", corrective.order, name="order"),
    path(
        "corrective/<name:exception>/evidence/<sha256:digest>",
        corrective.evidence,
        name="order_evidence",
    ),
    path("leaderboard", improving.leaderboard, name="leaderboard"),
    path("reading", improving.reading, name="reading"),
    path("reading/<sha256:release>", improving.reached, name="reached"),
    path("reviews", reviewing.reviews, name="reviews"),
    path("reviews/<name:subject>", reviewing.review, name="review"),
    path("audit", auditing.audit, name="audit"),
    path("search", views.search, name="search"),
    path("language", views.language, name="language"),
    path("login", views.SignIn.as_view(), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
]
