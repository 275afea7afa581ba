"""Shopify exports, Google Merchant feeds and saved product pages, as they come."""

from __future__ import annotations

import csv
import json

import pytest

from pipeline.errors import CatalogueBuildError
from pipeline.product_table import Reading, Row, read_rows
from pipeline.sources import read_records
from pipeline.sources.records import Record, Rejected

SHOPIFY = [
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Price,Image Src,Variant Image,Google Shopping / Gender,Status",
    'linen-shirt,Linen shirt,<p>Cool</p>,Maker,Apparel & Accessories > Clothing > Shirts & Tops,Shirt,"summer, men",'
    "Color,Light blue,Size,S,LS-1,49.00,https://cdn.example/a.jpg,https://cdn.example/blue.jpg,,active",
    "linen-shirt,,,,,,,,Light blue,,M,LS-2,45.00,https://cdn.example/b.jpg,https://cdn.example/blue.jpg,,",
    "linen-shirt,,,,,,,,Red,,S,LS-3,52.00,,https://cdn.example/red.jpg,,",
    "linen-shirt,,,,,,,,,,,,,https://cdn.example/c.jpg,,,",
    "tote,Tote,,Maker,,Bag,,Title,Default Title,,,T-1,19.00,https://cdn.example/t.jpg,,female,active",
    "old,Old,,Maker,,Bag,,Title,Default Title,,,O-1,9.00,https://cdn.example/o.jpg,,,draft",
]


def test_shopify_one_product_per_colour(tmp_path):
    (tmp_path / "export.csv").write_text("\n".join(SHOPIFY))
    reading = Reading({"url": "https://shop.example/products/{Handle}"}, {"currency": "EUR"})
    rows = list(read_rows(read_records(tmp_path / "export.csv", None), reading))
    blue, red, tote = (row.product for row in rows if isinstance(row, Row))
    assert (blue.product_id, blue.colour, blue.price) == ("linen-shirt-light-blue", "Light blue", 45.0)
    assert (red.product_id, red.image, red.price) == ("linen-shirt-red", "https://cdn.example/red.jpg", 52.0)
    assert {(each.title, each.brand, each.gender, each.group) for each in (blue, red)} == {
        ("Linen shirt", "Maker", "men", "topwear")
    }
    assert (tote.product_id, tote.gender, tote.group, tote.colour) == ("tote", "women", "bag", "")
    assert red.url == "https://shop.example/products/linen-shirt"
    assert [(each.number, each.product_id) for each in rows if isinstance(each, Rejected)] == [(6, "old")]
    assert [each.number for each in rows] == [1, 3, 5, 6]


def test_shopify_with_a_price_that_is_none(tmp_path):
    (tmp_path / "export.csv").write_text("\n".join(SHOPIFY[:2]).replace("49.00", "ask"))
    (row,) = read_rows(read_records(tmp_path / "export.csv", None), Reading())
    assert isinstance(row, Rejected)
    assert "price 'ask'" in row.reason


FEED = """<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
<item><g:id>A1</g:id><title>RSS title</title><g:title>Wool coat</g:title><link>https://shop.example/a1</link>
<g:image_link>https://shop.example/a1.jpg</g:image_link><g:price>129.00 EUR</g:price>
<g:sale_price>99.00 EUR</g:sale_price>
<g:brand>Maker</g:brand><g:gender>female</g:gender><g:color>camel</g:color><g:material>wool</g:material>
<g:product_type>Women &gt; Coats</g:product_type></item>
<item><g:id>A2</g:id><title>Chair</title><g:image_link>https://shop.example/a2.jpg</g:image_link>
<g:google_product_category>Furniture</g:google_product_category></item>
</channel></rss>"""


def test_a_merchant_feed_as_xml(tmp_path):
    (tmp_path / "feed").write_text(FEED)
    coat, chair = read_rows(read_records(tmp_path / "feed", None), Reading())
    product = coat.product
    assert (product.product_id, product.title, product.price, product.currency) == ("A1", "Wool coat", 99.0, "EUR")
    assert (product.gender, product.group, product.colour) == ("women", "outerwear", "camel")
    assert product.details == {"material": "wool"}
    assert isinstance(chair, Rejected)


