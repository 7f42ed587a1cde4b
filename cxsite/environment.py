"""Read the settings from the environment, and refuse those that make no sense.

A refusal is one sentence that names the setting. It never repeats the value, which can contain a
password.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

from assessment.domain.voices.pulse import LEAST_THRESHOLD

YES = frozenset({"true", "yes", "on", "ok", "y", "1"})
NO = frozenset({"false", "no", "off", "n", "0"})
MOST_PROXIES = 10
MOST_THRESHOLD, MOST_DIGITS = 20, 2
LAST_PORT = 65_535
SHORTEST_KEY, FEWEST_CHARACTERS = 32, 8
PUBLIC_KEYS = ("django-insecure-", "development-only")
"""The beginnings of keys that are public."""
NO_PLACES = frozenset({"Factory", "localtime"})
"""Time zones whose meaning depends on the machine, or that mean nothing."""
PRIVATE_CACHES = frozenset({"dummycache", "locmemcache"})
"""Caches that each process would have for itself, or that store nothing."""
LOST_MAIL = frozenset({"memorymail"})
LINE = re.compile(r"(?:export )?[A-Za-z_0-9]+=")
HOST = re.compile(r"\*|\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9.-]*[A-Za-z0-9](?::\d{1,5})?")
ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9.-]*[A-Za-z0-9]|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?[^\s?#]*"
)
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
URL_PATH = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
POSTGRES = frozenset({"postgres", "postgresql", "psql", "pgsql"})
DATABASES = POSTGRES | {"sqlite"}
IN_MEMORY = "sqlite://:memory:"
OF_THE_SITE = frozenset(
    {
        *(".well-known", "a", "access", "accessibility", "account", "b", "businesses", "calendar"),
        *("c", "components", "e", "invitation", "livez", "method", "p", "practice", "privacy"),
        "readyz",
        *("s", "sample", "screen", "set-up", "static"),
    }
)
"""The first parts of the site's other addresses, which would hide those of administrators."""
ESCAPES = "write # as %23, / as %2F, ? as %3F, @ as %40 and % as %25 in user names and passwords"


class BadSetting(ImproperlyConfigured):
    """A setting is missing or makes no sense."""


