"""A photo ready to draw, and what becomes of it when the user puts something right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app_pages.numbering import Numbered, count_sure, number_detections, number_in_order
from app_pages.pictures import photo_uri, thumbnail, tile
from pipeline import Analysis, ShopTheLook
from pipeline.crop import Box
from pipeline.detector import Detection
from pipeline.people import Person, main_person, people
from pipeline.photo import Photo


@dataclass(frozen=True, eq=False)
class Piece:
    """A numbered garment with its tile (JPEG). sold_in: the genders that have products of its group."""

    numbered: Numbered
    tile: bytes
    sold_in: frozenset[str]


@dataclass(frozen=True, eq=False)
class Part:
    """The whole photo or one person in it, with the user's corrections. pieces: as in PhotoView."""

    analysis: Analysis
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, eq=False)
class PhotoView:
    """An analysed photo, ready to draw.

    whole: the analysis of the whole photo. analysis: what is shown, which is the whole photo's or one person's, with
    the user's corrections. uri: the photo reduced for the screen; thumbnail: smaller still (JPEG).
    pieces: one per candidate, in the order of their numbers. people: from left to right, where there are several;
    person: the one that is shown; None: everybody. others: those that were shown before, as they were left.
    """

    whole: Analysis
    analysis: Analysis
    uri: str
    thumbnail: bytes
    pieces: tuple[Piece, ...]
    people: tuple[Person, ...] = ()
    person: int | None = None
    others: Mapping[int | None, Part] = field(default_factory=dict)

    @property
    def pixels(self) -> int:
        """Decoded ones, which take the memory."""
        return self.whole.photo.pixels.size // 3

    def piece(self, number: int) -> Piece:
        return self.pieces[number - 1]


def prepare(shop: ShopTheLook, analysis: Analysis) -> PhotoView:
    """Everything that is drawn, made once per photo. Of several people, the one whom the photo is of is shown."""
    photo = analysis.photo
    sure = [each.detection for each in analysis.candidates if each.detection.score >= analysis.default_confidence]
    found = people(sure)
    view = PhotoView(
        analysis, analysis, photo_uri(photo.pixels), thumbnail(photo.pixels), _pieces(analysis, _numbered(analysis))
    )
    if len(found) < 2:
        return view
    return of_person(shop, replace(view, people=found), found.index(main_person(found)))


def of_person(shop: ShopTheLook, view: PhotoView, person: int | None) -> PhotoView:
    """One person's garments and department, looked at more closely, once; None: everybody's."""
    others = {**view.others, view.person: Part(view.analysis, view.pieces)}
    part = others.pop(person, None)
    if part is None:
        analysis = view.whole if person is None else shop.analyse_part(view.whole, view.people[person].box)
        part = Part(analysis, _pieces(analysis, _numbered(analysis)))
    return replace(view, analysis=part.analysis, pieces=part.pieces, person=person, others=others)


def rematched(shop: ShopTheLook, view: PhotoView) -> PhotoView:
    """The same over the shop's catalogue, the user's corrections included; no model runs."""
    shown = _rematched(shop, Part(view.analysis, view.pieces))
    others = {person: _rematched(shop, part) for person, part in view.others.items()}
    return replace(view, whole=shop.rematch(view.whole), analysis=shown.analysis, pieces=shown.pieces, others=others)


def with_box(shop: ShopTheLook, view: PhotoView, group: str, box: Box, number: int | None = None) -> PhotoView:
    """A garment where the user drew one; with `number`, that garment corrected. Every other keeps its number.

    Raises:
        SettingError: the box has too few pixels in the photo.
    """
    old = None if number is None else view.piece(number).numbered.detection
    analysis = shop.with_box(view.analysis, group, box, instead_of=old)
    drawn = analysis.candidates[0].detection
    ordered = [each.numbered.detection for each in view.pieces if each.numbered.detection != drawn]
    if old is None or old == drawn:
        ordered.insert(count_sure(ordered, analysis.default_confidence), drawn)
    else:
        ordered[ordered.index(old)] = drawn
    return _reordered(view, analysis, ordered)


def without(view: PhotoView, number: int) -> PhotoView:
    """One garment less; those after it move up."""
    unwanted = view.piece(number).numbered.detection
    ordered = [each.numbered.detection for each in view.pieces if each.numbered.detection != unwanted]
    return _reordered(view, view.analysis.without(unwanted), ordered)


def _reordered(view: PhotoView, analysis: Analysis, ordered: Sequence[Detection]) -> PhotoView:
    numbered = number_in_order(ordered, analysis.default_confidence, analysis.photo.height)
    known = {each.numbered.detection: each for each in view.pieces}
    return replace(view, analysis=analysis, pieces=_pieces(analysis, numbered, known))


def _rematched(shop: ShopTheLook, part: Part) -> Part:
    analysis = shop.rematch(part.analysis)
    known = {each.numbered.detection: each for each in part.pieces}
    return Part(analysis, _pieces(analysis, [piece.numbered for piece in part.pieces], known))


def _numbered(analysis: Analysis) -> list[Numbered]:
    detections = [candidate.detection for candidate in analysis.candidates]
    return number_detections(detections, analysis.default_confidence, analysis.photo.height)


def _pieces(
    analysis: Analysis, numbered: Sequence[Numbered], known: dict[Detection, Piece] | None = None
) -> tuple[Piece, ...]:
    """known: pieces whose tiles need not be made again."""
    sold_in = {
        each.detection: frozenset(gender for gender, found in each.neighbours.items() if found)
        for each in analysis.candidates
    }
    known, photo = known or {}, analysis.photo
    return tuple(
        Piece(
            each,
            known[each.detection].tile if each.detection in known else _tile(photo, each.detection.box),
            sold_in[each.detection],
        )
        for each in numbered
    )


def _tile(photo: Photo, box: Box) -> bytes:
    return tile(photo.pixels, photo.on_pixels(box))
