"""One file over http(s) from a public address: bounded in size and time, never from a private network."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from pipeline.errors import FetchError

REDIRECTS = 4
PIECE = 1 << 16
AGENT = "shop-the-look catalogue builder"


@dataclass(frozen=True)
class Limits:
    """What one download may cost. seconds: for the whole of it, not only between two bytes.

    private: whether addresses that the public internet cannot reach are allowed (an intranet's pictures).
    """

    max_bytes: int = 20 * 1024 * 1024
    seconds: float = 20.0
    private: bool = False


@dataclass(frozen=True)
class Answer:
    """An opened download. status: 200 or 206. pieces: the body, to be read once and to its end, or else `close`."""

    status: int
    headers: http.client.HTTPMessage
    pieces: Iterator[bytes]
    close: Callable[[], None]


def fetch(url: str, limits: Limits = Limits()) -> bytes:
    """The body of a URL.

    Raises:
        FetchError: not http(s), not a public address, not there, too large or too slow.
    """
    return b"".join(open_url(url, limits).pieces)


def open_url(url: str, limits: Limits, offset: int = 0) -> Answer:
    """Ask for a URL, from byte `offset` on; redirects are followed and checked like the first address.

    Raises:
        FetchError: as `fetch`; also while the pieces are read.
    """
    deadline = time.monotonic() + limits.seconds
    for _ in range(REDIRECTS + 1):
        parts = _checked(url)
        try:
            connection = _Connection(parts, limits, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(f"{parts.hostname} cannot be asked: {error}") from error
        try:
            response = connection.ask(parts, offset)
            if response.status not in (301, 302, 303, 307, 308):
                if response.status not in (200, 206):
                    words = f"{parts.hostname} answers {response.status} {response.reason}".strip()
                    raise FetchError(words, response.status)
                pieces = _pieces(connection, response, limits)
                return Answer(response.status, response.headers, pieces, connection.close)
            url = urljoin(url, response.headers.get("Location", ""))
        except (OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            raise FetchError(f"{parts.hostname} cannot be read: {connection.why(error)}") from error
        except FetchError:
            connection.close()
            raise
        connection.close()
    raise FetchError(f"{url} is redirected more than {REDIRECTS} times")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url!r} is no URL ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url!r} is no http or https address")
    if parts.username or parts.password or (port is not None and port < 1):
        raise FetchError(f"{url!r} carries a user name or an impossible port")
    return parts


def public_addresses(host: str, port: int, private: bool = False) -> list[str]:
    """The addresses of a host. All of them must be public: one private one is enough to refuse the name.

    Raises:
        FetchError: unknown name, or an address of a private, local or reserved network.
    """
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no host {host} ({error})") from error
    for address in found:
        if not private and not _is_public(address):
            raise FetchError(f"{host} is at {address}, which is no public address")
    return sorted(found, key=lambda address: (":" in address, address))  # many machines have no route for IPv6


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        # A private IPv4 address can be written inside an IPv6 one in several ways.
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


class _Connection:
    """A connection to the very address that was checked: a second look at the name could answer otherwise.

    It is cut at the deadline, wherever it is by then: a server that drips keeps every single wait short.
    """

    def __init__(self, parts: SplitResult, limits: Limits, deadline: float) -> None:
        host, secure = parts.hostname or "", parts.scheme == "https"
        self._deadline = deadline
        self._http = http.client.HTTPConnection(host, parts.port or (443 if secure else 80))
        self._http.default_port = 443 if secure else 80  # the Host header names a port only where it is unusual
        address = public_addresses(host, self._http.port, limits.private)[0]
        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchError("it takes too long")
        try:
            self._socket = socket.create_connection((address, self._http.port), timeout=left)
        except OSError as error:
            raise FetchError(f"{host} cannot be reached: {error}") from error
        if secure:
            context = ssl.create_default_context()
            self._socket = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
        self._http.sock = self._socket
        self._alarm = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        self._alarm.daemon = True
        self._alarm.start()

    def ask(self, parts: SplitResult, offset: int) -> http.client.HTTPResponse:
        if isinstance(self._socket, ssl.SSLSocket):
            self._socket.do_handshake()
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
        if offset:
            headers["Range"] = f"bytes={offset}-"
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._http.request("GET", _quoted(path), headers=headers)
        return self._http.getresponse()

    def is_late(self) -> bool:
        return time.monotonic() >= self._deadline

    def why(self, error: Exception) -> str:
        return "it takes too long" if self.is_late() else str(error)

    def close(self) -> None:
        self._alarm.cancel()
        self._http.close()
        self._socket.close()

    def _cut(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


def _quoted(path: str) -> str:
    """Spaces and letters beyond ASCII, as feeds often hold them, as a request must have them."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)


def _pieces(connection: _Connection, response: http.client.HTTPResponse, limits: Limits) -> Iterator[bytes]:
    received = 0
    declared = response.headers.get("Content-Length", "")
    try:
        if declared.isdigit() and int(declared) > limits.max_bytes:
            raise FetchError(f"it has {int(declared)} bytes, over {limits.max_bytes}")
        while piece := response.read1(PIECE):
            received += len(piece)
            if received > limits.max_bytes:
                raise FetchError(f"it has more than {limits.max_bytes} bytes")
            yield piece
        if connection.is_late():
            raise FetchError("it takes too long")
        if declared.isdigit() and received != int(declared):
            raise FetchError(f"the connection broke after {received} of {declared} bytes")
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"the connection broke after {received} bytes: {connection.why(error)}") from error
    finally:
        response.close()
        connection.close()
