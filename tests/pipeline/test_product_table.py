"""Reading a shop's own table: words, mapping, validation."""

from __future__ import annotations

import pytest

from pipeline.errors import CatalogueBuildError
from pipeline.product_table import Rejected, Row, read_rows
from pipeline.taxonomy import gender_of, group_of


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("topwear", "topwear"),
        ("T-Shirt", "topwear"),
        ("Undershirt", "topwear"),
        ("Women/Tops/Jackets", "outerwear"),
        ("Men/Tops/Hoodies & Sweatshirts", "topwear"),
        ("Women/Tops/Bras & Tanks", "topwear"),
        ("Outwear", "outerwear"),
        ("Shirt dresses", "dress"),
        ("Pants", "bottomwear"),
        ("Skirts > Maxi", "bottomwear"),
        ("Shoes", "footwear"),
        ("Sunglasses", "eyewear"),
        ("Hats", "headwear"),
        ("Garden furniture", None),
        ("", None),
    ],
)
def test_group_of(text, group):
    assert group_of(text) == group


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Men", "men"), ("female", "women"), ("women's", "women"), ("", "unisex"), ("Unisex", "unisex"), ("xyz", None)],
)
def test_gender_of(text, gender):
    assert gender_of(text) == gender


HEADER = "product_id,title,gender,category,price,url,image\n"


def rows_of_text(tmp_path, text, mapping=None, constants=None):
    path = tmp_path / "products.csv"
    path.write_text(text, "utf-8")
    return list(read_rows(path, mapping or {}, constants or {}))


def test_a_good_row(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER + '007,"Tee, white",Men,T-Shirt,9.50,https://a.example/7,7.jpg\n')
    assert isinstance(row, Row)
    product = row.product
    assert (product.product_id, product.title, product.gender, product.group) == ("007", "Tee, white", "men", "topwear")
    assert (product.price, product.url, product.image) == (9.5, "https://a.example/7", "7.jpg")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",Tee,men,T-Shirt,9,,7.jpg", "product_id is empty"),
        ("1,,men,T-Shirt,9,,7.jpg", "title is empty"),
        ("1,Tee,men,T-Shirt,9,,", "image is empty"),
        ("1,Tee,men,Chairs,9,,7.jpg", "no group is known"),
        ("1,Tee,martian,T-Shirt,9,,7.jpg", "none of men, women, unisex"),
        ("1,Tee,men,T-Shirt,cheap,,7.jpg", "not a number"),
        ("1,Tee,men,T-Shirt,-1,,7.jpg", "not a number of 0 or more"),
        ("1,Tee,men,T-Shirt,inf,,7.jpg", "not a number"),
        ("1,Tee,men,T-Shirt,9,javascript:alert(1),7.jpg", "does not start with http"),
    ],
)
def test_a_bad_row_is_rejected_with_its_reason(tmp_path, line, reason):
    good = "2,Tee,men,T-Shirt,9,,7.jpg\n"
    bad, kept = rows_of_text(tmp_path, HEADER + line + "\n" + good)
    assert isinstance(bad, Rejected)
    assert bad.number == 1
    assert reason in bad.reason
    assert isinstance(kept, Row)


def test_a_repeated_id_is_rejected(tmp_path):
    line = "1,Tee,men,T-Shirt,9,,7.jpg\n"
    first, second = rows_of_text(tmp_path, HEADER + line + line)
    assert isinstance(first, Row)
    assert isinstance(second, Rejected)


def test_mapping_templates_and_constants(tmp_path):
    (row,) = rows_of_text(
        tmp_path,
        "sku,colour,name,kind,file\nms1,red,Polo,Polo,a.jpg\n",
        {"product_id": "{sku}-{colour}", "title": "name", "category": "kind", "image": "file"},
        {"currency": "EUR"},
    )
    assert isinstance(row, Row)
    assert (row.product.product_id, row.product.colour, row.product.currency) == ("ms1-red", "red", "EUR")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"titel": "name"}, "no product field titel"),
        ({"title": "nome"}, "no column nome"),
        ({}, "No column gives title"),
    ],
)
def test_a_mapping_that_cannot_work(tmp_path, mapping, message):
    with pytest.raises(CatalogueBuildError, match=message):
        rows_of_text(tmp_path, "product_id,name,image\n1,Tee,a.jpg\n", mapping)


def test_no_table(tmp_path):
    with pytest.raises(CatalogueBuildError, match="no file"):
        list(read_rows(tmp_path / "absent.csv", {}, {}))
