"""A development site with sample data."""

import argparse
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Callable
from typing import NoReturn

from tooling.machine import PANGO, has_pango, provide
from tooling.packages import install
from tooling.running import PYTHON, ROOT, Environment, Stop, Words, call, run_behind_a_line, say

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only when asked for on the command line
LOCAL = ROOT / ".local"
"""Files that belong to this machine only, which git ignores."""

PREPARE = """
import sys
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
call_command("migrate", verbosity=0)
people = get_user_model().objects
if settings.DEVELOPMENT and not people.filter(email="owner@cairn.example").exists():
    call_command("demo", password=sys.argv[1])
"""
"""Creates tables and sample data in one process, which saves loading Django twice."""


def run(options: argparse.Namespace) -> NoReturn:
    """Install packages, prepare the database, print the addresses and start the server."""
    began = time.monotonic()
    install("base")
    pdf = provide(PANGO, has_pango)
    refuse_a_taken_port(options.host, options.port)
    own = {"ALLOWED_HOSTS": hosts_for(options.host), "SITE_URL": address(options)}
    environment = development() | own | os.environ
    password = kept("demo-password", lambda: secrets.token_urlsafe(12))
    prepare = [PYTHON, "-c", PREPARE, password]
    if not run_behind_a_line("Preparing tables and sample data", prepare, environment):
        raise Stop("The site was not started. The output above says why.")
    greet(options, password, seconds=time.monotonic() - began)
    if not pdf:
        say("! Without Pango, every page works, but PDF reports cannot be created.\n")
    os.chdir(ROOT)
    # `execve` replaces this process, so the server keeps its ID. The schedule watches that ID.
    start_schedule(environment)
    os.execve(PYTHON, serve(options), environment)


def serve(options: argparse.Namespace) -> Words:
    """Return the command for the production server, restarting when code or a template changes."""
    watched = [f"--reload-extra-file={page}" for page in sorted(ROOT.glob("templates/**/*.*"))]
    address = ["--bind", f"{options.host}:{options.port}", "--threads", "4"]
    quiet = ["--no-control-socket", "--log-level", "warning", "--access-logfile", "-"]
    command = [PYTHON, "-m", "gunicorn", "cxsite.wsgi", *address, *quiet]
    return [*command, "--access-logformat", "%(m)s %(U)s %(s)s", "--reload", *watched]


def start_schedule(environment: Environment) -> None:
    """Start the scheduled work of a site in a process that ends whenever the server does."""
    mails = {} if (ROOT / ".env").exists() else {"EMAIL_URL": f"filemail:///{LOCAL / 'mails'}"}
    beside = ["--beside", str(os.getpid()), "--verbosity", "0"]
    subprocess.Popen(
        [PYTHON, "manage.py", "run_schedule", *beside],
        env=mails | environment,
        stdin=subprocess.DEVNULL,
    )


def manage(options: argparse.Namespace) -> int:
    """Run any command of manage.py for the same site."""
    install("base")
    return call([PYTHON, "manage.py", *options.further], development())


def development() -> Environment:
    """Return the environment of a development site; an .env file takes precedence if it exists."""
    own = {"DJANGO_SETTINGS_MODULE": "cxsite.settings"}
    if not (ROOT / ".env").exists():
        key = kept("secret-key", lambda: secrets.token_hex(32))
        own |= {"DEVELOPMENT": "true", "SECRET_KEY": key}
    return own | os.environ


def kept(name: str, make: Callable[[], str]) -> str:
    """Return a secret of this machine, creating it once in a file only its owner can read."""
    LOCAL.mkdir(mode=0o700, exist_ok=True)
    file = LOCAL / name
    if not file.exists():
        # The file gets its permissions before its content, so nobody can read the secret.
        file.touch(mode=0o600)
        file.write_text(make())
    return file.read_text()


def refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        # Without SO_REUSEADDR, a server stopped moments ago would still block its port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"{host}:{port} cannot be used: {error.strerror}."
            raise Stop(f"{reason} Try ./dev run --port {port + 1}.") from error


def hosts_for(host: str) -> str:
    """Return the allowed host names; on an open network any name, because it is unknown."""
    return "*" if host == EVERYWHERE else f"localhost,127.0.0.1,[::1],{host}"


def address(options: argparse.Namespace) -> str:
    host = "127.0.0.1" if options.host == EVERYWHERE else options.host
    return f"http://{host}:{options.port}"


def greet(options: argparse.Namespace, password: str, *, seconds: float) -> None:
    site = address(options)
    say(f"""
  Cairn          {site}/         (ready after {seconds:.0f} s; Ctrl+C stops it)
  Sample         {site}/sample/
  Sign in as     owner@cairn.example, or as editor@, viewer@, consultant@, stranger@
  Password       {password}   (the same for all; saved in .local/demo-password)
  Emails         printed below, except reminders, which are saved in .local/mails
""")
