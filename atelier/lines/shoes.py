"""More footwear: sneakers, slip-ons, running shoes, boots, laced shoes, loafers, flats, heels, sandals."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design
from atelier.lines.footwear import WOMEN

FRONT = Camera(yaw=28, pitch=17, margin=1.1, shadow="plan")
SIDE = Camera(yaw=-24, pitch=14, margin=0.93, shadow="plan")
LOW = Camera(yaw=14, pitch=12, margin=1.0, shadow="plan")
TALL = Camera(yaw=24, pitch=10, margin=1.14, shadow="plan")
CAMERAS = (FRONT, SIDE, LOW)

Pair = tuple[str, dict[str, Any]]  # colour, what else differs


def _shoes(
    noun: str, gender: str, category: str, builder: str, material: str, pairs: dict[str, dict[str, Any]],
    price: float = 1.0, **common: Any,
) -> list[Design]:  # fmt: skip
    """Return pairs of one model: {title's beginning: what differs}; the title starts with the palette's colour."""
    found = []
    for k, (words, own) in enumerate(pairs.items()):
        style = {"material": material, **common, **own}
        colour = style.pop("of", words.split(",")[0].lower())
        style["colour"] = colour
        if gender == "women":
            style["size"] = WOMEN
        pattern = style.pop(
            "pattern", "colour block" if len({*own} & {"heel", "accent", "cap", "base", "mark"}) else "solid"
        )
        first, _, rest = words.partition(",")
        title = f"{first} {noun}" + (f",{rest}" if rest else "")
        camera = TALL if style.get("shaft", 1.0) > 1.5 else CAMERAS[k % 3]
        found.append(Design(title, gender, "footwear", category, colour, style["material"], pattern,
                            f"atelier.accessories.footwear:{builder}", style, camera, price))  # fmt: skip
    return found


def _sneakers() -> list[Design]:
    gum = {"sole": "#b98650", "outsole": "#8d5f33"}
    return [
        *_shoes("court sneakers", "men", "sneakers", "sneaker", "leather", {
            "White, navy bars": {"mark": "bars", "heel": "navy"}, "Black, gum sole": {"lace": "black", **gum},
            "Grey, white chevron": {"mark": "chevron", "mark_colour": "white", "heel": "charcoal"},
            "Forest green, white wave": {"mark": "wave", "mark_colour": "white", "heel": "forest green"},
        }),
        *_shoes("platform sneakers", "women", "sneakers", "sneaker", "leather", {
            "White, pink heel": {"heel": "pink", "mark": "none"}, "Black, white sole": {"lace": "white"},
            "Ecru, camel toe": {"toe": "camel", "facing": "camel", "heel": "camel"},
            "Sky blue": {"heel": "white", "facing": "white"},
        }, lift=0.016),
        *_shoes("chunky sneakers", "unisex", "sneakers", "sneaker", "leather", {
            "Light grey, blue chevron": {"mark": "chevron", "mark_colour": "blue", "toe": "white", "heel": "navy"},
            "White, orange bars": {"mark": "bars", "mark_colour": "orange", "heel": "orange", "toe": "light grey"},
            "Beige, brown toe": {"toe": "brown", "facing": "brown", "heel": "chocolate", "mark": "wave"},
            "Black": {"lace": "black", "sole": "#202022"},
        }, foam=True),
        *_shoes("suede sneakers", "unisex", "sneakers", "sneaker", "suede", {
            "Rust, gum sole": gum, "Sage": {"lace": "ecru", "heel": "white"},
            "Burgundy, white bars": {"mark": "bars", "mark_colour": "white", "heel": "burgundy", **gum},
            "Sky blue, gum sole": {**gum, "mark": "wave", "mark_colour": "ecru"},
        }),
        *_shoes("canvas sneakers", "unisex", "sneakers", "sneaker", "canvas", {
            "Red": {"foxing": "red"}, "White": {"foxing": "navy"}, "Navy": {"foxing": "white"},
            "Olive": {"foxing": "olive"},
        }, cap="white", lace="white", pattern="solid"),
        *_shoes("leather high-tops", "unisex", "sneakers", "sneaker", "leather", {
            "Black, white toe": {"toe": "white", "patch": "white"}, "White, teal collar": {"collar": "teal",
            "heel": "teal"},
            "Navy, mustard heel": {"heel": "mustard", "facing": "white"},
        }, high=True),
        *_shoes("canvas high-top sneakers", "unisex", "sneakers", "sneaker", "canvas", {
            "Red": {"foxing": "red"}, "White": {"foxing": "black"}, "Forest green": {"foxing": "forest green"},
            "Lilac": {"foxing": "lilac"},
        }, high=True, cap="white", patch="white", inner="ecru", pattern="solid"),
        *_shoes("slip-ons", "unisex", "sneakers", "slip_on", "canvas", {
            "Black": {"foxing": "black"}, "Navy": {"foxing": "red", "gusset": "navy"}, "Ecru": {"gusset": "ecru"},
            "White, black checks": {"check": "black", "pattern": "checks"}, "Rust": {"gusset": "chocolate"},
        }),
        *_shoes("leather slip-ons", "women", "sneakers", "slip_on", "leather", {
            "White": {"gusset": "light grey"}, "Camel": {"gusset": "chocolate"}, "Mint": {"gusset": "white"},
        }),
    ]  # fmt: skip


def _runners() -> list[Design]:
    def foam(overlay: str, accent: str, outsole: str, **more: Any) -> dict[str, Any]:
        return {"overlay": overlay, "accent": accent, "outsole": outsole, "foam": "white", **more}

    return [
        *_shoes("trainers", "men", "running shoes", "runner", "mesh", {
            "White, blue accents": foam("light grey", "blue", "navy"), "Navy, red accents": foam("navy", "red", "red"),
            "Orange": foam("rust", "white", "charcoal"), "Charcoal, lime foam": foam("black", "yellow", "yellow"),
            "Forest green": foam("black", "mint", "mint"), "Red, black overlays": foam("black", "white", "black"),
        }),
        *_shoes("trainers", "women", "running shoes", "runner", "mesh", {
            "Pink, white overlays": foam("white", "fuchsia", "pink"), "Sky blue": foam("white", "blue", "blue"),
            "Black, fuchsia accents": foam("charcoal", "fuchsia", "fuchsia"), "Ecru": foam("beige", "rust", "beige"),
            "Purple": foam("lilac", "mint", "mint"), "Light grey, coral accents": foam("white", "coral", "coral"),
        }),
    ]  # fmt: skip


def _boots() -> list[Design]:
    return [
        *_shoes("lace-up boots", "men", "boots", "lace_boot", "leather", {
            "Black": {}, "Brown": {"lace": "camel", "thread": "camel"},
            "Camel, lugged sole": {"material": "suede", "lace": "brown"}, "Burgundy": {"collar": "black"},
        }),
        *_shoes("hiking boots", "unisex", "boots", "lace_boot", "suede", {
            "Olive, brown cap": {"cap": "brown", "facing": "brown", "collar": "black", "lace": "red"},
            "Beige, black cap": {"cap": "black", "facing": "charcoal", "collar": "charcoal", "lace": "orange"},
            "Grey, teal collar": {"cap": "charcoal", "facing": "charcoal", "collar": "teal", "lace": "teal"},
        }, shaft=1.15),
        *_shoes("combat boots", "women", "boots", "lace_boot", "leather", {
            "Black": {"thread": "mustard"}, "White": {"lace": "white", "sole": "#e8e4da"}, "Forest green": {},
            "Red": {"material": "patent leather"},
        }, shaft=1.9),
        *_shoes("chelsea boots", "men", "ankle boots", "boot", "leather", {
            "Black": {"sole": "#141312"}, "Camel": {"gusset": "brown"}, "Navy, suede": {"material": "suede",
            "of": "navy"},
        }),
        *_shoes("chelsea boots", "women", "ankle boots", "boot", "suede", {
            "Burgundy": {"gusset": "burgundy"}, "Olive": {"gusset": "black"}, "Charcoal, suede": {"of": "charcoal"},
        }),
        *_shoes("block-heel ankle boots", "women", "ankle boots", "boot", "leather", {
            "Black": {}, "Brown": {"sole": "#3a2a20"}, "Ecru": {"sole": "#b9a27e"}, "Red": {},
            "Tan, suede": {"material": "suede", "of": "tan", "sole": "#4a3626"},
        }, heel="block", kind="zip"),
        *_shoes("stiletto ankle boots", "women", "ankle boots", "boot", "leather", {
            "Black": {"material": "patent leather"}, "Fuchsia": {"material": "suede"}, "White": {}, "Burgundy": {},
        }, heel="slim", kind="zip"),
        *_shoes("knee boots", "women", "boots", "boot", "leather", {
            "Brown": {"sole": "#3a2a20"}, "Beige": {"material": "suede", "sole": "#8a7457"}, "Burgundy": {},
            "Forest green": {"material": "suede"},
        }, kind="zip", shaft=3.0, price=1.35),
    ]  # fmt: skip


def _smart() -> list[Design]:
    return [
        *_shoes("derby shoes", "men", "laced shoes", "derby", "leather", {
            "Black": {"sole": "#171412"}, "Brown": {}, "Burgundy": {}, "Tan, brogue": {"brogue": True, "of": "tan"},
            "Navy, suede": {"material": "suede", "of": "navy", "sole": "#c9a982"},
        }),
        *_shoes("brogues", "women", "laced shoes", "derby", "leather", {
            "White, black cap": {"cap": "black", "sole": "#171412"}, "Camel": {},
            "Black, white cap": {"cap": "white", "sole": "#171412"},
            "Lilac": {"material": "suede", "sole": "#d9ccb2"},
        }, brogue=True),
        *_shoes("tassel loafers", "men", "loafers", "loafer", "leather", {
            "Brown": {}, "Black": {"sole": "#171412"}, "Navy": {"material": "suede"},
            "Burgundy": {"material": "patent leather"},
        }, tassel=True, bit=None),
        *_shoes("platform loafers", "women", "loafers", "loafer", "leather", {
            "Black": {"bit": "silver"}, "White": {"sole": "#e8e4da", "bit": "gold"}, "Chocolate": {},
            "Red": {"material": "patent leather"},
        }, lift=0.018, sole="#171412"),
        *_shoes("penny loafers", "women", "loafers", "loafer", "leather", {
            "Camel": {}, "Navy": {"material": "suede"}, "Pink": {"material": "suede", "sole": "#c9a982"},
        }),
    ]  # fmt: skip


def _dainty() -> list[Design]:
    return [
        *_shoes("ballet flats", "women", "flats", "flat", "leather", {
            "Black": {"bow": "black"}, "White, black toe": {"cap": "black", "bow": "black"},
            "Mustard": {"material": "suede"},
            "Fuchsia": {"material": "patent leather", "bow": "fuchsia"}, "Light blue": {"bow": "light blue"},
        }),
        *_shoes("mary janes", "women", "flats", "flat", "leather", {
            "Black": {"material": "patent leather"}, "Burgundy": {}, "Ecru": {}, "Forest green": {"material": "suede"},
        }, strap="instep"),
        *_shoes("stiletto pumps", "women", "heels", "flat", "leather", {
            "Black": {"material": "patent leather"}, "White": {}, "Navy": {"material": "suede"},
            "Fuchsia": {"material": "suede"},
            "Camel": {},
        }, kind="pump"),
        *_shoes("ankle-strap heels", "women", "heels", "flat", "leather", {
            "Black": {}, "Red": {"material": "suede"}, "Beige": {"material": "patent leather"},
            "Purple": {"material": "suede"},
        }, kind="pump", strap="ankle", heel="block"),
        *_shoes("high sandals", "women", "heels", "heeled_sandal", "leather", {
            "Black": {}, "Tan": {}, "Silver, slim heel": {"of": "light grey"}, "Coral": {"material": "suede"},
            "Emerald, satin look": {"of": "green"},
        }),
        *_shoes("block-heel sandals", "women", "heels", "heeled_sandal", "leather", {
            "White": {}, "Camel": {"material": "suede"}, "Navy": {}, "Lilac": {"material": "suede"},
        }, heel="block"),
    ]  # fmt: skip


def _sandals() -> list[Design]:
    return [
        *_shoes("slides", "unisex", "sandals", "sandal", "leather", {
            "Black": {"bed": "#2a2a2c", "insole": "#2e2e30", "metal": "silver"}, "White": {"bed": "#e8e6e0",
            "insole": "#dcd9d2"},
            "Navy": {"bed": "#22304f", "insole": "#2a3a5c"}, "Rust": {},
        }, kind="slide"),
        *_shoes("three-strap sandals", "women", "sandals", "sandal", "leather", {
            "Camel": {}, "Black": {"metal": "silver"}, "Red": {"material": "patent leather"},
        }, kind="three-strap"),
        *_shoes("platform sandals", "women", "sandals", "sandal", "leather", {
            "Black": {"metal": "silver"}, "Ecru": {}, "Olive": {"material": "suede"},
        }, lift=0.022),
        *_shoes("flip-flops", "unisex", "sandals", "sandal", "leather", {
            "Navy": {"bed": "#22304f", "insole": "#2a3a5c"}, "Yellow": {"bed": "#e8e6e0", "insole": "#eec22f"},
            "Brown": {}, "Coral": {"bed": "#e8e6e0", "insole": "#ee7f68"},
        }, kind="thong"),
        *_shoes("two-strap suede sandals", "unisex", "sandals", "sandal", "suede", {
            "Beige": {}, "Pink": {},
        }),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_sneakers(), *_runners(), *_boots(), *_smart(), *_dainty(), *_sandals()]