def test_a_merchant_feed_as_atom_and_as_tsv(tmp_path):
    (tmp_path / "atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>A1</g:id>'
        '<title>Cap</title><link href="https://shop.example/a1"/><g:image_link>https://shop.example/a.jpg</g:image_link>'
        "<g:product_type>Caps</g:product_type></entry></feed>"
    )
    (row,) = read_rows(read_records(tmp_path / "atom", None), Reading())
    assert (row.product.group, row.product.url) == ("headwear", "https://shop.example/a1")
    columns = ["id", "title", "link", "image link", "price", "product type", "color"]
    values = ["A1", "Cap", "https://shop.example/a1", "https://shop.example/a.jpg", "9,90 EUR", "Caps", "red"]
    with (tmp_path / "feed.txt").open("w", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([columns, values])
    (row,) = read_rows(read_records(tmp_path / "feed.txt", None), Reading())
    assert (row.product.group, row.product.colour, row.product.price) == ("headwear", "red", 9.9)


def test_a_feed_that_breaks_off_keeps_what_came_before(tmp_path):
    (tmp_path / "feed").write_text(FEED[: FEED.index("<item><g:id>A2")] + "<item><g:id>A2")
    first, broken = read_rows(read_records(tmp_path / "feed", None), Reading())
    assert isinstance(first, Row)
    assert "the feed ends here" in broken.reason


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        f"<!--{'x' * 70_000}--><!DOCTYPE x [<!ENTITY a '{'a' * 1000}'><!ENTITY b '{'&a;' * 1000}'>]>",
        f"<!--{'x' * (1 << 21)}--><!DOCTYPE x>",
    ],
    ids=["external entity", "growing entity", "hidden behind a comment", "behind more than is read at once"],
)
def test_a_feed_with_a_document_type_is_refused(tmp_path, declared):
    (tmp_path / "feed").write_text(FEED.replace("<rss", f"{declared}<rss"))
    with pytest.raises(CatalogueBuildError, match="document type"):
        read_records(tmp_path / "feed", None)


def test_a_feed_that_begins_with_a_long_comment(tmp_path):
    (tmp_path / "feed").write_text(FEED.replace("<rss", f"<!--{'x' * 70_000}--><rss"))
    coat, _ = read_rows(read_records(tmp_path / "feed", None), Reading())
    assert coat.product.title == "Wool coat"


@pytest.mark.parametrize("encoding", ["klingon", "big5"])
def test_a_feed_in_an_encoding_that_cannot_be_read(tmp_path, encoding):
    (tmp_path / "feed").write_text(FEED.replace('"1.0"?>', f'"1.0" encoding="{encoding}"?>', 1))
    with pytest.raises(CatalogueBuildError, match="broken XML"):
        read_records(tmp_path / "feed", None)


JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Women"},
                {
                    "@type": "ListItem",
                    "position": 2,
                    "item": {"@id": "https://shop.example/dresses", "name": "Dresses"},
                },
                {"@type": "ListItem", "position": 3, "name": "Tea gown"},
            ],
        },
        {
            "@type": ["Product", "Thing"],
            "name": "Tea thing",
            "sku": "D-1",
            "brand": {"@type": "Brand", "name": "Maker"},
            "color": "sage",
            "image": [{"@type": "ImageObject", "contentUrl": "page_files/d1.jpg"}, "https://cdn.example/d2.jpg"],
            "audience": {"@type": "PeopleAudience", "suggestedGender": "http://schema.org/Female"},
            "offers": {"@type": "Offer", "price": "79.90", "priceCurrency": "EUR", "url": "/p/d-1"},
        },
    ],
}


def page(body: str, head: str = "") -> str:
    address = '<link rel="canonical" href="https://shop.example/p/d-1?x=1">'
    return f"<!doctype html><html><head><meta charset=utf-8>{address}{head}</head><body>{body}</body></html>"


def rows_of_pages(folder) -> list[Record | Rejected]:
    return list(read_records(folder, None).rows)


