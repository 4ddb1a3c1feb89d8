"""Django's settings, from variables or the folder's `hub.toml` (`hub.configuration`)."""

from hub.configuration import configuration

_SET = configuration()

SECRET_KEY = _SET.secret
DEBUG = False
ALLOWED_HOSTS = _SET.hosts
CSRF_TRUSTED_ORIGINS = _SET.origins
ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
DATABASES = {"default": _SET.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",  # its pages about the API, without a content network
    "hub.devices",
    "hub.ingest",
    "hub.evidence",
    "hub.releases",
    "hub.people",
    "hub.records",
    "hub.reviewing",
    "hub.news",
    "hub.improving",
    "hub.corrective",
    "hub.andon",
    "hub.pages",
]
MIDDLEWARE = [
    "hub.problems.ProblemsOnly",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hub.people.acting.Asking",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_SET.code / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _SET.timezone
STATIC_URL = "static/"
STATIC_ROOT = _SET.folder / "static"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# A station's batches and pieces of photographs are limited by `sop.wire.limits`.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 << 20
SILENCED_SYSTEM_CHECKS = ["models.W042"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A refusal is an answer, not an incident; a fault of the hub's own is told with its traceback.
    # Of what looks hostile only a name it is not called by is told: `hosts` may be wrong.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}
