"""How the person stands: keypoints over the photo, framing and facing."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from app_pages.inside_tensor import tensor_facts, tensor_values
from app_pages.pictures import screen_picture
from app_pages.sections import facts, keys, table
from pipeline import Look
from pipeline.photo import Photo
from pipeline.pose import KEYPOINTS, Pose
from pipeline.recording import ModelCall

SHOWN_PX = 900
SURE = 0.3  # a keypoint that scores less is listed, not drawn
BONES = (
    *((5, 7), (7, 9), (6, 8), (8, 10)),  # arms
    *((11, 13), (13, 15), (12, 14), (14, 16)),  # legs
    *((5, 6), (11, 12), (5, 11), (6, 12), (0, 5), (0, 6)),  # trunk and neck
)
LEFT, RIGHT, BONE = "#56B4E9", "#E69F00", "#FFFFFF"
FRAMES = {"full": "full-length", "upper": "upper body", "lower": "lower body", "detail": "a detail"}


def pose(look: Look, calls: tuple[ModelCall, ...]) -> None:
    found = look.pose
    if found is None:
        return
    left, right = st.columns([0.34, 0.66], gap="medium")
    with left:
        st.image(skeleton(look.photo, found), width="stretch", alt="The photo with the person’s keypoints")
        st.html(keys({"the person’s left": LEFT, "right": RIGHT}))
    with right:
        given, said = st.columns([0.3, 0.7], gap="medium")
        with given, st.container(key="square_pose", gap="small"):
            for call in calls:
                st.image(call.squares[0], width="stretch", alt="The person, letterboxed for the pose model")
        with said:
            facts({"Framing": FRAMES.get(found.framing, found.framing), "Facing": found.facing, **tensor_facts(calls)})
            tensor_values(calls)
        rows = [
            [name, f"{point.x:.0f}", f"{point.y:.0f}", f"{point.score:.2f}"]
            for name, point in zip(KEYPOINTS, found.keypoints, strict=True)
        ]
        halves = st.columns(2, gap="medium")
        for place, part in zip(halves, (rows[:9], rows[9:]), strict=True):
            with place:
                table(["Keypoint", "x", "y", "Score"], part)


def skeleton(photo: Photo, found: Pose) -> bytes:
    """The photo, dimmed, with the keypoints that are probably in it and the bones between them."""
    scale = SHOWN_PX / max(photo.height, photo.width)
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    image = Image.fromarray(photo.pixels).resize(size)
    image = Image.blend(image, Image.new("RGB", image.size, "#101010"), 0.35)
    pen, places = ImageDraw.Draw(image), [(point.x * scale, point.y * scale) for point in found.keypoints]
    sure = [point.score >= SURE for point in found.keypoints]
    for start, end in BONES:
        if sure[start] and sure[end]:
            pen.line([places[start], places[end]], fill=BONE, width=3)
    for name, (x, y), is_sure in zip(KEYPOINTS, places, sure, strict=True):
        if is_sure:
            colour = LEFT if name.startswith("left") else RIGHT if name.startswith("right") else BONE
            pen.ellipse([x - 6, y - 6, x + 6, y + 6], fill=colour, outline="#101010", width=2)
    return screen_picture(np.asarray(image), SHOWN_PX)
