"""What a server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
application = get_wsgi_application()

from hub.records.projecting import wake  # noqa: E402

wake()  # what was taken in before this process began
