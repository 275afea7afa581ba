"""Reading a shop's own table: words, mapping, validation."""

from __future__ import annotations

import time

import pytest

from pipeline.errors import CatalogueBuildError
from pipeline.plain_text import plain_text
from pipeline.prices import PriceError, read_currency, read_price
from pipeline.product_table import Reading, Rejected, Row, read_rows
from pipeline.sources.tables import read_delimited
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
        ("ΓΥΝΑΙΚΕΙΑ ΦΟΡΕΜΑΤΑ", "dress"),
        ("Ανδρικά > Παντελόνια", "bottomwear"),
        ("Μπλούζα", "topwear"),
        ("Παπούτσια", "footwear"),
        ("Raincoats", "outerwear"),
        ("Overcoat", "outerwear"),
        ("Windbreakers", "outerwear"),
        ("Waistcoats", "outerwear"),
        ("Gilet", "outerwear"),
        ("Body warmer", "outerwear"),
        ("Body", "topwear"),
        ("Minidress", "dress"),
        ("Shirtdresses", "dress"),
        ("Dungarees", "dress"),
        ("Miniskirts", "bottomwear"),
        ("Sweatpants", "bottomwear"),
        ("Eyeglasses", "eyewear"),
        ("Brogues", "footwear"),
        ("Slip-ons", "footwear"),
        ("Slip on", "footwear"),
        ("Fedoras", "headwear"),
        ("Denim", "bottomwear"),
        ("Jackets, denim", "outerwear"),
        ("Oxfords", "footwear"),
        ("Shirts Oxford", "topwear"),
        ("Turtlenecks", "topwear"),
        ("Dress turtleneck", "dress"),
        ("Garden furniture", None),
        ("", None),
    ],
)
def test_group_of(text, group):
    assert group_of(text) == group


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Men", "men"),
        ("female", "women"),
        ("women's", "women"),
        ("", "unisex"),
        ("Unisex", "unisex"),
        ("xyz", None),
        ("Γυναίκα", "women"),
        ("ΑΝΔΡΙΚΑ", "men"),
        ("Γυναικεία", "women"),
    ],
)
def test_gender_of(text, gender):
    assert gender_of(text) == gender


HEADER = "product_id,title,gender,category,price,url,image\n"


def rows_of_text(tmp_path, text, mapping=None, constants=None, **reading):
    path = tmp_path / "products.csv"
    path.write_text(text, "utf-8")
    return list(read_rows(read_delimited(path), Reading(mapping or {}, constants or {}, **reading)))


def test_a_good_row(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER + '007,"Tee, white",Men,T-Shirt,9.50,https://a.example/7,7.jpg\n')
    assert isinstance(row, Row)
    product = row.product
    assert (product.product_id, product.title, product.gender, product.group) == ("007", "Tee, white", "men", "topwear")
    assert (product.price, product.url, product.image) == (9.5, "https://a.example/7", "7.jpg")


def test_what_a_shop_exports_as_html_is_read_as_text(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER + "1,Gobi HeatTec&reg; Tee &amp; Co,men,T-Shirt &#38; Top,9,,a&amp;b.jpg\n")
    assert isinstance(row, Row)
    assert (row.product.title, row.product.category) == ("Gobi HeatTec® Tee & Co", "T-Shirt & Top")
    assert row.product.image == "a&amp;b.jpg"  # a file may be called so


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",Tee,men,T-Shirt,9,,7.jpg", "product_id is empty"),
        ("1,,men,T-Shirt,9,,7.jpg", "title is empty"),
        ("1,Tee,men,T-Shirt,9,,", "image is empty"),
        ("1,Tee,men,Chairs,9,,7.jpg", "no group is known"),
        ("1,Tee,martian,T-Shirt,9,,7.jpg", "none of men, women, unisex"),
        ("1,Tee,men,T-Shirt,cheap,,7.jpg", "not a number"),
        ('1,Tee,men,T-Shirt,"1,299",,7.jpg', "two ways"),
        ("1,Tee,men,T-Shirt,9,7.jpg", "it has 6 cells, the header 7"),
        ("1,Tee,men,T-Shirt,9,,7.jpg,more", "it has 8 cells"),
        ('1,"Tee" x,men,T-Shirt,9,,7.jpg', "no row of a table"),
        (",,martian,Chairs,cheap,,", "product_id is empty; title is empty; image is empty; no group is known for"),
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


