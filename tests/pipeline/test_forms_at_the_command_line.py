"""Every form that a shop's products come in, built by the command with the shipped models."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.catalogue import Catalogue
from pipeline.cli import main
from tests.pipeline.web import Site, serve
from tests.places import CATALOGUE

COLUMNS = ("sku", "name", "kind", "department", "cost", "file")
ROWS = (
    ("1", "Linen shirt", "Shirts", "Men", "49.00", "a.webp"),
    ("2", "Wool coat", "Women > Coats", "Women", "129.00", "b.webp"),
    ("3", "Tote", "Bags", "", "19.50", "c.webp"),
)
MAP = [f"--map={each}" for each in ("product_id=sku", "title=name", "category=kind", "gender=department", "price=cost")]
MAP += ["--map=image=file", "--set=currency=EUR"]
WANTED = [
    ("1", "Linen shirt", "men", "topwear", 49.0, "EUR"),
    ("2", "Wool coat", "women", "outerwear", 129.0, "EUR"),
    ("3", "Tote", "unisex", "bag", 19.5, "EUR"),
]


@dataclass(frozen=True)
class Place:
    """folder: for the tables. images: the pictures a.webp, b.webp, c.webp. url: where a server has them too."""

    folder: Path
    images: Path
    url: str


@pytest.fixture
def place(tmp_path):
    products = pq.read_table(CATALOGUE / "products.parquet", columns=["image", "group"]).to_pylist()
    images = tmp_path / "images"
    images.mkdir()
    for name, group in (("a", "topwear"), ("b", "outerwear"), ("c", "bag")):
        image = next(each["image"] for each in products if each["group"] == group)
        (images / f"{name}.webp").write_bytes((CATALOGUE / image).read_bytes())
    files = {f"/{path.name}": path.read_bytes() for path in images.iterdir()}
    with serve(Site(files)) as site:
        yield Place(tmp_path, images, site.url)


def build(place: Place, *arguments: object) -> list[tuple]:
    out = place.folder / "out"
    assert main(["catalogue", "build", *map(str, arguments), "--out", str(out), "--private-addresses"]) == 0
    catalogue = Catalogue.open(out)
    fields = ("product_id", "title", "gender", "group", "price", "currency")
    return [tuple(getattr(each, name) for name in fields) for each in catalogue.products(range(len(catalogue)))]


def written(place: Place, name: str, text: str) -> Path:
    path = place.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def delimited(mark: str, images: str = "") -> str:
    rows = [(*row[:-1], images + row[-1]) for row in ROWS]
    return "\n".join(mark.join(row) for row in (COLUMNS, *rows)) + "\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_delimited_text(place, mark):
    assert build(place, "--products", written(place, "t", delimited(mark)), "--images", place.images, *MAP) == WANTED


def test_a_zip_archive(place):
    with zipfile.ZipFile(place.folder / "images.zip", "w") as archive:
        for path in place.images.iterdir():
            archive.write(path, f"pictures/{path.name}")
    table = written(place, "t.csv", delimited(","))
    assert build(place, "--products", table, "--images", place.folder / "images.zip", *MAP) == WANTED


def test_addresses(place):
    assert build(place, "--products", written(place, "t.csv", delimited(",", f"{place.url}/")), *MAP) == WANTED


def test_parquet_and_json_lines_with_nested_prices(place):
    rows = [{**dict(zip(COLUMNS, row, strict=True)), "cost": {"amount": float(row[4])}} for row in ROWS]
    pq.write_table(pa.Table.from_pylist(rows), place.folder / "t.parquet")
    lines = written(place, "t.jsonl", "\n".join(json.dumps(row) for row in rows))
    for table in (place.folder / "t.parquet", lines):
        assert build(place, "--products", table, "--images", place.images, *MAP, "--map=price=cost.amount") == WANTED


def test_a_shopify_export(place):
    header = "Handle,Title,Vendor,Type,Tags,Option1 Name,Option1 Value,Variant Price,Image Src,Variant Image,Status\n"
    rows = [
        f"shirt,Linen shirt,Maker,Shirt,men,Color,Blue,49.00,{place.url}/b.webp,{place.url}/a.webp,active",
        f"shirt,,,,,,Red,52.00,,{place.url}/b.webp,",
        f"tote,Tote,Maker,Bag,,Title,Default Title,19.00,{place.url}/c.webp,,active",
        f"old,Old,Maker,Bag,,Title,Default Title,9.00,{place.url}/c.webp,,draft",
    ]
    table = written(place, "products_export.csv", header + "\n".join(rows) + "\n")
    assert build(place, "--products", table, "--set=currency=EUR") == [
        ("shirt-blue", "Linen shirt", "men", "topwear", 49.0, "EUR"),
        ("shirt-red", "Linen shirt", "men", "topwear", 52.0, "EUR"),
        ("tote", "Tote", "unisex", "bag", 19.0, "EUR"),
    ]


ITEM = """<item><g:id>{0}</g:id><title>{1}</title><g:product_type>{2}</g:product_type><g:gender>{3}</g:gender>
<g:price>{4} EUR</g:price><g:image_link>{5}/{6}</g:image_link></item>"""
GENDERS = {"Men": "male", "Women": "female", "": "unisex"}


def test_a_merchant_feed(place):
    rows = [(*row[:3], GENDERS[row[3]], row[4], place.url, row[5]) for row in ROWS]
    items = "".join(ITEM.format(*(each.replace(">", "&gt;") for each in row)) for row in rows)
    space = 'xmlns:g="http://base.google.com/ns/1.0"'
    feed = written(place, "feed.xml", f'<rss {space} version="2.0"><channel>{items}</channel></rss>')
    assert build(place, "--products", feed) == WANTED
    names = "id\ttitle\tproduct type\tgender\tprice\timage link\n"
    lines = [
        f"{i}\t{title}\t{kind}\t{gender}\t{cost} EUR\t{url}/{file}" for i, title, kind, gender, cost, url, file in rows
    ]
    assert build(place, "--products", written(place, "feed.tsv", names + "\n".join(lines))) == WANTED


def test_saved_pages(place):
    """One page with JSON-LD whose picture was saved beside it, one with microdata and an address."""
    product = {"@context": "https://schema.org", "@type": "Product", "sku": "1", "name": "Linen shirt"}
    product |= {"category": "Shirts", "audience": {"@type": "PeopleAudience", "suggestedGender": "male"}}
    product |= {"image": "1_files/a.webp", "offers": {"@type": "Offer", "price": 49, "priceCurrency": "EUR"}}
    written(place, "pages/1.html", f'<html><script type="application/ld+json">{json.dumps(product)}</script></html>')
    (place.folder / "pages" / "1_files").mkdir()
    (place.images / "a.webp").rename(place.folder / "pages" / "1_files" / "a.webp")
    written(
        place,
        "pages/2.html",
        f"""<html><div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Wool coat</h1>
        <meta itemprop="sku" content="2"><img itemprop="image" src="{place.url}/b.webp">
        <span itemprop="category">Women &gt; Coats</span>
        <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
        <span itemprop="price" content="129.00">129</span>
        <meta itemprop="priceCurrency" content="EUR"></div></div></html>""",
    )
    found = build(place, "--products", place.folder / "pages")
    assert found == [WANTED[0], ("2", "Wool coat", "unisex", "outerwear", 129.0, "EUR")]


def test_pictures_alone(place):
    """A folder's name says the group where it can, the detector where it cannot; the department is left open."""
    (place.images / "women" / "skirts").mkdir(parents=True)
    (place.images / "c.webp").rename(place.images / "women" / "skirts" / "long_one.webp")
    found = build(place, "--images", place.images)
    assert {each[0] for each in found} <= {"a", "b", "women/skirts/long_one"}
    assert found[-1] == ("women/skirts/long_one", "Long one", "unisex", "bottomwear", None, "")
    assert {each[2] for each in found} == {"unisex"}
