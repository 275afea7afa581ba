"""The demo looks: who wears what, where, how photographed. No Blender here."""

from __future__ import annotations

from dataclasses import dataclass, field

from atelier.design import Design
from atelier.lines import all_designs
from atelier.looks.pose import Pose

FRAMINGS = {"full": (2.16, 0.945), "three_quarter": (1.62, 1.18), "upper": (1.15, 1.42)}  # height seen, its centre (m)


@dataclass(frozen=True)
class Look:
    """One picture. `wears` are product titles; yaw turns the figure, degrees; framing is a key of FRAMINGS."""

    name: str
    gender: str
    wears: tuple[str, ...]
    place: str
    yaw: float = 0.0
    framing: str = "full"
    pose: Pose = field(default_factory=Pose)
    finish: str = "white"
    tucked: bool = False
    bag_side: int = 1
    camera_z: float = 1.15  # height of the lens, metres

    @property
    def body(self) -> str:
        return "m" if self.gender == "men" else "f"

    @property
    def seed(self) -> int:
        return sum(ord(c) * (k + 7) for k, c in enumerate(self.name))

    def designs(self, catalogue: dict[str, Design] | None = None) -> list[Design]:
        """The worn products' designs, in the order of `wears`.

        Raises:
            KeyError: a title is not in the catalogue.
        """
        by_title = catalogue or {d.title: d for d in all_designs()}
        return [by_title[title] for title in self.wears]


LOOKS: tuple[Look, ...] = (
    Look(
        "sunset-street",
        "men",
        (
            "Navy T-shirt with sunset print",
            "Beige chinos",
            "White leather sneakers, green heel",
            "Black square sunglasses",
        ),
        "street",
        12,
        pose=Pose((22, 10), 4),
        finish="sand",
    ),
    Look(
        "tartan-mini",
        "women",
        (
            "Black ribbed top",
            "Pleated tartan mini skirt, burgundy",
            "Black leather chelsea boots",
            "Camel leather flap bag",
        ),
        "street",
        -14,
        pose=Pose((16, 8)),
        tucked=True,
        bag_side=1,
    ),
    Look(
        "floral-studio",
        "women",
        ("Floral long-sleeve dress, black", "Red patent pumps", "Burgundy leather handbag"),
        "studio",
        18,
        pose=Pose((12, 14)),
        finish="warm grey",
        bag_side=-1,
    ),
    Look(
        "flannel-weekend",
        "men",
        ("Red check flannel shirt", "Slim indigo jeans, washed", "Brown leather chelsea boots", "Rust rib-knit beanie"),
        "street",
        -10,
        pose=Pose((10, 24), -4),
    ),
    Look(
        "breton-interior",
        "women",
        (
            "Breton top, white and red",
            "Wide light blue jeans",
            "Black loafers with golden bit",
            "White cat-eye sunglasses",
        ),
        "interior",
        10,
        pose=Pose((20, 12)),
        finish="clay",
        tucked=True,
    ),
    Look(
        "polo-studio",
        "men",
        (
            "Forest green polo shirt",
            "Khaki chino shorts",
            "Navy suede sneakers, gum sole",
            "Navy baseball cap, letters NB",
        ),
        "studio",
        -16,
        pose=Pose((14, 20), 3),
        finish="warm grey",
    ),
    Look(
        "red-dots",
        "women",
        ("Red A-line dress with dots", "Beige ballet flats, black toe", "Wide-brimmed straw sun hat"),
        "street",
        8,
        pose=Pose((18, 22)),
        finish="sand",
    ),
    Look(
        "camel-coat",
        "men",
        ("Camel wool coat", "Grey melange T-shirt", "Slim black jeans", "Burgundy penny loafers"),
        "street",
        14,
        pose=Pose((12, 8), 3),
    ),
    Look(
        "mustard-midi",
        "women",
        ("White blouse", "Flared midi skirt, mustard", "Beige leather pumps", "White and tan two-tone handbag"),
        "interior",
        -12,
        pose=Pose((10, 12)),
        tucked=True,
        bag_side=1,
    ),
    Look(
        "puffer-runner",
        "men",
        (
            "Orange puffer jacket",
            "Light grey joggers",
            "Grey mesh running shoes, orange accents",
            "Navy canvas backpack, leather base",
        ),
        "studio",
        12,
        pose=Pose((14, 16), 4),
        bag_side=-1,
        finish="graphite",
    ),
    Look(
        "slip-evening",
        "women",
        ("Teal satin slip dress", "Black suede block-heel pumps", "Golden aviator sunglasses, brown gradient"),
        "interior",
        16,
        pose=Pose((24, 12)),
        finish="white",
    ),
    Look(
        "tote-errands",
        "women",
        (
            "Striped T-shirt, white and navy",
            "Slim white jeans",
            "All-white minimal sneakers",
            "Ecru canvas tote, book shop print",
            "Round golden sunglasses, green lenses",
        ),
        "street",
        -18,
        pose=Pose((10, 10), 3),
        bag_side=-1,
        finish="warm grey",
    ),
    Look(
        "hoodie-upper",
        "men",
        ("Sage hoodie", "Slim black jeans", "Navy canvas high-tops", "Black trucker cap, white front"),
        "street",
        20,
        "three_quarter",
        Pose((30, 18)),
        finish="white",
        camera_z=1.25,
    ),
    Look(
        "blazer-check",
        "women",
        ("Check blazer, beige", "Black V-neck T-shirt with white dots", "Black pencil skirt", "Beige leather pumps"),
        "studio",
        -10,
        pose=Pose((16, 18)),
        finish="clay",
    ),
)
