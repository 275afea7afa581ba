"""Contact sheets: many product pictures on one page, captioned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CAPTION_PX = 30


def contact_sheet(
    pictures: Sequence[tuple[Path, str]], path: Path, columns: int = 8, cell: tuple[int, int] = (192, 240)
) -> None:
    """Write a PNG of (picture, caption) pairs, row by row."""
    width, height = cell[0], cell[1] + CAPTION_PX
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * width, rows * height), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(11)
    for k, (picture, caption) in enumerate(pictures):
        x, y = k % columns * width, k // columns * height
        with Image.open(picture) as image:
            sheet.paste(image.convert("RGB").resize(cell, Image.Resampling.LANCZOS), (x, y))
        words = caption if len(caption) <= 30 else caption[:30] + "\n" + caption[30:62]
        pen.text((x + 4, y + cell[1]), words, fill="black", font=font)
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)
