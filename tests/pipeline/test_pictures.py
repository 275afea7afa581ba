"""Pictures from folders, archives and addresses: inside only, bounded, never from a private network."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import zipfile

import pytest

from pipeline import fetch as fetching
from pipeline.errors import CatalogueBuildError, FetchError, UnreadablePhotoError
from pipeline.fetch import REDIRECTS, Limits, fetch, public_addresses
from pipeline.pictures import FolderPictures, ZipPictures, open_pictures
from tests.pipeline.web import Site, serve

HERE = Limits(private=True, seconds=5)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shop" / "men").mkdir(parents=True)
    (tmp_path / "shop" / "men" / "1.jpg").write_bytes(b"one")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "shop" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "shop" / "loop.jpg").symlink_to(tmp_path / "shop" / "loop.jpg")
    return tmp_path / "shop"


@pytest.mark.parametrize("name", ["men/1.jpg", "men/1", "./men/1.jpg"])
def test_a_name_in_a_folder(folder, name):
    assert FolderPictures(folder).read(name) == b"one"
    assert "men/1.jpg" in FolderPictures(folder).names()


@pytest.mark.parametrize(
    "name",
    [
        "../secret.jpg",
        "../secret",
        "/etc/passwd",
        "men",
        "",
        ".",
        "link.jpg",
        "loop.jpg",
        "a\0b",
        "x" * 5000,
        "men/../../secret.jpg",
    ],
)
def test_a_name_that_leads_elsewhere(folder, name):
    with pytest.raises(UnreadablePhotoError):
        FolderPictures(folder).read(name)


def test_an_archive_is_read_in_place(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("pictures/1.jpg", b"one")
        archive.writestr("../../evil.jpg", b"evil")
        archive.writestr("__MACOSX/._1.jpg", b"no picture")
    pictures = ZipPictures(tmp_path / "p.zip")
    assert pictures.read("pictures/1.jpg") == pictures.read("1") == pictures.read("1.jpg") == b"one"
    assert "pictures/1.jpg" in pictures.names()
    assert not [name for name in pictures.names() if name.startswith("__MACOSX")]
    assert pictures.read("../../evil.jpg") == b"evil"  # bytes of the archive itself, never a path of this machine
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["p.zip"]
    with pytest.raises(UnreadablePhotoError, match="no such picture"):
        pictures.read("/etc/passwd")


def test_a_name_that_two_folders_of_an_archive_have_is_no_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("men/1.jpg", b"his")
        archive.writestr("women/1.jpg", b"hers")
    pictures = ZipPictures(tmp_path / "p.zip")
    assert (pictures.read("men/1.jpg"), pictures.read("women/1")) == (b"his", b"hers")
    with pytest.raises(UnreadablePhotoError, match="no such picture"):
        pictures.read("1.jpg")


def test_names_beside_addresses_are_those_of_the_folder(folder, tmp_path):
    with serve(Site({"/a.jpg": b"a"})) as site:
        pictures = open_pictures(folder, tmp_path / "downloads", HERE)
        assert pictures.read("men/1.jpg") == b"one"
        assert pictures.read(f"{site.url}/a.jpg".replace("http", "HTTP")) == b"a"
        assert "men/1.jpg" in pictures.names()


def test_a_bomb_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.pictures.MAX_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jpg", bytes(10_000_000))
    with pytest.raises(UnreadablePhotoError, match="unpacks to more"):
        ZipPictures(tmp_path / "p.zip").read("bomb.jpg")


def test_a_damaged_member_and_no_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("1.jpg", b"a picture of many bytes")
    data = (tmp_path / "p.zip").read_bytes().replace(b"many", b"MANY")
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(UnreadablePhotoError, match="damaged"):
        ZipPictures(tmp_path / "p.zip").read("1.jpg")
    (tmp_path / "q.zip").write_bytes(data[:40])
    with pytest.raises(CatalogueBuildError, match="ZIP"):
        ZipPictures(tmp_path / "q.zip")


def test_an_archive_whose_names_are_no_text(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("é1.jpg", b"a picture")
    data = (tmp_path / "p.zip").read_bytes()
    (tmp_path / "q.zip").write_bytes(data.replace("é".encode(), b"\xff\xff"))
    with pytest.raises(CatalogueBuildError, match="Zip it again"):
        ZipPictures(tmp_path / "q.zip")
    (tmp_path / "r.zip").write_bytes(data.replace("é".encode(), b"\xff\xff", 1))  # only where the member begins
    with pytest.raises(UnreadablePhotoError, match="damaged"):
        ZipPictures(tmp_path / "r.zip").read("é1.jpg")


def test_a_member_packed_by_lzma_and_damaged(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("1.jpg", bytes(range(256)) * 40)
    data = bytearray((tmp_path / "p.zip").read_bytes())
    data[60:90] = b"\xff" * 30
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(UnreadablePhotoError, match="damaged"):
        ZipPictures(tmp_path / "p.zip").read("1.jpg")


def test_addresses_are_fetched_once_and_failures_too(tmp_path):
    with serve(Site({"/a.jpg": b"a"})) as site:
        pictures = open_pictures(None, tmp_path / "downloads", HERE)
        pictures.fetch_ahead([f"{site.url}/a.jpg", f"{site.url}/no.jpg"])
        assert pictures.read(f"{site.url}/a.jpg") == b"a"
        with pytest.raises(UnreadablePhotoError, match="404"):
            pictures.read(f"{site.url}/no.jpg")
        assert sorted(path for path, _ in site.requests) == ["/a.jpg", "/no.jpg"]
        again = open_pictures(None, tmp_path / "downloads", HERE)
        assert again.read(f"{site.url}/a.jpg") == b"a"
        assert len(site.requests) == 2
    with pytest.raises(UnreadablePhotoError, match="no address"):
        pictures.read("1.jpg")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/a.jpg",
        "javascript:alert(1)",
        "http://",
        "http://user:secret@example.com/",
        "http://example.com:0/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[broken/",
        "http://exa mple.com/a.jpg",
        "http://exa\tmple.com\x7f/",
        "http://.example.com/",
        f"http://{'x' * 300}.example/",
    ],
)
def test_what_is_never_asked(url):
    with pytest.raises(FetchError):
        fetch(url, Limits(seconds=1))


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    def answers(_, port, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", answers)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        public_addresses("two-faced.example", 80)


def test_the_checked_address_is_the_one_that_is_asked(monkeypatch):
    """A name that answers otherwise the second time (DNS rebinding) is not asked a second time."""
    looked_up, connected = [], []

    def answers(host, port, **_):
        looked_up.append(host)
        ip = "93.184.216.34" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    def refuses(address, **_):
        connected.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", answers)
    monkeypatch.setattr(fetching.socket, "create_connection", refuses)
    with pytest.raises(FetchError):
        fetch("http://rebinding.example/a.jpg", Limits(seconds=1))
    assert connected == [("93.184.216.34", 80)]


def test_redirects_are_followed_and_checked(monkeypatch):
    with serve(
        Site({"/a.jpg": b"a"}, {"/1": "/2", "/2": "/a.jpg", "/loop": "/loop", "/out": "file:///etc/passwd"})
    ) as site:
        assert fetch(f"{site.url}/1", HERE) == b"a"
        for path in ("/loop", "/out"):
            with pytest.raises(FetchError):
                fetch(f"{site.url}{path}", HERE)
        real = public_addresses
        monkeypatch.setattr(
            fetching, "public_addresses", lambda host, port, _: real(host, port, private=host == "127.0.0.1")
        )
        site.redirects["/inside"] = site.url.replace("127.0.0.1", "localhost") + "/a.jpg"
        with pytest.raises(FetchError, match="no public address"):
            fetch(f"{site.url}/inside", HERE)


@pytest.mark.parametrize("location", ["http://exa mple.com/", "http://[bad", "//exa\x7fmple.com/"])
def test_a_redirect_to_no_address(location):
    with serve(Site(redirects={"/1": location})) as site, pytest.raises(FetchError):
        fetch(f"{site.url}/1", HERE)


@pytest.mark.parametrize("moved", [301, 302, 303, 307, 308])
def test_so_many_redirects_of_every_kind_and_no_more(moved):
    chain = {f"/{number}": f"/{number + 1}" for number in range(REDIRECTS)}
    with serve(Site({f"/{REDIRECTS}": b"a"}, chain, moved=moved)) as site:
        assert fetch(f"{site.url}/0", HERE) == b"a"
        site.redirects["/again"] = "/0"
        with pytest.raises(FetchError, match=f"more than {REDIRECTS} times"):
            fetch(f"{site.url}/again", HERE)


def test_an_address_with_a_query_a_blank_and_letters_beyond_ascii():
    with serve(Site({"/caf%C3%A9%20a.jpg?v=2&w=%C3%A9": b"a"})) as site:
        assert fetch(f"{site.url}/café a.jpg?v=2&w=é", HERE) == b"a"


def test_size_is_bounded_where_the_server_does_not_tell_it():
    with serve(Site({"/a": b"x" * 5000}, lengths=False)) as site:
        assert len(fetch(f"{site.url}/a", HERE)) == 5000
        with pytest.raises(FetchError, match="more than 4999 bytes"):
            fetch(f"{site.url}/a", Limits(max_bytes=4999, private=True))


def test_size_and_breaks():
    with serve(Site({"/a": b"x" * 5000}, breaks={"/a": [1000]})) as site:
        with pytest.raises(FetchError, match="broke after 1000"):
            fetch(f"{site.url}/a", HERE)
        assert len(fetch(f"{site.url}/a", HERE)) == 5000
        with pytest.raises(FetchError, match="over 100"):
            fetch(f"{site.url}/a", Limits(max_bytes=100, private=True))


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "], ids=["body", "header"])
def test_a_server_that_drips_is_left_in_time(start):
    """A byte now and then keeps every single wait short: the limit is on the whole."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):
            connection.recv(4096)
            connection.sendall(start)
            while not stop.wait(0.1):
                connection.sendall(b"x")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    begun = time.monotonic()
    try:
        with pytest.raises(FetchError, match="too long"):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", Limits(seconds=0.6, private=True))
        assert time.monotonic() - begun < 5
    finally:
        stop.set()
        listener.close()
