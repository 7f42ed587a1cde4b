"""Threads beside the main one."""

from collections.abc import Callable
from threading import Thread

from django.db import connections


def in_background(do: Callable[[], object], *, name: str) -> Thread:
    """Start a thread that returns its database connections when it ends.

    It doesn't keep the process from ending.
    """

    def run() -> None:
        try:
            do()
        finally:
            connections.close_all()

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread
