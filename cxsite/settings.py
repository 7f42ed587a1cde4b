"""All settings, read from the environment; safe by default, relaxed only by DEVELOPMENT."""

import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from assessment.domain.voices.pulse import USUAL_THRESHOLD
from cxsite.environment import Environment, read_file, refuse_nested_folders

BASE_DIR = Path(__file__).resolve().parent.parent

read_file(BASE_DIR / ".env")
env = Environment(os.environ)

# ---- the site

DEVELOPMENT = env.flag("DEVELOPMENT", default=False)
# Off in development too, so that developers see the same errors and headers as everyone else.
DEBUG = False
# No default outside development: a key that is public protects nothing.
SECRET_KEY = (
    env.text("SECRET_KEY", default="development-only") if DEVELOPMENT else env.secret("SECRET_KEY")
)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", default="")
ADMIN_PATH = env.url_path("ADMIN_PATH", default="site-admin/")
HTTPS = env.flag("HTTPS", default=not DEVELOPMENT)
TRUSTED_PROXIES = env.proxies("TRUSTED_PROXIES", default=0)


def usual_address() -> str:
    """Guess the public address of the site from the other settings."""
    host = ALLOWED_HOSTS[0].lstrip(".*")
    if DEVELOPMENT or not host:
        return "http://127.0.0.1:8000"
    return f"{'https' if HTTPS else 'http'}://{host}"


# The start of links in emails. The host of a request is not used, because its sender chose it.
SITE_URL = env.address("SITE_URL", default=usual_address())

ROOT_URLCONF = "cxsite.urls"
WSGI_APPLICATION = "cxsite.wsgi.application"
AUTH_USER_MODEL = "assessment.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "assessment",
]

MIDDLEWARE = [
    # First, so that its headers are also on the responses of all the others.
    "cxsite.middleware.keep_shared_addresses_secret",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "cxsite.middleware.refuse_odd_requests",
    # Before the first middleware that looks at the host.
    "cxsite.middleware.answer_health_checks",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cxsite.middleware.share_cpu",
    "cxsite.middleware.Brakes",
    "cxsite.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cxsite.middleware.ask_staff_for_a_second_step",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cxsite.middleware.keep_private_pages_out_of_caches",
]

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
                "assessment.parties.access.presenters.places",
            ],
        },
    }
]
# Lets our templates override Django's form templates, so that all fields look alike.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# ---- data

DATABASE_FILE = f"sqlite:///{quote(str(BASE_DIR / 'cairn.sqlite3'))}"
DATABASES = {"default": env.database("DATABASE_URL", default=DATABASE_FILE)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # SQLite takes its write lock at the start of an IMMEDIATE transaction, so writers queue for
    # up to 20 seconds. With Django's defaults, a transaction that reads and then writes fails at
    # once with “database is locked”: of six concurrent writers, most do. FULL makes sure that
    # what we report as saved survives a power failure.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = True
    # Connections are checked when they leave the pool. After a restart of PostgreSQL, each of them
    # would otherwise fail one request.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# The few limits that allauth counts are in the cache, so all processes must share it. Django
# deletes a third of a table with more than MAX_ENTRIES rows, whether they have expired or not.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://cairn_cache")}
CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 1_000_000)

# ---- background tasks

# In the database, so that a task is queued in the same transaction as the change it belongs to.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---- language and time

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", default="Europe/London")
USE_TZ = True

# ---- signing in

AUTHENTICATION_BACKENDS = [
    "assessment.foundation.accounts.backends.AddressBackend",
    # Needed only by sessions from before the first backend existed.
    "allauth.account.auth_backends.AuthenticationBackend",
]
# Two accounts can have an address, as decision 0020 explains; only one of them has proven it.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "assessment.foundation.accounts.validators.UnguessablePasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "businesses"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# People can start their check at once; inviting others and reminders need a confirmed address.
ACCOUNT_EMAIL_VERIFICATION = "optional"
# Sign-up and password reset must not reveal which addresses have an account.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "assessment.site.public.adapter.Adapter"
ACCOUNT_FORMS = {
    "signup": "assessment.foundation.accounts.forms.SignUpForm",
    "login": "assessment.foundation.accounts.forms.LoginForm",
    "request_login_code": "assessment.foundation.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "assessment.foundation.accounts.forms.ConfirmLoginCodeForm",
    "reauthenticate": "assessment.foundation.accounts.forms.ReauthenticateForm",
    "reset_password": "assessment.foundation.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "assessment.foundation.accounts.forms.ResetPasswordKeyForm",
    "change_password": "assessment.foundation.accounts.forms.ChangePasswordForm",
    "set_password": "assessment.foundation.accounts.forms.SetPasswordForm",
    "add_email": "assessment.foundation.accounts.forms.ChangeAddressForm",
}
MFA_ADAPTER = "assessment.foundation.second_step.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers offer passkeys over HTTPS, and over plain HTTP only on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Apps differ from our clock by some seconds, so the code before and the code after count as well.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": "assessment.foundation.second_step.forms.AuthenticateForm",
    "reauthenticate": "assessment.foundation.second_step.forms.ConfirmWithCodeForm",
    "login_webauthn": "assessment.foundation.second_step.forms.SignInWithKeyForm",
    "authenticate_webauthn": "assessment.foundation.second_step.forms.AuthenticateWithKeyForm",
    "reauthenticate_webauthn": "assessment.foundation.second_step.forms.ConfirmWithKeyForm",
    "activate_totp": "assessment.foundation.second_step.forms.ActivateAppForm",
    "add_webauthn": "assessment.foundation.second_step.forms.AddKeyForm",
    "edit_webauthn": "assessment.foundation.second_step.forms.RenameKeyForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Our own brakes count these, for every source and for the site as a whole.
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    (
        *("login", "login_failed", "request_login_code", "signup"),
        *("reset_password", "reset_password_from_key"),
    )
)

# ---- email

EMAIL_CONFIG = env.mail_server("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail server that does not answer must not hold up the emails after it for long.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", default="Cairn <cairn@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Shown on public pages: the contact for data requests, accessibility and security reports.
CONTACT_EMAIL = env.email("CONTACT_EMAIL", default=parseaddr(DEFAULT_FROM_EMAIL)[1])

# ---- static files

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", default=BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# In development, files are served from their sources, so STATIC_ROOT need not exist.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEVELOPMENT

# ---- reports

# The cache of finished PDFs. All processes should share it, so that each PDF is made once.
REPORTS_ROOT = env.folder("REPORTS_ROOT", default=BASE_DIR / "reports")
# Fonts for characters that ours lack, such as Chinese or Thai. The folder need not exist.
REPORT_FONTS = env.folder("REPORT_FONTS", default=BASE_DIR / "fonts")
refuse_nested_folders(
    static_root=STATIC_ROOT, reports_root=REPORTS_ROOT, sources=STATICFILES_DIRS[0]
)

# ---- the pulse of a team

# From how many answers on it shows anything.
PULSE_THRESHOLD = env.pulse_threshold("PULSE_THRESHOLD", default=USUAL_THRESHOLD)

# ---- security

# Browsers accept a __Host- cookie only over HTTPS and only from this very host, so that
# a neighbouring subdomain cannot plant one.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}device"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cxsite.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
# Health checks inside a network often use plain HTTP and do not follow redirects.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Only behind a proxy that sets it: otherwise any client could claim to use HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "cxsite.secret_paths.HideSecretPaths"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