def test_a_column_of_a_field_s_name_can_be_left_alone(tmp_path):
    table = HEADER + "1,Tee,martian,T-Shirt,cheap,nowhere,a.jpg\n"
    (row,) = rows_of_text(tmp_path, table, dict.fromkeys(("gender", "price", "url"), ""))
    assert isinstance(row, Row)
    assert (row.product.gender, row.product.price, row.product.url) == ("unisex", None, "")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"titel": "name"}, "no product field titel"),
        ({"title": "nome"}, "no column nome"),
        ({}, "No column gives title"),
        ({"title": "name", "image": ""}, "No column gives image"),
    ],
)
def test_a_mapping_that_cannot_work(tmp_path, mapping, message):
    with pytest.raises(CatalogueBuildError, match=message):
        rows_of_text(tmp_path, "product_id,name,image\n1,Tee,a.jpg\n", mapping)


def test_no_table(tmp_path):
    with pytest.raises(CatalogueBuildError, match="no file"):
        read_delimited(tmp_path / "absent.csv")


def test_broken_text_is_a_bad_row_and_no_end(tmp_path):
    path = tmp_path / "products.csv"
    path.write_bytes(HEADER.encode() + b"1,T\xe9e,men,T-Shirt,9,,7.jpg\n2,Tee,men,T-Shirt,9,,7.jpg\n")
    bad, kept = read_rows(read_delimited(path), Reading())
    assert isinstance(bad, Rejected)
    assert "utf-8" in bad.reason
    assert isinstance(kept, Row)
    named = list(read_rows(read_delimited(path, "latin-1"), Reading()))
    assert named[0].product.title == "Tée"


def test_the_published_systems_table_in_greek(tmp_path):
    table = "product_id;description;brand;gender;category;category_name;code;path\n"
    table += "17;Μπλούζα με ρίγες;Μάρκα;Γυναίκα;3;Μπλούζες;GR-17;women/top/17.jpg\n"
    path = tmp_path / "products.csv"
    path.write_text(table, "cp1253")
    mapping = {"title": "description", "category": "category_name", "image": "path"}
    (row,) = read_rows(read_delimited(path, "cp1253"), Reading(mapping))
    product = row.product
    assert (product.title, product.gender, product.group) == ("Μπλούζα με ρίγες", "women", "topwear")
    assert (product.category, product.image) == ("Μπλούζες", "women/top/17.jpg")


def test_a_shops_own_words(tmp_path):
    line = "1,Tee,men,Obenrum,9,,7.jpg\n"
    (row,) = rows_of_text(tmp_path, HEADER + line, words={"obenrum": "topwear"})
    assert row.product.group == "topwear"
    with pytest.raises(CatalogueBuildError, match="no group socks"):
        rows_of_text(tmp_path, HEADER + line, words={"obenrum": "socks"})
    (row,) = rows_of_text(tmp_path, HEADER + line, predict_group=True)
    assert row.product.group == ""


@pytest.mark.parametrize("word", ["Obenrum", "OBENRUM", "obenrum"])
def test_a_shops_own_word_in_any_case(tmp_path, word):
    (row,) = rows_of_text(tmp_path, HEADER + "1,Tee,men,Obenrum,9,,7.jpg\n", words={word: "topwear"})
    assert row.product.group == "topwear"


def test_a_shops_own_word_wins_over_the_known_ones(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER + "1,Tee,men,Tunic,9,,7.jpg\n", words={"tunic": "dress"})
    assert row.product.group == "dress"


def test_the_column_of_groups_wins_over_that_of_categories(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER[:-1] + ",group\n1,Tee,men,T-Shirt,9,,7.jpg,dress\n")
    assert (row.product.group, row.product.category) == ("dress", "T-Shirt")


@pytest.mark.parametrize(
    ("price", "column", "currency"), [("9 €", "", "EUR"), ("9 €", "usd", "USD"), ("9", "USD", "USD"), ("9", "", "")]
)
def test_the_column_of_currencies_wins_over_the_sign(tmp_path, price, column, currency):
    (row,) = rows_of_text(tmp_path, HEADER[:-1] + f",currency\n1,Tee,men,T-Shirt,{price},,7.jpg,{column}\n")
    assert (row.product.price, row.product.currency) == (9.0, currency)


def test_a_constant_wins_over_its_column(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER + "1,Tee,martian,T-Shirt,9,,7.jpg\n", constants={"gender": "women"})
    assert row.product.gender == "women"


def test_an_id_of_a_row_that_is_no_good_is_still_free(tmp_path):
    good = "1,Tee,men,T-Shirt,9,,7.jpg\n"
    results = rows_of_text(tmp_path, HEADER + good.replace("T-Shirt", "Chairs") + good)
    assert [type(each) for each in results] == [Rejected, Row]


