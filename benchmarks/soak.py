"""`python -m benchmarks.soak [--sessions 20] [--minutes 5] [--photos N]`: many visitors at once on a real server.

Every answer is compared with the one that a single user gets. Writes benchmarks/soak.json; exits with 1 when one was
another, a visitor met an error, or the log has a mishap.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from benchmarks.served import ROOT, Server, served
from benchmarks.visitor import Visitor
from pipeline import ShopTheLook

LOOKS = ROOT / "catalog_index" / "looks"
PHOTOS_PER_VISIT = 5
VARIANTS = 4  # of every look: as it is, mirrored, smaller, darker, so that sessions hold different photos
WARM_UP_SHARE = 0.2
SAMPLE_EVERY_S = 1.0


@dataclass
class Soak:
    """What happened. slope_mb: resident memory per photo, by least squares after the warm-up."""

    sessions: int
    seconds: float = 0.0
    visits: int = 0
    photos: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)
    p50_ms: float = 0.0
    p95_ms: float = 0.0
    slowest_ms: float = 0.0
    resident_mb: tuple[float, float, float] = (0.0, 0.0, 0.0)
    slope_mb: float = 0.0

    @property
    def is_right(self) -> bool:
        return self.photos > 0 and not self.errors and not self.wrong


def soak(server: Server, sessions: int, seconds: float, most_photos: int, answers: dict[bytes, Any]) -> Soak:
    """Let so many visitors come again and again, for so long or until so many photos are answered.

    Args:
        answers: photo -> what a single user gets for it, as `essence` puts it.
    """
    result, lock, times = Soak(sessions), threading.Lock(), []
    end, start = time.monotonic() + seconds, time.monotonic()

    def on() -> bool:
        return time.monotonic() < end and result.photos < most_photos

    def visitor(number: int) -> None:
        choose = random.Random(number)
        while on():
            try:
                visit(choose)
            except Exception as error:  # every kind counts, none may end the measurement
                with lock:
                    result.errors.append(f"{type(error).__name__}: {error}"[:200])

    def visit(choose: random.Random) -> None:
        guest = Visitor(server.url)
        try:
            for number in range(PHOTOS_PER_VISIT):
                if not on():
                    return
                photo = choose.choice(list(answers))
                if number:
                    guest.click("Change photo")
                begun = time.monotonic()
                guest.upload(photo)
                took = (time.monotonic() - begun) * 1000
                right = is_answer(essence(guest.look()), answers[photo])
                with lock:
                    times.append(took)
                    result.photos += 1
                    result.wrong += not right
                    result.errors.extend(guest.messages())
        finally:
            guest.close()
            with lock:
                result.visits += 1

    threads = [threading.Thread(target=visitor, args=(number,)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    memory = []
    while any(thread.is_alive() for thread in threads):
        memory.append((result.photos, server.resident_mb()))
        time.sleep(SAMPLE_EVERY_S)
    result.seconds = round(time.monotonic() - start, 1)
    if times:
        result.p50_ms, result.p95_ms = (round(float(each)) for each in np.percentile(times, [50, 95]))
        result.slowest_ms = round(max(times))
    _note_memory(result, memory)
    return result


def essence(look: dict[str, Any]) -> list[tuple[str, tuple[int, ...], list[str]]]:
    """What must be the same for everybody: each garment, its box and its products in their order."""
    return [
        (item["group"], tuple(item["box"]), [match["product_id"] for match in item["matches"]])
        for item in look["items"]
    ]


def is_answer(found: Any, expected: Any) -> bool:
    """The page may show fewer products than were asked for here: the first of them; none only where none was due."""
    return len(found) == len(expected) and all(
        one[:2] == other[:2] and bool(one[2]) == bool(other[2]) and one[2] == other[2][: len(one[2])]
        for one, other in zip(found, expected, strict=True)
    )


def single_user_answers(shop: ShopTheLook, variants: int = VARIANTS) -> dict[bytes, Any]:
    return {photo: essence(shop.analyse(photo).look(k=20).to_dict()) for photo in look_photos(variants)}


def look_photos(variants: int = VARIANTS) -> list[bytes]:
    """The embedded looks, each in so many forms, as JPEG: all different."""
    return [variant for path in sorted(LOOKS.glob("*.webp")) for variant in _variants(path)[:variants]]


def _variants(path: Path) -> list[bytes]:
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    smaller = image.resize((image.width * 3 // 4, image.height * 3 // 4))
    forms = (image, ImageOps.mirror(image), smaller, image.point(lambda value: value * 4 // 5))
    return [_jpeg(form) for form in forms]


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92)
    return file.getvalue()


def _note_memory(result: Soak, memory: list[tuple[int, float]]) -> None:
    settled = [each for each in memory if each[0] >= WARM_UP_SHARE * result.photos]
    if len(settled) > 2 and settled[-1][0] > settled[0][0]:
        photos, resident = np.array(settled).T
        result.slope_mb = round(float(np.polyfit(photos, resident, 1)[0]), 4)
        result.resident_mb = (round(resident[0]), round(float(resident.max())), round(resident[-1]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--photos", type=int, default=1_000_000, help="stop after so many")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "soak.json")
    options = parser.parse_args()
    answers = single_user_answers(ShopTheLook.open())
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        log = Path(folder, "server.log")
        with served(log) as server:
            result = soak(server, options.sessions, options.minutes * 60, options.photos, answers)
        mishaps = log.read_text().count("mishap")
    facts = {**asdict(result), "errors": len(result.errors), "log_lines_of_mishaps": mishaps}
    print("\n".join(sorted(set(result.errors))))
    print(json.dumps(facts, indent=1))
    options.out.write_text(json.dumps(facts, indent=1) + "\n")
    return 0 if result.is_right and not mishaps else 1


if __name__ == "__main__":
    raise SystemExit(main())
