"""What would make a result better, in a sentence each."""

from __future__ import annotations

from pipeline import Look

SMALL_PHOTO_PX = 240  # the longer side of a photo in which a shoe is a few pixels


def advice(look: Look) -> list[str]:
    """Hints on the photo: too small to see details, not a whole person, not from the front."""
    photo, said = look.photo, []
    if max(photo.width, photo.height) < SMALL_PHOTO_PX:
        said.append(
            f"This photo is small, {photo.width} × {photo.height} pixels: a larger one shows more of each garment."
        )
    pose = getattr(look, "pose", None)
    if look.items and pose is not None and (pose.framing != "full" or pose.facing != "front"):
        said.append("Full-length photos from the front work best.")
    return said
