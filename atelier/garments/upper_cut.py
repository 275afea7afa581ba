"""All cuts of garments worn on the torso, by name."""

from __future__ import annotations

from atelier.garments.cuts_coats import COATS
from atelier.garments.cuts_dresses import DRESSES
from atelier.garments.cuts_gowns import GOWNS
from atelier.garments.cuts_jersey import JERSEY
from atelier.garments.cuts_knits import KNITS
from atelier.garments.cuts_outerwear import OUTERWEAR
from atelier.garments.cuts_shirts import SHIRTS
from atelier.garments.cuts_tops import TOPS
from atelier.garments.upper_outline import UpperCut

CUTS: dict[str, UpperCut] = TOPS | JERSEY | SHIRTS | KNITS | DRESSES | GOWNS | OUTERWEAR | COATS
