"""Settings: plain Python, read strictly from the environment. `solo` needs none of the variables.

WANGCAI_DATA        folder of the database, photos and the secret key (default ./data)
DATABASE_URL        postgresql://… selects PostgreSQL; empty means SQLite in the data folder
WANGCAI_SECRET_KEY  signing key; made once and kept in the data folder where it is not given
WANGCAI_HOSTS       names under which the pages may be asked for, comma separated
WANGCAI_URL         address that customers see in the links of notices (https://shop.example)
WANGCAI_HTTPS       1 where the shop is reached by https: cookies are then marked secure
WANGCAI_STATIC      folder of collected static files (default: static in the data folder)
WANGCAI_DEBUG       1 shows error pages with source; never for a real shop
"""

from pathlib import Path

from django.utils.csp import CSP

from wangcai.settings import env
from wangcai.settings.secret import secret_key

DATA = env.folder("WANGCAI_DATA", Path.cwd() / "data")
DEBUG = env.switch("WANGCAI_DEBUG", default=False)
HTTPS = env.switch("WANGCAI_HTTPS", default=False)
SECRET_KEY = env.text("WANGCAI_SECRET_KEY", "") or secret_key(DATA)
ALLOWED_HOSTS = env.words("WANGCAI_HOSTS", "localhost,127.0.0.1,[::1]")

# Where customers reach the shop's pages: the links in notices begin with it. A chain or store may set its own.
PUBLIC_URL = env.text("WANGCAI_URL", "http://127.0.0.1:8000")

DATABASES = {"default": env.database(env.text("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STAGES = [
    "wangcai.journal",
    "wangcai.shops",
    "wangcai.files",
    "wangcai.lookup",
    "wangcai.customers",
    "wangcai.catalogue",
    "wangcai.membership",
    "wangcai.knowledge",
    "wangcai.stock",
    "wangcai.booking",
    "wangcai.messages",
    "wangcai.work",
    "wangcai.orders",
    "wangcai.care",
    "wangcai.delivery",
    "wangcai.handover",
    "wangcai.settlement",
    "wangcai.imports",
    "wangcai.insight",
]
INTERFACES = [
    "wangcai.interfaces.ui",
    "wangcai.interfaces.counter",
    "wangcai.interfaces.floor",
    "wangcai.interfaces.office",
    "wangcai.interfaces.portal",
    "wangcai.interfaces.api",
    "wangcai.interfaces.cli",
    "wangcai.interfaces.channels.sms",
    "wangcai.interfaces.channels.mail",
    "wangcai.interfaces.channels.courier",
    "wangcai.interfaces.channels.camera",
]
INSTALLED_APPS = [
    *STAGES,
    *INTERFACES,
    "django_htmx",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wangcai.interfaces.access.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "wangcai.interfaces.urls"
WSGI_APPLICATION = "wangcai.settings.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "wangcai.interfaces.ui.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wangcai.interfaces.ui.templatetags.ui",
            ],
        },
    }
]

AUTH_USER_MODEL = "shops.Account"
AUTHENTICATION_BACKENDS = ["wangcai.shops.signing_in.StaffBackend"]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "wangcai.interfaces.ui.errors.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Where open boards hear of changes (`serve` sets it); without a port they ask every 1.5 seconds.
STREAM_PORT = env.text("WANGCAI_STREAM_PORT", "")
STREAM_ORIGINS = [f"{host}:{STREAM_PORT}" for host in ALLOWED_HOSTS if STREAM_PORT and host[0] not in ".*["]
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF, "blob:"],
    "connect-src": [CSP.SELF, *STREAM_ORIGINS],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("WANGCAI_STATIC", DATA / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/ui/built/"  # their names carry a fingerprint
MEDIA_ROOT = DATA / "files"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("WANGCAI_LOG", "WARNING")},
}
