"""What a server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
_django = get_wsgi_application()

from django.contrib.staticfiles.finders import AppDirectoriesFinder  # noqa: E402
from servestatic import ServeStatic  # noqa: E402

from hub.ingest.waking import wake  # noqa: E402

# Before Django and not among its middleware: there it would make every request, each batch of a
# journal too, go through an event loop of its own.
application = ServeStatic(_django)
for storage in AppDirectoriesFinder().storages.values():
    application.add_files(storage.location, prefix="static/")

wake()  # what was taken in before this process began
