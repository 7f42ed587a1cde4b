"""Settings: what is read, what is refused at boot, and that no refusal prints a secret."""

import re
from pathlib import Path
from typing import Any

import pytest

from cxsite.environment import (
    OF_THE_SITE,
    BadSetting,
    Environment,
    read_file,
    refuse_nested_folders,
)
from tests.architecture.files import ROOT

SOURCE = (ROOT / "cxsite/settings.py").read_text()
READERS = {name: reader for reader, name in re.findall(r'env\.(\w+)\(\s*"([A-Z_]+)"', SOURCE)}
SECRET = "hunter2"
KEY = "0123456789abcdef0123456789abcdef"
NONSENSE = {
    "SECRET_KEY": [
        *("", "secret", "x" * 64, "abc" * 20, "0123456789abcdef0123456789abcde"),
        *("django-insecure-0123456789abcdefghijklmnopqrstuvwxyz", "development-only" * 3),
    ],
    "DEVELOPMENT": ["ture", "2"],
    "HTTPS": ["ture", "https"],
    "ALLOWED_HOSTS": [
        *("https://cairn.example", "cairn.example:443", "cairn.example/a", "a b", ",", "*.example"),
    ],
    "CSRF_TRUSTED_ORIGINS": [
        *("cairn.example", "https://cairn.example/path", "ftp://cairn.example"),
        *("https://cairn.example:99999", "https://cairn.example:0"),
    ],
    "ADMIN_PATH": ["site admin", "/", "a//b", "admin?", "café", "b", "account/admin"],
    "TRUSTED_PROXIES": ["x", "-1", "1.5", "11", "1 # one", "²"],
    "SITE_URL": [
        *("cairn.example", "https://", "https://cairn.example/?a=b", "ftp://cairn.example"),
        *("https://cairn.example:65536", "https://cairn.example:0/cairn"),
    ],
    "DATABASE_URL": [
        *("postgres", "mysql://cairn@localhost/cairn", "cairn.sqlite3", "sqlite://", "sqlite:///"),
        *("postgres://localhost", "postgres://u:p@localhost/", "postgres://localhost:65536/cairn"),
        *("postgres://localhost:0/cairn", "postgres://localhost/cairn?conn_max_age=60"),
    ],
    "CACHE_URL": [
        "yes",
        "http://localhost",
        "locmemcache://",
        "dummycache://",
        "redis://h:70000/0",
    ],
    "EMAIL_URL": [
        *("mail.example", "http://mail.example", "smtp://", "smtp://mail.example/?ssl=yes"),
        *("smtps://u:p@mail.example:99999", "smtp://mail.example:0", "memorymail://"),
        *("filemail://", "imap://mail.example", "smtps:mail.example"),
    ],
    "DEFAULT_FROM_EMAIL": ["Cairn", "Cairn cairn@cairn.example", "Cairn <cairn>", "a@b <c@d> e"],
    "CONTACT_EMAIL": ["hello", "Cairn <hello@cairn.example>", "a b@c"],
    "TIME_ZONE": [
        *("Nowhere", "Europe", "../etc/passwd", "London/Europe", "localtime", "Factory"),
        *("europe/london", "GMT+1"),
    ],
    "STATIC_ROOT": ["~/static", str(ROOT / "manage.py")],
    "REPORTS_ROOT": ["~/reports", str(ROOT / "manage.py")],
    "REPORT_FONTS": ["~/fonts", str(ROOT / "manage.py")],
    "PULSE_THRESHOLD": ["x", "3", "-5", "0", "5.5", "21", "²", "1_0"],
}
SENSIBLE: dict[str, list[tuple[str, Any]]] = {
    "SECRET_KEY": [(f"a$b {KEY}", f"a$b {KEY}")],
    "DEVELOPMENT": [("true", True), ("", False)],
    "HTTPS": [("Off", False), (" yes ", True), ("0", False)],
    "ALLOWED_HOSTS": [
        ("cairn.example, www.cairn.example,", ["cairn.example", "www.cairn.example"]),
        (".cairn.example , [::1]", [".cairn.example", "[::1]"]),
        ("*", ["*"]),
    ],
    "CSRF_TRUSTED_ORIGINS": [
        (
            "https://a.example, https://b.example:8443/",
            ["https://a.example", "https://b.example:8443"],
        ),
        ("https://*.a.example", ["https://*.a.example"]),
        ("", []),
    ],
    "ADMIN_PATH": [("/quiet/door", "quiet/door/"), ("", "site-admin/")],
    "TRUSTED_PROXIES": [("2", 2), ("", 0)],
    "SITE_URL": [("https://cairn.example/", "https://cairn.example")],
    "DATABASE_URL": [("sqlite://:memory:", {"NAME": ":memory:"})],
    "CACHE_URL": [("redis://:a%23b@localhost/0", {"LOCATION": "redis://:a%23b@localhost/0"})],
    "EMAIL_URL": [
        ("smtps://u:p@mail.example", {"EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("smtp+tls://u:p@mail.example:587", {"EMAIL_USE_TLS": True, "EMAIL_PORT": 587}),
        ("smtp+ssl://u:a%2Fb@mail.example", {"EMAIL_USE_SSL": True, "EMAIL_HOST_PASSWORD": "a/b"}),
    ],
    "DEFAULT_FROM_EMAIL": [("Café <a@cairn.example>", "Café <a@cairn.example>"), ("a@b", "a@b")],
    "CONTACT_EMAIL": [("hello@cairn.example", "hello@cairn.example")],
    "TIME_ZONE": [("Europe/Oslo", "Europe/Oslo")],
    "STATIC_ROOT": [("/srv/static files", Path("/srv/static files"))],
    "REPORTS_ROOT": [("/srv/reports", Path("/srv/reports"))],
    "PULSE_THRESHOLD": [("4", 4), (" 6 ", 6), ("", 5)],
    "REPORT_FONTS": [("/usr/share/fonts/noto", Path("/usr/share/fonts/noto"))],
}
URLS = {
    "DATABASE_URL": "postgres://cairn:{}@localhost:5432/cairn",
    "CACHE_URL": "redis://cairn:{}@localhost:6379/0",
    "EMAIL_URL": "smtp+tls://cairn:{}@mail.example:587",
}
DEFAULTS: dict[str, Any] = {
    "flag": False,
    "proxies": 0,
    "pulse_threshold": 5,
    "hosts": "localhost",
    "origins": "",
    "url_path": "site-admin/",
    "address": "http://localhost",
    "database": "sqlite:///cairn.sqlite3",
    "cache": "dbcache://cache",
    "mail_server": "consolemail://",
    "sender": "a@b",
    "email": "a@b",
    "time_zone": "UTC",
    "text": None,
    "secret": None,
    "folder": Path("/srv"),
}


def read(name: str, value: str) -> Any:
    reader = READERS[name]
    return getattr(Environment({name: value}), reader)(name, default=DEFAULTS[reader])


def refusal(name: str, value: str) -> str:
    with pytest.raises(BadSetting) as refused:
        read(name, value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return str(refused.value)


def test_the_tables_cover_every_setting() -> None:
    assert set(NONSENSE) == set(SENSIBLE) == set(READERS)
    assert {name for name in READERS if name.endswith("_URL")} - {"SITE_URL"} == set(URLS)


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in NONSENSE.items() for value in values],
)
def test_a_setting_that_makes_no_sense_is_refused_in_one_sentence(name: str, value: str) -> None:
    said = refusal(name, value)

    assert name in said
    assert len(re.findall(r"\.(?:\s|$)", said)) == 1
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "value", "meaning"),
    [(name, value, meaning) for name, pairs in SENSIBLE.items() for value, meaning in pairs],
)
def test_a_setting_is_read_as_it_is_meant(name: str, value: str, meaning: Any) -> None:
    found = read(name, value)

    assert (found | meaning if isinstance(meaning, dict) else meaning) == found


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_reference_to_another_setting_is_refused_without_printing_it(name: str) -> None:
    said = refusal(name, f"${SECRET}")

    assert said.startswith(f"{name} begins with $")
    assert SECRET not in said


