"""More bags: totes, shoppers, shoulder and bucket bags, handbags, weekenders, clutches, backpacks."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

LEFT, RIGHT = Camera(-16, 8, 1.08, shadow="plan"), Camera(16, 8, 1.08, shadow="plan")
TOTE = Camera(14, 8, 1.06, shadow="plan")


def _bags(noun: str, gender: str, category: str, builder: str, kinds: dict[str, dict[str, Any]], price: float = 1.0,
          **common: Any) -> list[Design]:  # fmt: skip
    """Return bags of one model: {colour and title's end: what differs}."""
    found = []
    for k, (words, own) in enumerate(kinds.items()):
        style = {"material": "leather", **common, **own}
        pattern = style.pop("pattern", "colour block" if {"base", "block"} & set(own) else "solid")
        colour = style["colour"] = words.split(",")[0].lower()
        first, _, rest = words.partition(",")
        title = f"{first} {noun}" + (f",{rest}" if rest else "")
        found.append(Design(title, gender, "bag", category, colour, style["material"], pattern,
                            f"atelier.accessories.bags:{builder}", style, (RIGHT, LEFT)[k % 2], price))  # fmt: skip
    return found


def _totes() -> list[Design]:
    def tote(title: str, gender: str, colour: str, pattern: str, weave: str, colours: list[str], strap: str,
             **style: Any) -> Design:  # fmt: skip
        settings = style.pop("settings", {})
        fabric = {"weave": weave, "colours": colours, **settings}
        return Design(title, gender, "bag", "tote bag", colour, "canvas", pattern, "atelier.accessories.tote:tote",
                      {"fabric": fabric, "strap": strap, **style}, TOTE)  # fmt: skip

    return [
        tote("Black canvas tote, night shift print", "unisex", "black", "graphic", "plain", ["black"], "black",
             words=["night", "shift"], ink="ecru"),
        tote("Rust canvas tote", "women", "rust", "solid", "plain", ["rust"], "tan", leather_strap=True),
        tote("Floral canvas tote, sage", "women", "sage", "floral", "floral", ["sage", "white", "coral"], "sage",
             settings={"density": 260, "size": 0.020}),
        tote("Dotted canvas tote, ecru and red", "women", "ecru", "dots", "dots", ["ecru", "red"], "red",
             settings={"period": 0.06, "size": 0.27}),
        tote("Check canvas tote, camel", "unisex", "camel", "checks", "check", ["camel", "chocolate", "ecru"], "brown",
             leather_strap=True),
        tote("Wide-striped beach tote, white and coral", "women", "white", "stripes", "stripes", ["white", "coral"],
             "coral", settings={"period": 0.09, "share": 0.5}),
        tote("Ecru tote with market print", "unisex", "ecru", "graphic", "plain", ["ecru"], "ecru",
             words=["market", "day"], ink="red"),
        tote("Colour-block tote, navy and mustard", "unisex", "navy", "colour block", "plain", ["navy"], "mustard",
             band="mustard"),
        tote("Leaf-print tote, white and green", "women", "white", "floral", "leaves", ["white", "green",
        "forest green"],
             "green"),
    ]  # fmt: skip


def _worn() -> list[Design]:
    return [
        *_bags("leather shopper", "women", "tote bag", "top_handle", {
            "Black": {"metal": "silver"}, "Camel": {}, "Ecru": {"corner": "tan", "handle": "tan"}, "Forest green": {},
        }, width=0.36, height=0.30, depth=0.13, price=1.3),
        *_bags("flap bag", "women", "shoulder bag", "flap_bag", {
            "Black": {"metal": "silver"}, "Red": {}, "Mint": {"lock": "snap"}, "Chocolate": {"material": "suede"},
            "Lilac": {"curve": 0.05, "drop": 0.75},
        }),
        *_bags("quilted chain bag", "women", "shoulder bag", "flap_bag", {
            "Ecru": {}, "Burgundy": {}, "Navy": {"metal": "silver"}, "Pink": {"material": "patent leather"},
        }, quilted=True, chain=True, width=0.24, height=0.16, pattern="quilted", price=1.3),
        *_bags("crossbody bag", "unisex", "shoulder bag", "flap_bag", {
            "Tan": {"thread": "ecru"}, "Black": {"metal": "gunmetal"}, "Olive": {"material": "canvas", "webbing": True},
            "Mustard": {"material": "suede"}, "Sky blue": {"metal": "silver"},
        }, width=0.20, height=0.16, rise=0.32, strap_width=0.012, lock="snap"),
        *_bags("saddle bag", "women", "shoulder bag", "flap_bag", {
            "Brown": {}, "White": {"strap": "tan"}, "Teal": {"material": "suede"}, "Black": {"strap": "charcoal"},
        }, width=0.24, height=0.19, drop=0.82, curve=0.065, lock="none"),
        *_bags("satchel", "men", "shoulder bag", "flap_bag", {
            "Black": {"metal": "gunmetal"}, "Tan": {}, "Olive": {"material": "canvas", "webbing": True,
            "strap": "olive"},
            "Charcoal": {"material": "canvas", "webbing": True},
        }, width=0.36, height=0.26, depth=0.10, drop=0.62, curve=0.012, strap_width=0.034, rise=0.24, price=1.4),
        *_bags("bucket bag", "women", "shoulder bag", "bucket_bag", {
            "Camel": {"base": "chocolate"}, "Black": {}, "White": {"base": "tan", "strap": "tan", "cord": "tan"},
            "Burgundy": {"material": "suede"}, "Sage": {}, "Navy": {"material": "canvas", "base": "brown",
            "strap": "brown"},
        }),
        *_bags("handbag", "women", "handbag", "top_handle", {
            "Black": {"metal": "silver"}, "Camel": {"block": "brown"}, "Navy": {"corner": "red", "handle": "red"},
            "Red": {"material": "patent leather"}, "Ecru": {},
        }),
        *_bags("mini handbag", "women", "handbag", "top_handle", {
            "Fuchsia": {}, "Yellow": {"metal": "silver"}, "Lilac": {"material": "suede"},
            "Black": {"material": "patent leather"},
        }, width=0.20, height=0.16, depth=0.09, price=0.8),
        *_bags("weekender", "unisex", "weekend bag", "top_handle", {
            "Brown": {"block": "chocolate"}, "Navy": {"material": "canvas", "block": "tan", "handle": "tan",
            "corner": "tan"},
            "Olive": {"material": "canvas", "handle": "brown", "corner": "brown"}, "Black": {"metal": "gunmetal"},
        }, width=0.46, height=0.27, depth=0.22, price=1.0),
    ]  # fmt: skip


def _small() -> list[Design]:
    return [
        *_bags("envelope clutch", "women", "clutch", "clutch", {
            "Camel": {}, "Navy": {"material": "suede"}, "Pink": {}, "Burgundy": {"material": "patent leather"},
        }, envelope=True),
        *_bags("clutch", "women", "clutch", "clutch", {
            "Red": {"material": "patent leather"}, "Teal": {"material": "suede", "wrist": True},
            "Ecru": {"wrist": True},
            "Purple": {"wrist": True, "metal": "silver"},
        }),
        *_bags("canvas backpack", "unisex", "backpack", "backpack", {
            "Olive": {"base": "brown"}, "Rust": {"base": "navy", "strap": "navy"}, "Light grey": {"pocket": "charcoal"},
            "Teal": {"pocket": "mustard", "patch": "brown"}, "Burgundy": {"strap": "black"},
            "Sky blue": {"base": "white"},
        }, material="canvas"),
        *_bags("leather backpack", "women", "backpack", "backpack", {
            "Black": {"patch": "black"}, "Camel": {"patch": "brown"}, "Ecru": {"strap": "tan", "patch": "tan"},
        }, width=0.26, height=0.32, depth=0.12, price=1.7),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_totes(), *_worn(), *_small()]
