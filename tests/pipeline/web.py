"""A small web server on this machine, with the faults that real ones have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What the server answers. breaks: path -> at which byte the connection is cut, once per entry.

    shifts: path -> how many bytes too late a part that is asked for begins, once per entry.
    ranges: whether parts may be asked for. lengths: whether it says how long its answers are. moved: the status of a
    redirect. requests: (path, Range header) as they came.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    breaks: dict[str, list[int]] = field(default_factory=dict)
    shifts: dict[str, list[int]] = field(default_factory=dict)
    ranges: bool = True
    lengths: bool = True
    moved: int = 302
    requests: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, self.headers.get("Range", "")))
            if self.path in site.redirects:
                self.send_response(site.moved)
                self.send_header("Location", site.redirects[self.path])
                self.end_headers()
                return
            if self.path not in site.files:
                self.send_error(404)
                return
            data, start = site.files[self.path], 0
            if site.ranges and self.headers.get("Range"):
                start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
                start += site.shifts[self.path].pop(0) if site.shifts.get(self.path) else 0
            if start and start >= len(data):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            if site.lengths:
                self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            cuts = site.breaks.get(self.path)
            self.wfile.write(data[start : cuts.pop(0) if cuts else None])

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
