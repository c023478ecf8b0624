"""Settings. Everything that differs between machines comes from the environment; README lists the variables."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

from claims_site.environment import allowed_hosts, archive_service, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()

try:
    DEBUG = env.bool("DEBUG", False)
    HOST = env.str("HOST", "127.0.0.1")
    ALLOWED_HOSTS = allowed_hosts(env.list("ALLOWED_HOSTS", []), HOST)
    HTTPS_ONLY = env.bool("HTTPS_ONLY", False)
    CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
    SECRET_KEY = secret_key(env.str("SECRET_KEY", ""), HOST, VAR_DIR / "secret_key")
    DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'claims.sqlite3'}")
    DATABASE_POOL = env.int("DATABASE_POOL", 8)
    REQUIRE_REVIEW = env.bool("REQUIRE_REVIEW", True)
    PROXIES = env.int("PROXIES", 0, validate=validate.Range(min=0))
    MEDIA_ROOT = Path(env.str("MEDIA_ROOT", "") or VAR_DIR / "snapshots")
    ARCHIVE_SERVICE = archive_service(env.str("ARCHIVE_SERVICE", ""))
    ARCHIVE_DELAY = env.float("ARCHIVE_DELAY", 10, validate=validate.Range(min=0))
except EnvError as error:
    raise ImproperlyConfigured(str(error)) from error

# --- database -----------------------------------------------------------------------------------------------------

try:
    DATABASES = {"default": dict(dj_database_url.parse(DATABASE_URL))}
except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
    raise ImproperlyConfigured(
        "DATABASE_URL cannot be read. It looks like postgres://user:password@host:5432/name or sqlite:///file."
    ) from error

_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    _database["CONN_MAX_AGE"] = None
    _database["OPTIONS"] = {
        # Readers never wait for a writer (WAL), and a writer says so when it begins, not at its first write.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What a REPLACE deletes passes the triggers that seal published records, too (recursive_triggers).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        " PRAGMA recursive_triggers=ON;",
    }
elif _database["ENGINE"] == "django.db.backends.postgresql":
    # A worker keeps its connections ready; Django closes none of them itself (CONN_MAX_AGE must be 0 with a pool).
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = _database.get("OPTIONS", {}) | {
        "pool": {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 5},
        "connect_timeout": 5,
    }
else:
    raise ImproperlyConfigured("DATABASE_URL names neither SQLite nor PostgreSQL, the two databases this site runs on.")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- application --------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "simple_history",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "claims_site.urls"
WSGI_APPLICATION = "claims_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# The reason of a step is kept with the change whole, however long.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Who gives a wrong password five times within a quarter of an hour waits as long; another name or address does not.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # so that the page can say when it ends
AXES_CLIENT_IP_CALLABLE = "claims_site.visitors.client_address"
AXES_LOCKOUT_CALLABLE = "reports.newsroom.admin.user_admin.lockout"
AXES_DISABLE_ACCESS_LOG = True  # nobody needs to know from where people log in
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Whoever runs the site sees every 500 with its cause; what strangers ask for in vain is none of their business.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- static files -------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "editors-guide" / "pictures")]
if (VAR_DIR / "assets").is_dir():  # what `make assets` fetched
    STATICFILES_DIRS.append(VAR_DIR / "assets")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "claims_site.storage.NamedByContent"
    },
}

# --- what is kept -------------------------------------------------------------------------------------------------

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Finished pages, some 60 to 250 kB each, until the data change; those asked for longest ago go first.
    "answers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "answers",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # The last check of the whole data set, which all processes of the site show.
    "desk": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache" / "desk",
    },
    # Some 60 to 130 kB each; a third of them goes when there are more.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache" / "pictures",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
# Where matplotlib notes which fonts there are: else in the home of whoever runs the site, which may not be writable.
os.environ.setdefault("MPLCONFIGDIR", str(VAR_DIR / "cache" / "matplotlib"))

# --- copies of sources --------------------------------------------------------------------------------------------

# Kept under MEDIA_ROOT and served by views/snapshots.py alone: there is no MEDIA_URL.
LARGEST_SNAPSHOT = 20 * 2**20
# A file and the other fields of its form. What is larger is refused by its announced length, before it is read.
LARGEST_UPLOAD = LARGEST_SNAPSHOT + 2**20
FILE_UPLOAD_HANDLERS = [
    "reports.archiving.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
ARCHIVE_TIMEOUT = 120  # seconds: an archive reads the page while we wait
# What reads and writes an uploaded table: a process of its own, whose number follows.
UPLOAD_COMMAND = [sys.executable, str(BASE_DIR / "manage.py"), "run_upload"]
ARCHIVE_LOCK = VAR_DIR / "archive_sources.lock"  # so that only one run at a time asks

# --- security -----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # blob: is how the chart hands over a picture to download
        "connect-src": [SELF],
        "font-src": [NONE],
        "frame-src": [NONE],
        "manifest-src": [NONE],
        "media-src": [NONE],
        "object-src": [NONE],
        "worker-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "reports.views.site_pages.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Far more than any form takes: a paste that is too long is answered beside its field, not by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a figure on a report's page has 17
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None
