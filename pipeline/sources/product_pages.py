"""Saved product pages -> records, by the schema.org Product that a page declares, as JSON-LD or as microdata.

Vocabulary: schema.org/Product, Offer, AggregateOffer, BreadcrumbList, PeopleAudience.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from pipeline.errors import CatalogueBuildError
from pipeline.sources.page_data import Page, read_page
from pipeline.sources.records import Cells, Record, Records, Rejected, as_text

SUFFIXES = {".html", ".htm", ".xhtml"}
LARGEST_PAGE = 20 * 1024 * 1024
COLUMNS = (
    *("product_id", "title", "description", "brand", "gender", "category", "colour", "price", "currency"),
    *("url", "image", "material", "pattern", "page"),
)
TEXT_IN = ("name", "url", "contentUrl", "@value", "value", "@id")
DEEPEST = 10
PRODUCTS = {"Product", "ProductGroup", "IndividualProduct", "ProductModel"}


def page_files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def read_product_pages(place: Path) -> Records:
    """Every product of every page of a folder; `number` counts the pages.

    A picture that lies beside its page is named relative to the folder, others by their address.
    Raises:
        CatalogueBuildError: there is no page.
    """
    files = page_files(place)
    if not files:
        raise CatalogueBuildError(f"{place} holds no .html page.")
    root = place if place.is_dir() else place.parent
    return Records(COLUMNS, _rows(files, root))


def _rows(files: list[Path], root: Path) -> Iterator[Record | Rejected]:
    for number, path in enumerate(files, start=1):
        name = path.relative_to(root).as_posix()
        try:
            if path.stat().st_size > LARGEST_PAGE:
                yield Rejected(number, "", f"page {name} has more than {LARGEST_PAGE // 2**20} MB")
                continue
            page = read_page(path.read_bytes())
            products = [each for block in page.blocks for each in _products(block)]
        except (ValueError, RuntimeError, OSError) as error:
            yield Rejected(number, "", f"page {name} cannot be read: {error}")
            continue
        if not products:
            broken = f"; {page.broken} block of its JSON-LD is broken" if page.broken else ""
            yield Rejected(number, "", f"page {name} declares no schema.org Product{broken}")
        for product in products:
            yield _row(number, product, page, path, root)


def _row(number: int, product: dict[str, Any], page: Page, path: Path, root: Path) -> Record | Rejected:
    try:
        return Record(number, _cells(product, page, path, root))
    except (ValueError, RuntimeError, OSError) as error:
        return Rejected(number, "", f"a product of page {path.relative_to(root).as_posix()} cannot be read: {error}")


def _products(block: Any) -> Iterator[dict[str, Any]]:
    """Products of a JSON-LD value, graphs and variants included; a variant inherits what its group says."""
    if isinstance(block, list):
        for each in block:
            yield from _products(each)
    if not isinstance(block, dict):
        return
    if _types(block) & PRODUCTS:
        variants = [each for each in _list(block.get("hasVariant")) if isinstance(each, dict)]
        shared = {key: value for key, value in block.items() if key not in ("hasVariant", "@type", "@id", "sku")}
        yield from ({**shared, **variant} for variant in variants) if variants else (block,)
        return
    for key in ("@graph", "mainEntity", "itemListElement", "item"):
        yield from _products(block.get(key))


def _cells(product: dict[str, Any], page: Page, path: Path, root: Path) -> Cells:
    offer = next((each for each in _list(product.get("offers")) if isinstance(each, dict)), {})
    specification = next((each for each in _list(offer.get("priceSpecification")) if isinstance(each, dict)), {})
    offer = {**specification, **offer}
    url = urljoin(page.address, _first(offer.get("url")) or _first(product.get("url"))) or page.address
    name = path.relative_to(root).as_posix()
    audience = next((each for each in _list(product.get("audience")) if isinstance(each, dict)), {})
    keys = ("sku", "productID", "productGroupID", "gtin13", "gtin", "mpn", "@id")
    return {
        "product_id": _filled(product, keys, DEEPEST) or name,
        "title": _first(product.get("name")),
        "description": _first(product.get("description")),
        "brand": _first(product.get("brand") or product.get("manufacturer")),
        "gender": _gender(_first(audience.get("suggestedGender"))),
        "category": _first(product.get("category")) or _breadcrumb(page.blocks) or _first(product.get("name")),
        "colour": _first(product.get("color")),
        "price": _first(offer.get("price") or offer.get("lowPrice")),
        "currency": _first(offer.get("priceCurrency")),
        "url": url if url.startswith(("http://", "https://")) else "",
        "image": _picture(_first(product.get("image")), page, path, root),
        "material": _first(product.get("material")),
        "pattern": _first(product.get("pattern")),
        "page": name,
    }


def _picture(image: str, page: Page, path: Path, root: Path) -> str:
    beside = (path.parent / unquote(image)).resolve() if image and "://" not in image else None
    if beside is not None and beside.is_relative_to(root.resolve()) and beside.is_file():
        return beside.relative_to(root.resolve()).as_posix()
    return urljoin(page.address, image)


def _breadcrumb(blocks: tuple[Any, ...]) -> str:
    """The names of the page's breadcrumb trail but for the last, which is the product itself."""
    for block in blocks:
        for each in [*_list(block), *(_list(block.get("@graph")) if isinstance(block, dict) else [])]:
            if isinstance(each, dict) and "BreadcrumbList" in _types(each):
                steps = [step for step in _list(each.get("itemListElement")) if isinstance(step, dict)]
                names = [_first(step.get("name")) or _first(step.get("item")) for step in steps]
                return " > ".join(names[:-1] or names)
    return ""


def _gender(text: str) -> str:
    """schema.org writes genders as http://schema.org/Female as well as Female."""
    return text.rpartition("/")[2]


def _types(value: dict[str, Any]) -> set[str]:
    return {as_text(each).rpartition("/")[2] for each in _list(value.get("@type"))}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any, levels: int = DEEPEST) -> str:
    """The first text of a value that may be a list, or an object with a name or an address, so many levels deep."""
    for each in _list(value):
        text = _filled(each, TEXT_IN, levels - 1) if isinstance(each, dict) else as_text(each)
        if text:
            return text
    return ""


def _filled(value: dict[str, Any], keys: tuple[str, ...], levels: int) -> str:
    """The first text under one of the keys."""
    return next(filter(None, (_first(value.get(key), levels) for key in keys)), "") if levels else ""
