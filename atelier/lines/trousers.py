"""More bottomwear with two legs: jeans, chinos, tailored and wide trousers, joggers, leggings, shorts."""

from __future__ import annotations

from typing import Any

from atelier.cloths import Cloth
from atelier.design import Design
from atelier.ranges import cloths, legs

COPPER = "#b98a4a"


def denim(words: str, wash: float, level: float = 1.0) -> list[Cloth]:
    """Return denims of one wash."""
    return cloths(words, "denim", "denim", wash=wash, level=level)


def _jeans() -> list[Design]:
    def jeans(noun: str, gender: str, cut: str, *washes: tuple[str, float], **style: Any) -> list[Design]:
        found = []
        for words, wash in washes:
            thread = COPPER if not {"black", "white", "grey", "ecru"} & set(words.split()) else words.split()[0]
            found += legs(noun, gender, "jeans", cut, "denim", denim(words, wash), own_buttons=False, thread=thread,
                          **style)  # fmt: skip
        return found

    return [
        *jeans("skinny jeans", "men", "skinny_m", ("black", 0.10), ("indigo", 0.35), ("grey", 0.45),
               ("olive", 0.3)),
        *jeans("baggy jeans", "men", "baggy_m", ("indigo", 0.30), ("light-blue", 0.60), ("black", 0.25), ("ecru", 0.1)),
        *jeans("straight jeans", "men", "straight_m", ("black", 0.12), ("light-blue", 0.55), ("white", 0.08)),
        *jeans("slim jeans", "men", "slim_m", ("blue", 0.55), ("navy", 0.15), ("charcoal", 0.35)),
        *jeans("high-rise skinny jeans", "women", "skinny_f", ("blue", 0.40), ("black", 0.12), ("white", 0.08),
               ("navy", 0.15)),
        *jeans("mom jeans", "women", "mom_f", ("light-blue", 0.60), ("sage", 0.40), ("grey", 0.40), ("black", 0.3),
               ("ecru", 0.1)),
        *jeans("straight cropped jeans", "women", "straight_f", ("indigo", 0.25), ("charcoal", 0.3)),
        *jeans("wide jeans", "women", "wide_f", ("indigo", 0.15), ("blue", 0.45), ("white", 0.08), ("grey", 0.5)),
        *jeans("cropped flared jeans", "women", "crop_flare_f", ("blue", 0.25), ("black", 0.15), ("ecru", 0.08)),
        *jeans("flared jeans", "women", "flare_f", ("light-blue", 0.60), ("charcoal", 0.20)),
    ]  # fmt: skip


def _men() -> list[Design]:
    def pair(noun: str, category: str, cut: str, material: str, words: str, weave: str | None = "twill",
             finish: str | None = None, **style: Any) -> list[Design]:  # fmt: skip
        return legs(noun, "men", category, cut, material, cloths(words, finish, weave), **style)

    return [
        *pair("chinos", "chinos", "chino_m", "cotton twill", "khaki, camel, charcoal, burgundy, white, sage"),
        *pair("pleated chinos", "chinos", "pleated_m", "cotton twill", "beige, brown, grey, mustard"),
        *pair("suit trousers", "trousers", "suit_m", "wool", "black, navy, pinstripes navy light-grey, "
              "small-check grey charcoal light-grey, houndstooth light-grey charcoal, herringbone brown tan", None,
              "wool"),
        *pair("wide trousers", "wide trousers", "wide_m", "wool", "charcoal, camel, ecru, pinstripes black grey", None,
              "wool"),
        *pair("cargo trousers", "trousers", "cargo_m", "cotton twill", "olive, black, beige, camo olive khaki brown",
              cargo=True),
        *pair("joggers", "joggers", "jogger_m", "brushed cotton", "navy, olive, melange charcoal grey, camel, rust",
              None),
        *pair("track trousers", "joggers", "track_m", "nylon", "navy, forest-green, burgundy", None, "nylon",
              stripe="white"),
        *pair("corduroy trousers", "trousers", "straight_m", "corduroy", "brown, camel, forest-green, navy", "rib",
              "wool", thread=None),
    ]  # fmt: skip


