"""A small web archive on this machine: it notes what it is asked, and answers as each test wants."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOMENT = "20261122120000"

Behaviour = Callable[["Asked"], None]


@dataclass
class Archive:
    """``script`` holds what is done with each request, the last of it again and again."""

    address: str = ""
    script: list[Behaviour] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def service(self) -> str:
        return f"{self.address}/save/"

    def copy_of(self, url: str) -> str:
        return f"{self.address}/web/{MOMENT}/{url}"


class Asked(BaseHTTPRequestHandler):
    """One request."""

    archive: Archive

    def do_GET(self) -> None:
        archive = self.archive
        archive.at_once += 1
        archive.most_at_once = max(archive.most_at_once, archive.at_once)
        archive.asked.append(self.path)
        archive.agents.append(self.headers["User-Agent"])
        behave = archive.script.pop(0) if len(archive.script) > 1 else archive.script[0]
        with suppress(OSError):  # who asked has gone
            behave(self)
        archive.at_once -= 1

    @property
    def page(self) -> str:
        return self.path.partition("/save/")[2]

    def answer(self, status: int, body: bytes = b"<html>", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def running() -> Iterator[Archive]:
    archive = Archive(script=[redirects])
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("AskedHere", (Asked,), {"archive": archive}))
    server.daemon_threads = True
    archive.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield archive
    finally:
        archive.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


# --- what it may do -----------------------------------------------------------------------------------------------


def redirects(asked: Asked) -> None:
    asked.answer(302, Location=asked.archive.copy_of(asked.page))


def names_it(asked: Asked) -> None:
    asked.answer(200, Content_Location=f"/web/{MOMENT}/{asked.page}")


def redirects_first(asked: Asked) -> None:
    """To another of its own addresses, as one does that changed its name."""
    asked.archive.script = [names_it]
    asked.answer(307, Location=f"/save/{asked.page}")


def circles(asked: Asked) -> None:
    asked.answer(302, Location=asked.path)


def says(status: int, **headers: str) -> Behaviour:
    return lambda asked: asked.answer(status, **headers)


def never_ends(asked: Asked) -> None:
    """A redirect whose body goes on for as long as anybody listens."""
    asked.send_response(302)
    asked.send_header("Location", asked.archive.copy_of(asked.page))
    asked.end_headers()
    while not asked.archive.ended.is_set():
        asked.wfile.write(b"x" * 2**16)


def is_silent(asked: Asked) -> None:
    """Takes the request and says nothing for as long as the test runs."""
    asked.archive.ended.wait(20)


def hangs_up(asked: Asked) -> None:
    asked.connection.close()


def hangs_up_midway(asked: Asked) -> None:
    asked.wfile.write(b"HTTP/1.1 302 Found\r\nLocat")
    asked.wfile.flush()
    asked.connection.close()


def talks_nonsense(asked: Asked) -> None:
    asked.wfile.write(b"\x00\xff\x7fnothing that HTTP knows\r\n\r\n" * 3)
