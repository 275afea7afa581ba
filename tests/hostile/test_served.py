"""The running app under attack, over its own protocol: many visitors, bad pictures, a kill in the middle."""

from __future__ import annotations

import base64
import io
import re
import signal
from collections.abc import Iterator

import pytest
from PIL import Image
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from app_pages.opened import MODELS_VARIABLE
from benchmarks.served import Server, served
from benchmarks.soak import essence, is_answer, single_user_answers, soak
from benchmarks.visitor import Visitor
from pipeline import ShopTheLook
from tests.hostile.pictures import bombs, damaged, encoded, foreign
from tests.places import LOOKS

pytestmark = pytest.mark.timeout(600)
LIMIT_MB = 1500
AT_WORK = "Finding the garments"  # what the page says while the models look at a photo
PLACE_ON_EARTH = {1: "N", 2: (38.0, 0.0, 47.11)}


@pytest.fixture(scope="module")
def answers() -> dict[bytes, object]:
    """Eight photos with what a single user gets for each."""
    return dict(list(single_user_answers(ShopTheLook.open(), variants=1).items())[:8])


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served") / "log") as running:
        yield running


@pytest.fixture
def visitor(server) -> Iterator[Visitor]:
    guest = Visitor(server.url)
    yield guest
    guest.close()


def test_visitors_at_once_get_what_a_single_one_gets(server, answers):
    result = soak(server, sessions=6, seconds=12, most_photos=500, answers=answers)
    assert result.photos >= 6
    assert not result.errors
    assert result.wrong == 0
    assert "mishap" not in server.log.read_text()


def test_bad_pictures_are_refused_and_the_next_photo_is_answered(server, visitor, answers):
    bad = [case for group in (damaged, bombs, foreign) for case in group() if case.error]
    assert len(bad) > 30
    for case in bad[::3]:
        visitor.upload(case.data, "me at home.jpg")
        assert any("picture" in said or "HEIC" in said or "file" in said for said in visitor.messages()), case.name
        assert "Traceback" not in " ".join(visitor.messages())
    photo, answer = next(iter(answers.items()))
    visitor.upload(photo)
    assert is_answer(essence(visitor.look()), answer)
    assert not visitor.messages()
    assert server.resident_mb() < LIMIT_MB
    log = server.log.read_text()
    assert "mishap" not in log
    assert "me at home" not in log


def test_nothing_that_comes_back_says_where_and_with_what_a_photo_was_taken(server, visitor):
    exif = Image.Exif()
    exif[0x010F] = "Camera of mine"
    exif.get_ifd(0x8825).update(PLACE_ON_EARTH)
    with Image.open(next(LOOKS.glob("*.webp"))) as look:
        data = encoded(look.convert("RGB"), "JPEG", exif=exif, comment=b"Camera of mine", quality=95)
    assert b"Camera of mine" in data
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    visitor.upload(data, "me at home.jpg")
    visitor.look()
    sent = b"".join(element.SerializeToString() for element, _ in visitor.page)
    inline = [base64.b64decode(each) for each in re.findall(rb"base64,([A-Za-z0-9+/=]+)", sent)]
    given = [sent, *inline, *visitor.media()]
    assert len(given) > 4
    assert any(each.startswith(b"\xff\xd8") for each in inline), "the photo itself is among them"
    for each in given:
        assert b"Camera of mine" not in each
        assert b"me at home" not in each
        assert b"Exif" not in each
    for path in server.log.parent.iterdir():
        assert b"me at home" not in path.read_bytes()


class Killer(Visitor):
    """Kills the server as soon as the page says that it is looking at the photo."""

    def __init__(self, server: Server) -> None:
        self._process = server.process
        super().__init__(server.url)

    def _receive(self, deadline: float) -> ForwardMsg:
        message = super()._receive(deadline)
        if AT_WORK in message.delta.new_element.html.body:
            self._process.kill()
        return message


def test_a_server_that_is_killed_in_the_middle_serves_again_and_kept_nothing(tmp_path, answers):
    photo, answer = next(iter(answers.items()))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served(tmp_path / "log", TMPDIR=str(temporary)) as first:
        killer = Killer(first)
        with pytest.raises(ConnectionClosed):
            killer.upload(photo)
        assert first.process.wait(30) == -signal.SIGKILL
    assert AT_WORK in killer.html(), "it had begun, and no more"
    assert list(temporary.iterdir()) == []
    with served(tmp_path / "log", TMPDIR=str(temporary)) as second:
        guest = Visitor(second.url)
        guest.upload(photo)
        assert is_answer(essence(guest.look()), answer)
        guest.close()


def test_broken_models_are_named_instead_of_served(tmp_path):
    (tmp_path / "models").mkdir()
    with served(tmp_path / "log", **{MODELS_VARIABLE: str(tmp_path / "models")}) as running:
        guest = Visitor(running.url)
        (message,) = guest.messages()
        assert "manifest.json is missing" in message
        guest.close()
