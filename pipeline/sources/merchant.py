"""A Google Merchant Center product feed, RSS or Atom XML or tab-separated text -> records.

Attributes as in support.google.com/merchants/answer/7052112, "Product data specification".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from pipeline.errors import CatalogueBuildError
from pipeline.sources.records import Cells, Record, Records, Rejected

NAMESPACE = "{http://base.google.com/ns/1.0}"
ITEMS = {"item", "{http://www.w3.org/2005/Atom}entry"}
# field -> the feed's attributes, the first that is filled
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "product_id": ("id",),
    "title": ("title",),
    "description": ("description",),
    "brand": ("brand",),
    "gender": ("gender",),
    "category": ("product_type", "google_product_category"),
    "colour": ("color",),
    "price": ("sale_price", "price"),
    "url": ("link",),
    "image": ("image_link",),
    "material": ("material",),
    "pattern": ("pattern",),
}
# The parser looks at a long comment or attribute again with every piece: few large pieces cost less.
PIECE = 1 << 20


def is_merchant(columns: Iterable[str]) -> bool:
    return {"id", "title", "image_link"} <= {_attribute(each) for each in columns}


def from_merchant_table(table: Records) -> Records:
    """The products of a feed as text, whose columns may be written with spaces ("image link")."""
    names = {each: _attribute(each) for each in table.columns}

    def products() -> Iterator[Record | Rejected]:
        for row in table.rows:
            if isinstance(row, Record):
                cells = {names[each]: value for each, value in row.cells.items()}
                yield Record(row.number, {**row.cells, **_facts(cells)})
            else:
                yield row

    return Records((*ATTRIBUTES, *table.columns), products())


def read_merchant_xml(path: Path) -> Records:
    """The products of a feed as XML, read item by item.

    Raises:
        CatalogueBuildError: no such file, no XML, or one with a document type (which could name files to include).
    """
    first = next(_items(path), None)
    if first is None:
        raise CatalogueBuildError(f"{path} has no <item> and no <entry>: it is no product feed.")
    return Records(tuple({**dict.fromkeys(ATTRIBUTES), **first}), _rows(path))


def _rows(path: Path) -> Iterator[Record | Rejected]:
    number = 0
    try:
        for number, cells in enumerate(_items(path), start=1):
            yield Record(number, {**cells, **_facts(cells)})
    except CatalogueBuildError as error:  # the items before the break are good
        yield Rejected(number + 1, "", f"the feed ends here: {error}")


class _Feed(ElementTree.TreeBuilder):
    """Builds the tree of a feed, of which only the items are kept, as cells."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._items: list[Cells] = []

    def doctype(self, *_: str | None) -> None:
        """Called before anything that the document type declares is looked at, wherever it stands."""
        raise CatalogueBuildError(f"{self._path} declares a document type; a product feed needs none. Remove it.")

    def end(self, tag: str) -> ElementTree.Element:
        element = super().end(tag)
        if element.tag in ITEMS:
            self._items.append(_cells(element))
            element.clear()
        return element

    def taken(self) -> list[Cells]:
        """The items since the last call."""
        items, self._items = self._items, []
        return items


def _items(path: Path) -> Iterator[Cells]:
    feed = _Feed(path)
    parser = ElementTree.XMLParser(target=feed)
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                parser.feed(piece)
                yield from feed.taken()
        parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        yield from feed.taken()
        raise CatalogueBuildError(f"{path} is broken XML: {error}. Export the feed again.") from error
    except OSError as error:
        raise CatalogueBuildError(f"{path} cannot be read: {error.strerror}") from error


def _cells(item: ElementTree.Element) -> Cells:
    cells: Cells = {}
    for child in item:
        name = child.tag.removeprefix(NAMESPACE).rpartition("}")[2]
        text = (child.text or child.get("href") or "").strip()
        # The feed's own attribute wins over RSS's of the same name; of repeated ones the first counts.
        if text and (name not in cells or (child.tag.startswith(NAMESPACE) and f"g:{name}" not in cells)):
            cells[name] = text
            if child.tag.startswith(NAMESPACE):
                cells[f"g:{name}"] = text
    return cells


def _facts(cells: Cells) -> Cells:
    return {field: next((cells[each] for each in names if cells.get(each)), "") for field, names in ATTRIBUTES.items()}


def _attribute(column: str) -> str:
    return column.strip().lower().removeprefix("g:").replace(" ", "_")
