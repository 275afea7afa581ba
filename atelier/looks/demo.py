"""All demo looks: the app's samples first. No Blender here."""

from __future__ import annotations

from atelier.looks import demo_men, demo_women
from atelier.looks.table import Look

LOOKS: tuple[Look, ...] = (*demo_women.SAMPLES, *demo_men.SAMPLES, *demo_women.OTHERS, *demo_men.OTHERS)
