"""Tiny stand-ins of the public repositories, made here, and a git server for them that can be told to misbehave."""

from __future__ import annotations

import csv
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
from PIL import Image

from training.splits import Splits

LABELS = ("null", "bag", "dress", "hair", "purse", "shoes", "skin", "top")
PICTURES = "11111111-aaaa", "22222222-bbbb", "33333333-cccc", "44444444-dddd"
# Of the stand-ins, what training knows.
SPLITS = Splits(
    {("street", "0001"): "train", ("street", "1005"): "test", ("garments", "7"): "train", ("shop", "mh01"): "val"}
)
COLUMNS = ("sku", "product_type", "categories", "name", "price", "base_image", "additional_images")


def picture(path: Path, width: int, height: int) -> None:
    """A JPEG with a gradient, of this size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(path)


def street(folder: Path) -> None:
    """Photos 0001 (masked), 1005 (tagged), and 0002, which no split table names."""
    from scipy.io import savemat

    for name in ("0001", "0002", "1005"):
        picture(folder / f"photos/{name}.jpg", 40, 60)
    mask = np.zeros((60, 40), np.uint8)
    mask[10:40, 12:28] = LABELS.index("top")
    mask[50:55, 10:16] = mask[50:55, 24:30] = LABELS.index("shoes")
    for name in ("0001", "0002"):
        _mat(folder / f"annotations/pixel-level/{name}.mat", groundtruth=mask)
    tags = [[LABELS.index(name)] for name in ("dress", "skin", "shoes", "purse")]
    _mat(folder / "annotations/image-level/1005.mat", tags=np.array(tags, np.uint8))
    savemat(folder / "label_list.mat", {"label_list": np.array([LABELS], dtype=object)})
    (folder / "LICENSE").write_text("Somebody's licence\n")


def garments(folder: Path) -> None:
    """Four pictures: two of the split table's sender, one of another, one of no known kind."""
    kinds, senders = ("Dress", "T-Shirt", "Hat", "Not sure"), "7787"
    for name in PICTURES:
        picture(folder / f"images/{name}.jpg", 300, 400)
    rows = [(*each, "False") for each in zip(PICTURES, senders, kinds, strict=True)]
    _table(folder / "images.csv", ("image", "sender_id", "label", "kids"), reversed(rows))


def shop(folder: Path) -> None:
    """A hoodie in two colours with a close-up, and a bag."""
    tops = "Default Category/Collections/Eco,Default Category/Men/Tops/Hoodies & Sweatshirts,Default Category"
    more = "/m/h/mh01-gray_back.jpg,/m/h/mh01-gray_side_a.jpg"
    rows = (
        ("MH01-XS-Black", "simple", tops, "Hoodie-XS-Black", "52", "/m/h/mh01-black_main.jpg", ""),
        ("MH01-XS-Gray", "simple", tops, "Hoodie-XS-Gray", "52", "/m/h/mh01-gray_main.jpg", more),
        ("MH01", "configurable", tops.replace(",", "|"), "Hoodie", "52", "/m/h/mh01-gray_main.jpg", more),
        ("24-MB01", "simple", "Default Category/Gear/Bags", "Bag", "34", "/m/b/mb01-blue_main.jpg", ""),
    )
    _table(folder / "app/code/Magento/ConfigurableSampleData/fixtures/products.csv", COLUMNS, rows)
    for name in ("h/mh01-black_main", "h/mh01-gray_main", "h/mh01-gray_back", "h/mh01-gray_side_a", "b/mb01-blue_main"):
        picture(folder / f"pub/media/catalog/product/m/{name}.jpg", 500, 620)


def commit(folder: Path) -> str:
    """Make the folder a repository of one commit that serves any commit by its id, as GitHub does."""
    author = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **author}

    def git(*arguments: str) -> str:
        return subprocess.check_output(("git", "-C", str(folder), *arguments), env=environment, text=True)

    git("init", "--quiet")
    git("config", "uploadpack.allowAnySHA1InWant", "true")
    git("add", "--all")
    git("commit", "--quiet", "--message", "data")
    return git("rev-parse", "HEAD").strip()


class Server(ThreadingHTTPServer):
    """git's own http backend. spoil: what happens to an answer that carries a pack; packs: how many were asked for."""

    daemon_threads = True
    packs = 0

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Backend)
        self.root = root
        self.spoil: Callable[[bytes], bytes] = bytes

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{name}/.git"


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    """A server of the repositories below `root`."""
    with Server(root) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class _Backend(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = {
            "GIT_PROJECT_ROOT": str(self.server.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        answer = subprocess.run(("git", "http-backend"), input=body, env={**os.environ, **request}, capture_output=True)
        head, _, content = answer.stdout.partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().splitlines())
        self.send_response(int(lines.pop("Status", "200").split()[0]))
        for name, value in {**lines, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        carries_pack = b"PACK" in content
        self.server.packs += carries_pack
        self.wfile.write(self.server.spoil(content) if carries_pack else content)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Silence."""


def _mat(path: Path, **variables: np.ndarray) -> None:
    from scipy.io import savemat

    path.parent.mkdir(parents=True, exist_ok=True)
    savemat(path, variables)


def _table(path: Path, header: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as lines:
        csv.writer(lines).writerows((header, *rows))
