"""What the rehearsal takes for the app: the process that it started, and nobody else on its port."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from deploy import rehearse
from deploy.dockerfile import Instruction, Stage

PAGE = b'<div id="root"></div>'


class Stranger(BaseHTTPRequestHandler):
    """Answers everything as the app would."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        """Silent."""


@contextmanager
def stranger() -> Iterator[int]:
    """Somebody else's server; its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def check(port: int, command: str, folder: Path) -> float:
    """Rehearse a server of which only this is known."""
    health = f'["{sys.executable}", "-c", "from urllib.request import urlopen; urlopen(\'http://127.0.0.1:{port}/\')"]'
    lines = (("EXPOSE", str(port)), ("CMD", command), ("HEALTHCHECK", f"CMD {health}"))
    stage = Stage("base", tuple(Instruction(*line) for line in lines))
    return rehearse.check_server(rehearse.Rehearsal(folder, Path(sys.executable), None), stage, folder, {})


def test_the_port_of_another_is_refused(tmp_path):
    with stranger() as port, pytest.raises(SystemExit, match=f"another server has port {port}"):
        check(port, '["/bin/false"]', tmp_path)


def test_an_app_that_ended_is_noticed_whoever_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(rehearse, "answers", lambda _: False)  # the stranger comes after the look at the port
    with stranger() as port, pytest.raises(SystemExit, match="the app ended"):
        check(port, '["/bin/false"]', tmp_path)


def test_an_app_that_serves_its_page_passes(tmp_path):
    with stranger() as port:
        pass
    (tmp_path / "index.html").write_bytes(PAGE)
    command = f'["{sys.executable}", "-m", "http.server", "--bind", "127.0.0.1", "{port}"]'
    assert check(port, command, tmp_path) < rehearse.START_S
