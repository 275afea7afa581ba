"""What one browser session holds: its photos, analysed. In memory only, never written, never logged."""

from __future__ import annotations

import streamlit as st

from app_pages.opened import in_line
from app_pages.photo_room import Offer, first_that_fit, in_the_way, left_out, made_room
from app_pages.view import PhotoView, prepare
from pipeline import ShopTheLook
from pipeline.decode import cost_mb
from pipeline.errors import BusyError, PhotoError, StuckError

# A session may go back to its last photos at once, but not fill the machine: 24 megapixels are 72 MB decoded.
# Photos given before stay at hand as they came.
KEPT_PIXELS = 24_000_000


def offer(*photos: Offer) -> None:
    """Hand in photos; the next run of the page analyses them and shows the first.

    Earlier ones make room when one of these turns out to be usable; until then there may be twice as many as are kept.
    """
    given = {photo.sha256: photo for photo in photos}
    fitting = first_that_fit(given)
    st.session_state["photo_errors"], st.session_state["made_room"] = [], 0
    st.session_state["photo_notes"] = [left_out(len(given) - len(fitting))] if len(fitting) < len(given) else []
    _put_off().clear()
    st.session_state["given"] = frozenset(given)
    _make_room()
    _photos().update(fitting)
    places = {photo.sha256: f"Photo {n} of {len(photos)}: " for n, photo in enumerate(photos, start=1)}
    st.session_state["places"] = places if len(photos) > 1 else {}
    st.session_state["wanted"] = next(iter(given))


def show(sha256: str) -> None:
    """Go to a photo that was given before; what was said of others is read by then."""
    photo_errors().clear()
    st.session_state["wanted"] = sha256


def has_offer() -> bool:
    """Whether a photo is wanted that is not shown yet."""
    return "wanted" in st.session_state


def take_offer() -> Offer | None:
    """The photo that is wanted and has to be analysed first, if any. One analysed before is shown at once instead.

    It stays wanted until it is analysed: a run that ends while it waits in the line is followed by another.
    """
    wanted = st.session_state.get("wanted")
    if wanted in _photos() and wanted not in _views():
        return _photos()[wanted]
    _answered(wanted)
    if wanted in _views():
        st.session_state["shown"] = wanted
    return None


def analyse(shop: ShopTheLook, photo: Offer, and_show: bool = True) -> None:
    """Run the models. A photo that cannot be used leaves a message, and what was there stays.

    One that nothing is wrong with, for which there was no time or room, is kept and put off.
    """
    try:
        view = in_line(lambda: prepare(shop, shop.analyse(photo.data, name=photo.name)), cost_mb(photo.data))
    except (BusyError, StuckError) as error:
        _put_off()[photo.sha256] = str(error)
        _answered(photo.sha256)
        return
    except PhotoError as error:
        _photos().pop(photo.sha256, None)
        photo_errors().append(_place(photo) + str(error))
        _pass_on(photo.sha256)
        return
    except Exception:
        _photos().pop(photo.sha256, None)  # or every later run would stumble over it again
        _answered(photo.sha256)
        raise
    _answered(photo.sha256)
    _put_off().pop(photo.sha256, None)
    _views()[photo.sha256] = view
    if and_show:
        st.session_state["shown"] = photo.sha256
    _make_room()
    _forget_the_oldest()


def analyse_next(shop: ShopTheLook) -> bool:
    """Analyse one of the photos that wait; False when none does. The first is shown where nothing is yet.

    One that was put off waits for its visitor's word.
    """
    done = _views() | _put_off()
    waiting = next((photo for key, photo in _photos().items() if key not in done), None)
    full = sum(view.pixels for view in _views().values()) > KEPT_PIXELS / 2
    if waiting is None or (full and current_view()):
        return False
    analyse(shop, waiting, and_show=current_view() is None)
    return True


def is_put_off() -> bool:
    """Whether a photo was kept for another attempt."""
    return bool(_put_off())


def try_again() -> None:
    """Analyse what was put off; the first of it is wanted."""
    show(next(iter(_put_off())))
    _put_off().clear()


def current_view() -> PhotoView | None:
    """The photo that is shown, if there is one yet."""
    return _views().get(st.session_state.get("shown", ""))


def replace_view(view: PhotoView) -> None:
    """The shown photo, with something put right."""
    _views()[st.session_state["shown"]] = view


def given_photos() -> dict[str, PhotoView | None]:
    """sha256 -> every photo of the session in the order given; None where it is not analysed (any more)."""
    return {key: _views().get(key) for key in _photos()}


def shown_photo() -> str:
    """The sha256 of the photo that is shown."""
    return str(st.session_state.get("shown", ""))


def photo_errors() -> list[str]:
    """Why photos of the last hand-in could not be used; where there were several, which."""
    errors: list[str] = st.session_state.setdefault("photo_errors", [])
    return errors


def photo_notes() -> list[str]:
    """What else is to be said of the last hand-in: what was left out or put off, and why; each once."""
    gone = st.session_state.get("made_room", 0)
    notes = [*st.session_state.get("photo_notes", []), *([made_room(gone)] if gone else []), *_put_off().values()]
    return list(dict.fromkeys(notes))


def note(words: str) -> None:
    """Say something until the next hand-in."""
    st.session_state.setdefault("photo_notes", []).append(words)


def _put_off() -> dict[str, str]:
    """sha256 of photos kept for another attempt -> why."""
    put_off: dict[str, str] = st.session_state.setdefault("put_off", {})
    return put_off


def _place(photo: Offer) -> str:
    """Which of the photos handed in together it is: by its place, never by a name."""
    places: dict[str, str] = st.session_state.get("places", {})
    return places.get(photo.sha256, "")


def _answered(sha256: str | None) -> None:
    if st.session_state.get("wanted") == sha256:
        st.session_state.pop("wanted", None)


def _pass_on(sha256: str) -> None:
    """In place of one that cannot be used the next of the same hand-in is wanted, where this one was."""
    following = [key for key in _photos() if key in st.session_state["given"] and key not in _put_off()]
    if following and st.session_state.get("wanted") == sha256:
        st.session_state["wanted"] = following[0]
    _answered(sha256)


def _photos() -> dict[str, Offer]:
    photos: dict[str, Offer] = st.session_state.setdefault("photos", {})
    return photos


def _views() -> dict[str, PhotoView]:
    views: dict[str, PhotoView] = st.session_state.setdefault("views", {})
    return views


def _make_room() -> None:
    """Where there are too many photos the oldest go, but never the one shown, nor those handed in last."""
    for key in in_the_way(_photos(), {*st.session_state["given"], shown_photo()}):
        del _photos()[key]
        _views().pop(key, None)
        st.session_state["made_room"] += 1


def _forget_the_oldest() -> None:
    """Keep the decoded pixels within bounds; a forgotten photo is analysed again when it is wanted."""
    views = _views()
    while sum(view.pixels for view in views.values()) > KEPT_PIXELS:
        oldest = next((key for key in views if key != st.session_state.get("shown")), None)
        if oldest is None:
            return
        del views[oldest]