def test_a_link_in_capitals_is_one(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER + "1,Tee,men,T-Shirt,9,HTTPS://A.example/7,7.jpg\n")
    assert row.product.url == "HTTPS://A.example/7"


def test_details_are_kept_beside_the_contract(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER[:-1] + ",material\n1,Tee,men,T-Shirt,9,,7.jpg,cotton\n")
    assert row.product.details == {"material": "cotton"}
    assert "details" not in row.product.to_dict()
    assert "material" not in row.product.to_dict()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "<p>Soft &amp; warm.</p>\n<ul><li>Wool</li><li>Red<br>or <b>blue</b></li></ul>",
            "Soft & warm.|Wool|Red|or blue",
        ),
        ('<div class="a"><style>p { x: y }</style>Tee<!-- <p>old</p> --></div><script>run()</script>', "Tee"),
        ("<P>A<o:p></o:p><![if !x]>B<![endif]> &lt;3", "A|B|<3"),
        ("&lt;p&gt;Escaped &amp;amp; twice&lt;/p&gt;", "Escaped & twice"),
        ("<p>One --> two</p><style>never closed", "One --> two"),
        ("Sizes < 40", "Sizes < 40"),
        ("a <y and z> b, <3, AT&T ?a=1&copy=2", "a <y and z> b, <3, AT&T ?a=1&copy=2"),
        ("Two\n\nlines", "Two||lines"),
        ("<br/>", ""),
    ],
)
def test_a_description_in_html_is_kept_as_text(cell, text):
    assert plain_text(cell) == text.replace("|", "\n")


@pytest.mark.parametrize("broken", ["<a", "<a ", "<!--", "<style>", "<p a=' ", "<p" + " " * 300, "</", "&lt;p "])
def test_broken_html_of_endless_length_costs_no_time(broken):
    start = time.process_time()
    plain_text("<p>" + broken * (100_000 // len(broken)))
    assert time.process_time() - start < 1


def test_details_in_html_are_kept_as_text(tmp_path):
    (row,) = rows_of_text(tmp_path, HEADER[:-1] + ",description\n1,Tee,men,T-Shirt,9,,7.jpg,<p>Soft</p><br>\n")
    assert row.product.details == {"description": "Soft"}
    (row,) = rows_of_text(tmp_path, HEADER[:-1] + ",description\n1,Tee,men,T-Shirt,9,,7.jpg,<br>\n")
    assert row.product.details == {}


@pytest.mark.parametrize(
    ("text", "price", "currency"),
    [
        ("39.90", 39.9, ""),
        ("39,90 €", 39.9, "EUR"),
        ("EUR 1.299,00", 1299.0, "EUR"),
        ("$1,299.00", 1299.0, "USD"),
        ("1.299.000", 1_299_000.0, ""),
        ("1'299.50 CHF", 1299.5, "CHF"),
        ("1 299 000,50 zł", 1_299_000.5, "PLN"),
        ("1,299,000.5", 1_299_000.5, ""),
        ("0.125", 0.125, ""),
        ("0", 0.0, ""),
        ("", None, ""),
    ],
)
def test_prices(text, price, currency):
    assert read_price(text) == (price, currency)


NO_PRICES = ["10000000000", "-1", "nan", "1e9999", "1,299", "1.299", "12 34", "free", "9.", "1,2,3", "€", "1..2"]
NO_GROUPS_OF_THREE = ["1,2,3.4", "1,,2.5", "1,29,000", "1234,567.8", "1.299,000.50", "1.299.00", "1 299.000,5"]


@pytest.mark.parametrize("text", [*NO_PRICES, *NO_GROUPS_OF_THREE])
def test_what_is_no_price(text):
    with pytest.raises(PriceError):
        read_price(text)


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "1", "1,", "1 "])
def test_a_price_of_endless_length_costs_no_time(blank):
    began = time.process_time()
    with pytest.raises(PriceError):
        read_price(f"1{blank * 20_000}!!")
    with pytest.raises(PriceError):
        read_price(f"1{blank * 15}!!")
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(("text", "currency"), [("EUR", "EUR"), ("eur", "EUR"), ("€", "EUR"), ("zł", "PLN"), ("", "")])
def test_currencies(text, currency):
    assert read_currency(text) == currency


@pytest.mark.parametrize("text", ["Euro", "EU", "<b>", "E1R", "ЕUR", "EUR USD", "$$"])
def test_what_is_no_currency(text):
    with pytest.raises(PriceError, match="is no currency"):
        read_currency(text)
