"""Addresses of the pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from hub.pages import views

urlpatterns = [
    path("", views.executions, name="executions"),
    path("executions/<str:execution>", views.record, name="record"),
    path("stations", views.stations, name="stations"),
    path("releases", views.releases, name="releases"),
    path("evidence", views.evidence, name="evidence"),
    path("photographs/<str:digest>", views.photograph, name="photograph"),
    path("search", views.search, name="search"),
    path("language", views.language, name="language"),
    path("login", views.SignIn.as_view(), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
]