@pytest.mark.parametrize("name", sorted(URLS))
@pytest.mark.parametrize(
    "password", ["{}#x", "{}/x", "{}?x", "x#{}", "x/{}", "x?{}", "a@{}/b@c", "[{}", "#{}", "/{}"]
)
def test_an_unescaped_password_is_refused_without_printing_it(name: str, password: str) -> None:
    said = refusal(name, URLS[name].format(password.format(SECRET)))

    assert said.startswith(f"{name} cannot be read: write # as %23")
    assert SECRET not in said


@pytest.mark.parametrize("name", sorted(URLS))
def test_a_url_without_its_beginning_is_refused_without_printing_it(name: str) -> None:
    assert SECRET not in refusal(name, URLS[name].format(SECRET).partition("://")[2])


def test_escaped_passwords_are_read() -> None:
    found = read("DATABASE_URL", "postgres://cairn:a%23b%2Fc%3Fd%40%25@localhost/cairn")

    assert (found["PASSWORD"], found["NAME"]) == ("a#b/c?d@%", "cairn")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////srv/cairn@home/my data.sqlite3", "/srv/cairn@home/my data.sqlite3"),
        ("postgresql://postgres:@/postgres?host=/tmp/run", "postgres"),
    ],
)
def test_files_and_sockets_are_read(url: str, name: str) -> None:
    assert read("DATABASE_URL", url)["NAME"] == name