def _women() -> list[Design]:
    def pair(noun: str, category: str, cut: str, material: str, words: str, weave: str | None = None,
             finish: str | None = None, **style: Any) -> list[Design]:  # fmt: skip
        return legs(noun, "women", category, cut, material, cloths(words, finish, weave), **style)

    return [
        *pair("cigarette trousers", "trousers", "cigarette_f", "stretch cotton", "black, red, camel, navy, "
              "small-check ecru black black, pin-dots navy white, houndstooth white black"),
        *pair("straight trousers", "trousers", "straight_trousers_f", "crepe", "grey, ecru, purple, burgundy, "
              "pinstripes charcoal ecru"),
        *pair("ankle chinos", "chinos", "cigarette_f", "cotton twill", "beige, khaki, sage, mint", "twill"),
        *pair("paperbag trousers", "trousers", "paperbag_f", "linen", "tan, olive, white, tall-stripes white blue"),
        *pair("wide trousers", "wide trousers", "wide_trousers_f", "crepe", "black, navy, rust, pink, "
              "dots black ecru, tall-stripes ecru black"),
        *pair("palazzo trousers", "wide trousers", "palazzo_f", "viscose", "white, teal, coral, "
              "floral black coral ecru, "
              "leaves ecru sage forest-green, zebra ecru chocolate"),
        *pair("satin wide trousers", "wide trousers", "palazzo_f", "satin", "ecru, chocolate, burgundy", None, "satin"),
        *pair("flared trousers", "trousers", "flare_trousers_f", "crepe", "camel, black, fuchsia, "
              "big-check brown camel "
              "ecru"),
        *pair("culottes", "wide trousers", "culotte_f", "linen", "mustard, black, sky-blue, gingham black, "
              "big-dots white navy"),
        *pair("joggers", "joggers", "jogger_f", "brushed cotton", "pink, black, beige, melange light-grey white"),
        *pair("leggings", "leggings", "leggings_f", "stretch jersey", "navy, charcoal, burgundy, forest-green, "
              "leopard tan camel black, brush black purple teal", finish="nylon"),
        *pair("flared leggings", "leggings", "leggings_flare_f", "rib jersey", "black, brown, grey, purple", "rib"),
        *pair("cycling shorts", "shorts", "cycling_f", "stretch jersey", "black, navy, fuchsia, sage", None, "nylon"),
    ]  # fmt: skip


def _shorts() -> list[Design]:
    def pair(noun: str, gender: str, cut: str, material: str, words: str, weave: str | None = "twill",
             finish: str | None = None, **style: Any) -> list[Design]:  # fmt: skip
        return legs(noun, gender, "shorts", cut, material, cloths(words, finish, weave), **style)

    return [
        *pair("bermuda shorts", "men", "bermuda_m", "cotton twill", "beige, navy, olive, small-check ecru navy grey"),
        *pair("chino shorts", "men", "shorts_m", "cotton twill", "white, pink, sky-blue, mint, leaves navy white sage"),
        *pair("sports shorts", "men", "sport_m", "nylon", "black, red, blue", None, "nylon", stripe="white"),
        *pair("swim shorts", "men", "sport_m", "nylon", "big-floral navy coral ecru, leaves teal white mint, "
              "wide-stripes white light-blue", None, "nylon"),
        *pair("cargo shorts", "men", "cargo_shorts_m", "cotton twill", "khaki, charcoal, camo olive khaki forest-green",
              cargo=True),
        *pair("tailored shorts", "women", "tailored_shorts_f", "crepe", "white, camel, red, gingham pink, "
              "houndstooth ecru black, floral navy white pink", None),
        *legs("denim mini shorts", "women", "shorts", "mini_shorts_f", "denim", denim("light-blue, indigo, "
              "ecru", 0.4, 0.4),
              own_buttons=False, thread=COPPER, turn_up=True),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_jeans(), *_men(), *_women(), *_shorts()]