def test_a_saved_page_with_json_ld(tmp_path):
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "d1.jpg").write_bytes(b"a picture")
    script = f'<script type="application/ld+json">/*<![CDATA[*/{json.dumps(JSON_LD)}/*]]>*/</script>'
    script = script.replace("/*<![CDATA[*/", "<!--").replace("/*]]>*/", "-->")
    (tmp_path / "page.html").write_text(page(script))
    (row,) = read_rows(read_records(tmp_path, None), Reading())
    product = row.product
    assert (product.product_id, product.title, product.brand) == ("D-1", "Tea thing", "Maker")
    assert (product.gender, product.group, product.category) == ("women", "dress", "Women > Dresses")
    assert (product.price, product.currency, product.colour) == (79.9, "EUR", "sage")
    assert (product.url, product.image) == ("https://shop.example/p/d-1", "page_files/d1.jpg")


def test_a_saved_page_with_microdata(tmp_path):
    body = """<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Blue <b>jeans</b></h1><br>
    <img itemprop="image" src="/img/j.jpg"><meta itemprop="sku" content="J-1">
    <span itemprop="brand" itemscope itemtype="https://schema.org/Brand"><span itemprop="name">Maker</span></span>
    <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
    <span itemprop="price" content="59.00">59</span>
    <meta itemprop="priceCurrency" content="EUR"></div></div>"""
    (tmp_path / "page.htm").write_text(page(body))
    (row,) = read_rows(read_records(tmp_path, None), Reading())
    product = row.product
    assert (product.product_id, product.title, product.brand, product.group) == (
        *("J-1", "Blue jeans", "Maker"),
        "bottomwear",
    )
    assert (product.price, product.currency, product.image) == (59.0, "EUR", "https://shop.example/img/j.jpg")


def script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "fault",
    [
        {"image": "http://[bad"},
        {"image": f"data:image/png;base64,{'x' * 5000}"},
        {"image": "a\0b"},
        {"offers": {"url": "http://[bad"}},
    ],
    ids=["address", "picture in the page", "zero byte", "address of an offer"],
)
def test_a_product_that_cannot_be_read_never_takes_its_neighbour(tmp_path, fault):
    products = [{"@type": "Product", "sku": sku, "name": "Tea gown", "image": "d.jpg"} for sku in ("D-1", "D-2")]
    (tmp_path / "page.html").write_text(page(script([{**products[0], **fault}, products[1]])))
    bad, good = read_rows(read_records(tmp_path, None), Reading())
    assert isinstance(bad, Rejected)
    assert "a product of page page.html cannot be read" in bad.reason
    assert good.product.product_id == "D-2"


def test_values_in_values_without_end(tmp_path):
    """Neither time that doubles with every level nor a stack that overflows."""
    deep: object = "D-1"
    for _ in range(400):
        deep = {"name": [deep]}
    product = {"@type": "Product", "sku": deep, "name": "Tea gown", "image": "https://cdn.example/d.jpg"}
    (tmp_path / "page.html").write_text(page(script(product)))
    (row,) = read_rows(read_records(tmp_path, None), Reading())
    assert row.product.product_id == "page.html"


def test_variants_of_a_product_group(tmp_path):
    group = {
        "@type": "ProductGroup",
        "name": "Polo",
        "brand": "Maker",
        "hasVariant": [
            {"@type": "Product", "sku": f"P-{colour}", "color": colour, "image": f"https://cdn.example/{colour}.jpg"}
            for colour in ("red", "blue")
        ],
    }
    (tmp_path / "p.html").write_text(page(f'<script type="application/ld+json">{json.dumps(group)}</script>'))
    red, blue = (row.product for row in read_rows(read_records(tmp_path, None), Reading()))
    assert (red.product_id, red.colour, blue.colour, blue.title, blue.brand) == (
        "P-red",
        "red",
        "blue",
        "Polo",
        "Maker",
    )


def test_pages_without_products_are_reported(tmp_path):
    (tmp_path / "a.html").write_text(page("<p>Nothing to buy"))
    (tmp_path / "b.html").write_text(page('<script type="application/ld+json">{"@type": "Product",</script>'))
    (tmp_path / "c.html").write_bytes(b"\xff\xfe\x00<div itemscope" * 50)
    (tmp_path / "d.html").write_text("<html><![foo bar]></html>")
    *reasons, undeclared = [each.reason for each in rows_of_pages(tmp_path)]
    assert all("declares no schema.org Product" in reason for reason in reasons)
    assert "d.html cannot be read" in undeclared
    assert "broken" in reasons[1]


def test_a_folder_without_pages(tmp_path):
    with pytest.raises(CatalogueBuildError, match=r"no \.html page"):
        rows_of_pages(tmp_path)
