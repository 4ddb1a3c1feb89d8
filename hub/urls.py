"""Every address of the hub."""

from django.urls import include, path

from hub.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("hub.pages.urls")),
]