def test_administrators_cannot_have_the_address_of_another_page() -> None:
    from django.urls import URLResolver, get_resolver  # noqa: PLC0415

    def first_parts(patterns: Any, start: str = "") -> set[str]:
        found = set()
        for pattern in patterns:
            path = start + str(pattern.pattern).removeprefix("^")
            nested = isinstance(pattern, URLResolver) and not path
            found |= first_parts(pattern.url_patterns, path) if nested else {path.split("/")[0]}
        return found

    ours = first_parts(get_resolver().url_patterns) - {"", "site-admin"}

    assert ours | {"static"} == OF_THE_SITE


@pytest.mark.parametrize(
    ("static", "reports", "says"),
    [
        ("/srv/static", "/srv/static/reports", "REPORTS_ROOT must not be inside STATIC_ROOT"),
        ("/srv/static", "/srv/static", "REPORTS_ROOT must not be inside STATIC_ROOT"),
        ("/srv/cairn/static", "/srv/reports", "STATIC_ROOT must not be the folder of the sources"),
        ("/srv/cairn", "/srv/reports", "STATIC_ROOT must not be the folder of the sources"),
    ],
)
def test_folders_that_would_publish_or_mix_files_are_refused(
    static: str, reports: str, says: str
) -> None:
    with pytest.raises(BadSetting, match=says):
        refuse_nested_folders(
            static_root=Path(static), reports_root=Path(reports), sources=Path("/srv/cairn/static")
        )


def test_folders_beside_each_other_are_fine() -> None:
    refuse_nested_folders(
        static_root=Path("/srv/cairn/staticfiles"),
        reports_root=Path("/srv/cairn/reports"),
        sources=Path("/srv/cairn/static"),
    )


# ---- the .env file


def test_a_file_is_read_whatever_editor_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    lines = ["\ufeffCAIRN_ONE='a b'", "  # a comment", "", "export CAIRN_TWO=2", "   "]
    file.write_bytes("\r\n".join(lines).encode())
    monkeypatch.setattr("environ.Env.ENVIRON", found := {"CAIRN_TWO": "kept"})

    read_file(file)

    assert found == {"CAIRN_ONE": "a b", "CAIRN_TWO": "kept"}


@pytest.mark.parametrize("line", [f"DATABASE_URL = {SECRET}", SECRET, f"MY-KEY={SECRET}"])
def test_a_line_that_would_be_ignored_is_refused_without_printing_it(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / ".env").write_text(f"# first\n{line}\n")

    with pytest.raises(BadSetting, match=r"^\.env, line 2: write NAME=value") as refused:
        read_file(tmp_path / ".env")

    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "says"), [(b"A=\xe9\n", "must be text in UTF-8"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / ".env"
    file.mkdir() if content is None else file.write_bytes(content)

    with pytest.raises(BadSetting, match=says):
        read_file(file)


def test_a_missing_file_is_no_fault(tmp_path: Path) -> None:
    read_file(tmp_path / ".env")
