"""A mail server on this machine that accepts mails, or misbehaves in a given way."""

import socket
import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

SILENCE_SECONDS = 1
"""Longer than a client in a test waits."""


class FakeMailServer(socketserver.ThreadingTCPServer):
    """`fault` is nothing, silent, cut, dropped, or the reply to a recipient, like “550 no”."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.fault = ""
        self.connections = 0
        self.taken: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Session(socketserver.StreamRequestHandler):
    server: FakeMailServer

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.fault == "silent":
            time.sleep(SILENCE_SECONDS)
            return
        self.say("220 ready")
        while words := self.rfile.readline():
            command = words.decode().strip()
            if not self.obey(command):
                return

    def obey(self, command: str) -> bool:
        """Answer a command, and tell whether the connection goes on."""
        fault, verb = self.server.fault, command[:4].upper()
        if verb == "RCPT":
            self.to = command.partition("<")[2].partition(">")[0]
            if fault == "dropped":
                return False
            self.say(fault if fault[:1].isdigit() else "250 fine")
        elif verb == "DATA":
            self.say("354 go on")
            for line in self.rfile:
                if line == b".\r\n":
                    break
            if fault == "cut":
                return False
            self.server.taken.append(self.to)
            self.say("250 taken")
        else:
            self.say("221 bye" if verb == "QUIT" else "250 fine")
        return verb != "QUIT"

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running() -> Iterator[FakeMailServer]:
    with FakeMailServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def use(settings: Any, port: int) -> None:
    """Let the site use the mail server on this port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 0.3


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