def read_file(file: Path) -> None:
    """Add the settings of an .env file to the environment, which keeps those it already has."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return
    except OSError as fault:
        raise BadSetting(f"{file.name} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{file.name} must be text in UTF-8.") from None
    settings = [line.strip() for line in lines]
    for number, line in enumerate(settings, start=1):
        if line and not line.startswith("#") and not LINE.match(line):
            raise BadSetting(
                f"{file.name}, line {number}: write NAME=value without spaces before the =, "
                "or begin the line with # to make it a comment."
            )
    environ.Env.read_env(StringIO("\n".join(line for line in settings if LINE.match(line))))


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings as they are written; an empty one counts as not set."""

    values: Mapping[str, str]

    def text(self, name: str, *, default: str | None = None) -> str:
        value = self.values.get(name, "").strip()
        # django-environ takes the rest for the name of another setting, and prints it if there
        # is none. It might be a password.
        if value.startswith("$"):
            raise BadSetting(
                f"{name} begins with $, which Cairn does not replace: write out the value itself, "
                "and choose another one if its first character is a $."
            )
        if not value and default is None:
            raise BadSetting(f"Set the {name} environment variable.")
        return value or default or ""

    def secret(self, name: str, *, default: str | None = None) -> str:
        value = self.text(name, default=default)
        if (
            len(value) < SHORTEST_KEY
            or len(set(value)) < FEWEST_CHARACTERS
            or value.startswith(PUBLIC_KEYS)
        ):
            raise BadSetting(
                f"{name} must be random and at least {SHORTEST_KEY} characters long, as printed by "
                'python3 -c "import secrets; print(secrets.token_hex(32))".'
            )
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, default=str(default)).lower()
        if value not in YES | NO:
            raise BadSetting(f"{name} must be true or false.")
        return value in YES

    def proxies(self, name: str, *, default: int) -> int:
        value = self.text(name, default=str(default))
        if not (value.isascii() and value.isdecimal() and int(value[:9]) <= MOST_PROXIES):
            raise BadSetting(f"{name} must be a whole number from 0 to {MOST_PROXIES}.")
        return int(value)

    def pulse_threshold(self, name: str, *, default: int) -> int:
        value = self.text(name, default=str(default))
        whole = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
        if not (whole and LEAST_THRESHOLD <= int(value) <= MOST_THRESHOLD):
            raise BadSetting(
                f"{name} must be a whole number from {LEAST_THRESHOLD} to {MOST_THRESHOLD}: with "
                "fewer answers, staff could be recognised."
            )
        return int(value)

    def hosts(self, name: str, *, default: str) -> list[str]:
        return self._listed(
            name,
            default,
            HOST,
            "host names such as cairn.example, with commas between them and without https:// or a "
            "port",
        )

    def origins(self, name: str, *, default: str) -> list[str]:
        what = "addresses such as https://cairn.example, with commas between them and without paths"
        return self._listed(name, default, ORIGIN, what)

    def _listed(self, name: str, default: str, form: re.Pattern[str], what: str) -> list[str]:
        value = self.text(name, default=default)
        items = [item.strip().rstrip("/") for item in value.split(",") if item.strip()]
        if (value and not items) or not all(form.fullmatch(item) for item in items):
            raise BadSetting(f"{name} must be a list of {what}.")
        for item in items:
            refuse_unknown_port(name, item)
        return items

    def address(self, name: str, *, default: str) -> str:
        value = self._matching(name, default, ADDRESS, "an address such as https://cairn.example")
        refuse_unknown_port(name, value)
        return value.rstrip("/")

    def email(self, name: str, *, default: str) -> str:
        return self._matching(name, default, EMAIL, "an email address such as hello@cairn.example")

    def sender(self, name: str, *, default: str) -> str:
        value = self.text(name, default=default)
        address = parseaddr(value)[1]
        whole = value == address or value.endswith(f"<{address}>")
        if not (EMAIL.fullmatch(address) and whole and "\n" not in value):
            raise BadSetting(f"{name} must be a sender such as Cairn <cairn@cairn.example>.")
        return value

    def url_path(self, name: str, *, default: str) -> str:
        value = self.text(name, default=default).strip("/")
        if not URL_PATH.fullmatch(value) or value.split("/")[0] in OF_THE_SITE:
            raise BadSetting(
                f"{name} must be a path such as site-admin/, made of letters, digits and hyphens, "
                "that no other page of the site uses."
            )
        return f"{value}/"

    def time_zone(self, name: str, *, default: str) -> str:
        value = self.text(name, default=default)
        # The name of a file that is no time zone of its own, such as localtime, can be loaded, too.
        if value not in available_timezones() - NO_PLACES:
            raise BadSetting(f"{name} must be a time zone such as Europe/London.")
        return value

    def folder(self, name: str, *, default: Path) -> Path:
        value = self.text(name, default=str(default))
        # Only a shell replaces a tilde.
        if value.startswith("~") or "\0" in value or Path(value).is_file():
            raise BadSetting(f"{name} must be the full path of a folder.")
        return Path(value).absolute()

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        found = self._configured(name, default, DATABASES, environ.Env.db_url_config)
        # Without a name, SQLite would forget everything, and PostgreSQL refuses to connect.
        if found["NAME"] in {"", ":memory:"} and self.text(name, default=default) != IN_MEMORY:
            raise BadSetting(
                f"{name} must name a database, as in postgres://cairn:password@localhost/cairn or "
                "sqlite:////srv/cairn/cairn.sqlite3."
            )
        if "CONN_MAX_AGE" in found:
            raise BadSetting(f"{name} cannot have conn_max_age, because connections are pooled.")
        return found

    def cache(self, name: str, *, default: str) -> dict[str, Any]:
        known = frozenset(environ.Env.CACHE_SCHEMES) - PRIVATE_CACHES
        return self._configured(name, default, known, environ.Env.cache_url_config)

    def mail_server(self, name: str, *, default: str) -> dict[str, Any]:
        known = frozenset(environ.Env.EMAIL_SCHEMES) - LOST_MAIL
        found = self._configured(name, default, known, environ.Env.email_url_config)
        if self.text(name, default=default).lower().startswith("smtp") and not found["EMAIL_HOST"]:
            raise BadSetting(
                f"{name} must name a server, as in smtps://user:password@mail.example."
            )
        if (
            self.text(name, default=default).startswith("filemail:")
            and not found["EMAIL_FILE_PATH"]
        ):
            raise BadSetting(f"{name} must name a folder, as in filemail:///srv/cairn/mail.")
        if "OPTIONS" in found and found.pop("OPTIONS"):
            raise BadSetting(f"{name} cannot have options after a question mark.")
        # django-environ means STARTTLS by smtps, but everyone else means TLS from the start.
        if urlsplit(self.text(name, default=default)).scheme == "smtps":
            found |= {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}
        return found

    def _matching(self, name: str, default: str, form: re.Pattern[str], what: str) -> str:
        value = self.text(name, default=default)
        if not form.fullmatch(value):
            raise BadSetting(f"{name} must be {what}.")
        return value

    def _configured(
        self,
        name: str,
        default: str,
        known: frozenset[str],
        read: Callable[[str], dict[str, Any]],
    ) -> dict[str, Any]:
        value = self.text(name, default=default)
        if value == IN_MEMORY:
            return read(value)
        # Python puts parts of a faulty URL into its errors, so none of them may be chained.
        refuse_unknown_port(name, value)
        try:
            url = urlsplit(value)
            readable = not must_be_escaped(value, url)
            found = read(value) if readable and url.scheme in known else {}
        except (ValueError, ImproperlyConfigured):
            readable, found = False, {}
        if not readable:
            raise BadSetting(f"{name} cannot be read: {ESCAPES}.")
        if not found:
            starts = ", ".join(sorted(f"{scheme}://" for scheme in known))
            raise BadSetting(f"{name} must begin with one of {starts}.")
        return found


def refuse_unknown_port(name: str, url: str) -> None:
    """Refuse a number behind the host that no port can have.

    Raises:
        BadSetting: as it says.
    """
    place, _slash, behind = url.partition("://")[2].partition("/")
    port = place.rpartition(":")[2]
    # If an @ comes later, the number can be the beginning of a password.
    if port.isdecimal() and "@" not in behind and not 1 <= int(port[:9]) <= LAST_PORT:
        raise BadSetting(f"{name} must have a port from 1 to {LAST_PORT}, or none.")


def refuse_nested_folders(*, static_root: Path, reports_root: Path, sources: Path) -> None:
    """Refuse folders inside one another: everybody can download what is in STATIC_ROOT.

    Raises:
        BadSetting: reports would be public, or `collectstatic` would copy files onto themselves.
    """
    if reports_root.is_relative_to(static_root):
        raise BadSetting("REPORTS_ROOT must not be inside STATIC_ROOT, which everybody can read.")
    if static_root.is_relative_to(sources) or sources.is_relative_to(static_root):
        raise BadSetting("STATIC_ROOT must not be the folder of the sources, or contain it.")


def must_be_escaped(value: str, url: SplitResult) -> bool:
    """Tell whether a URL has a character that cuts off the password.

    The first #, / or ? ends the part with the user and the server. If an @ comes after it, the
    character was part of the password.
    """
    # Reading the port raises ValueError if it is not a number.
    unread = url.port is not None and url.port < 1
    behind = value.partition(url.netloc)[2] if url.netloc else ""
    return bool(unread or "#" in value or UNSEEN.search(value) or "@" in behind)
