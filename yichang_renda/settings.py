"""All configuration, read from the environment and from `.env`; a missing or wrong value stops.

`.env.example` explains every variable. `make run` writes a lasting `.env` with random keys.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext

from yichang_renda import channels
from yichang_renda import logging as renda_logging
from yichang_renda.addresses import ADDRESSES
from yichang_renda.connections import cache_options, connection_options, transport_options
from yichang_renda.env import LoudEnv
from yichang_renda.headers import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY  # noqa: F401
from yichang_renda.schedule import BEAT_SCHEDULE

django_stubs_ext.monkeypatch()  # generic admin and form classes at run time

BASE_DIR = Path(__file__).resolve().parent.parent
env = LoudEnv()
env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.key("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Fernet keys, comma-separated; the first encrypts, all decrypt.
PHONE_KEY = env.key("PHONE_KEY")
PHONE_INDEX_KEY = env.key("PHONE_INDEX_KEY")

PORT = env.int("PORT", default=8000)
SITE_URL = env.site_url("SITE_URL", default=f"http://127.0.0.1:{PORT}")
SITE_NAME = env.str("SITE_NAME", default="宜昌人大代表联络站")
IS_HTTPS = urlsplit(SITE_URL).scheme == "https"
OWN_HOSTS = [urlsplit(SITE_URL).hostname or "localhost", "127.0.0.1", "localhost"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) + OWN_HOSTS
REDIS_URL = env.str("REDIS_URL", default="")
WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=1)
# Our own reverse proxies before us; https always comes through one. 0 ignores X-Forwarded-For.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=int(IS_HTTPS))
METRICS_NETWORKS = env.networks("METRICS_NETWORKS", default=["127.0.0.0/8", "::1/128"])

# Everything that changes while running: database, files, queue, collected statics.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
PRIVATE_ROOT = MEDIA_ROOT / "private"
STATIC_ROOT, STATIC_URL = VAR_DIR / "static", "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
BROKER_FOLDERS = [VAR_DIR / "queue", VAR_DIR / "queue-control"]
for folder in (MEDIA_ROOT, STATIC_ROOT, *BROKER_FOLDERS):
    folder.mkdir(parents=True, exist_ok=True)
METRICS_DIR = VAR_DIR / "metrics" if WEB_CONCURRENCY > 1 else None
if METRICS_DIR:  # prometheus_client reads it when it is imported
    METRICS_DIR.mkdir(exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)

# Names need no dictionary of phrases, which is 44 MB in every process.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

# --- the house, lowest floor first ------------------------------------------------------------
OWN_APPS = [
    *("areas", "accounts", "notifications", "jobs", "office", "stations", "casework"),
    *("representatives", "messages.apps.MessagesConfig", "news", "inspections", "community"),
    *("supervision", "portal"),
]
INSTALLED_APPS = [
    "yichang_renda.apps.GroundConfig",
    *OWN_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "treebeard",
]
MIDDLEWARE = [
    "yichang_renda.middleware.edge",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yichang_renda.middleware.upload_limit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yichang_renda.middleware.idle_sign_out",
    "yichang_renda.middleware.keep_nothing",
    "accounts.at_work.remember_work",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.StaffSecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "messages.codes.channels.remember_channel",
]
ROOT_URLCONF = "yichang_renda.urls"
ABSOLUTE_URL_OVERRIDES = ADDRESSES
WSGI_APPLICATION = "yichang_renda.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "areas.context.site",
                "office.context.frame",
            ],
        },
    }
]
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "zh-hans", "Asia/Shanghai", True

# --- data -------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES["default"] |= connection_options(DATABASES["default"], keep=not DEBUG)

CACHES = {name: cache_options(REDIS_URL, f"renda-{name}") for name in ("default", "counters")}
# What refuses a flood lies apart, where no page pushes it out; Django's own cache holds 300 keys.
CACHES["counters"]["max_entries"] = 100_000
RATELIMIT_USE_CACHE = "counters"
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What people upload and what is made for one of them; only views that check hand it out.
    "private": {"BACKEND": "jobs.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "yichang_renda.statics.SteadyStaticStorage"
    },
}
MEDIA_URL = "/media/"  # served by nobody: files go through views
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# A whole request: six photos of 15 MB and some words.
UPLOAD_LIMIT = 96 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# A teller's sheet of 150 objects with eight options and 「无效」 each is 1,350 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# --- sign-in ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "accounts:home"
# Where work begins for staff of an office, and for all others.
OFFICE_HOME, DESK_HOME = "office:overview", "desk:list"
SESSION_COOKIE_AGE = env.int("IDLE_MINUTES", default=30) * 60
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = False  # axes leads
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
USERSESSIONS_ADAPTER = "accounts.adapters.SessionsAdapter"
# Staff without a second step are led to set it up before anything else.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=False)
MFA_ADAPTER = "accounts.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "activate_totp": "accounts.forms.SecondStepSetupForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "accounts.lockout.SignInGuard"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time we name stays true
AXES_DISABLE_ACCESS_LOG = True  # accounts.AuditEntry keeps it, without full addresses
AXES_VERBOSE = False
RATELIMIT_ENABLE = env.bool("RATELIMIT_ENABLE", default=True)
AXES_ENABLED = RATELIMIT_ENABLE
RATELIMIT_FAIL_OPEN = True

# Messages to one station on one day from one device or network that staff are shown.
BURST_BY_DEVICE = env.int("BURST_BY_DEVICE", default=5)
BURST_BY_NETWORK = env.int("BURST_BY_NETWORK", default=5)

# --- to the outside (docs/notifications.md) ------------------------------------------------
NOTIFY = channels.from_env(env)
vars().update(env.email_url_config(env.str("EMAIL_URL", default="") or "dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")

# --- what browsers are told -------------------------------------------------------------------
CSRF_FAILURE_VIEW = "yichang_renda.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None

# --- background work --------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "files://"  # yichang_renda/file_queue.py
CELERY_BROKER_TRANSPORT_OPTIONS = transport_options(REDIS_URL, BROKER_FOLDERS)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KB: photos and workbooks come from strangers
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE

LOGGING = renda_logging.configure(env.str("LOG_LEVEL", default="INFO"))
# Preload is for a whole second-level domain, which is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
