"""Model cards from the manifest and the measured figures: python -m convert.cards [--models exported_models]

One Markdown file per model of the manifest. Nothing in a card is typed by hand but the intended use and the limits
below; run it after `python -m training.evaluate` and `python -m training.failures`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convert.manifest import EXPORTED, FORMS, read

EARLIER = "Measured on an earlier file"


@dataclass(frozen=True)
class Purpose:
    """What people wrote about a model. `limits`: one sentence each."""

    title: str
    use: str
    limits: tuple[str, ...]


PURPOSES = {
    "gender": Purpose(
        "Gender (shopping department)",
        "Suggests in which department, men or women, to look for an outfit. Below `min_probability` both are searched, "
        "and the user can overrule it. It says nothing about a person's identity and must not be used for that.",
        (
            "It learned from full-length street photos of mostly young, fashionable adults, 17 % of them men, and from "
            "one shop's pictures of sportswear. The shop shows the same few people in every product, "
            "so its figure says little about strangers. On a source that it never saw it errs more: before it learned "
            "from that shop, balanced accuracy on the same pictures was 0.80 instead of 0.93.",
            "Two labels only, read from photos by one reader; doubtful ones were left out of training and scoring.",
            "A photo without a person gets an answer too.",
            "Its probabilities are calibrated on 113 street people (whole, upper and lower body) and 60 shop pictures, "
            "as the app sees them.",
        ),
    ),
    "detector": Purpose(
        "Garment detector",
        "Finds garments of eight groups in a photo and gives each a box and a score.",
        (
            "One box for a pair of shoes; slivers of shirt under a coat are found less reliably.",
            "Trained with ultralytics: the file is AGPL-3.0, whatever the licence of the code around it.",
        ),
    ),
    "embedder": Purpose(
        "Embedder",
        "Turns a garment crop into a unit vector per group, so that alike garments lie close: the catalogue's search.",
        (
            "Vectors of different heads (groups) must not be compared with each other.",
            "Real pairs of scene and product were few: street pairs are a crop and its own cut-out, changed.",
            "Small prints and fabrics finer than a few pixels of a 192 px crop are not seen.",
        ),
    ),
    "pose": Purpose(
        "Pose",
        "Tells how much of a person a photo shows and which way the torso faces, so that the app can advise "
        "(full-length front photos work best). It advises only and refuses no photo.",
        (
            "Its keypoints were learned from another model's, which are wrong here and there; no person placed them.",
            "Few photos show the side (34 to learn from) or the back (shop pictures): side views are often missed.",
            "One person: among several it follows the one that the detected garments outline.",
        ),
    ),
}


def card(name: str, entry: dict[str, Any], metrics: dict[str, Any], failures: Sequence[str] = ()) -> str:
    """Markdown of one model. failures: the captions of `failures/NAME.webp`, from left to right; empty without one."""
    purpose = PURPOSES[name]
    taken = entry["input"]
    # Free sides by the letters of their layout: n x h x w x 3.
    named = zip(taken["layout"].lower(), taken["shape"], strict=True)
    shape = " x ".join(axis if side is None else str(side) for axis, side in named)
    parts = [
        f"# {purpose.title}",
        f"`{entry['file']}`: {entry['architecture']}.",
        bullets(
            (
                f"**Intended use.** {purpose.use}",
                f"**Licence of the file.** {entry['licence']}",
                f"**Input.** {shape} {entry['input']['colour']} {entry['input']['layout']}, range "
                f"{entry['input']['range']}, {entry['input']['resize']} on {entry['input']['pad_value']}",
                f"**Labels.** {', '.join(entry['labels'])}",
                f"**Settings.** {settings(entry['settings'])}",
                f"**Made by.** `{entry['source']}`; the runs behind this very file: [training](../training/README.md)",
                f"**sha256.** `{entry['sha256']}`",
            )
        ),
        "## Training data",
        bullets(entry["training_data"]),
        "## Limits",
        bullets(purpose.limits),
    ]
    if failures:
        told = "The worst mistakes in the rendered demo looks, `python -m training.failures`:"
        captions = (f"{number}. {', '.join(each.splitlines())}" for number, each in enumerate(failures, start=1))
        parts += ["## Failures", told, f"![Numbered pictures of mistakes](failures/{name}.webp)", "\n".join(captions)]
    measured = metrics.get(name)
    if measured:
        stale = "" if measured["sha256"] == entry["sha256"] else f" **{EARLIER}; evaluate again.**"
        parts += [f"## Results on held-out pictures{stale}", RESULTS[name](measured["report"])]
    if name in metrics.get("quantisation", {}):
        parts += ["## fp32, fp16 and int8", quantisation(metrics["quantisation"][name], entry["sha256"])]
    return "\n\n".join(parts) + "\n"


def settings(values: Mapping[str, Any]) -> str:
    """Settings by name; a setting per group lists its groups, a checksum its first digits."""
    told = []
    for key, value in sorted(values.items()):
        value = value[:12] if isinstance(value, str) else value
        inner = ", ".join(f"{group} {each}" for group, each in value.items()) if isinstance(value, dict) else None
        told.append(f"{key} = {value}" if inner is None else f"{key}: {inner}")
    return "; ".join(told) or "none"


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table; numbers with three decimals."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def gender_results(report: dict[str, Any]) -> str:
    """Per source and framing."""
    columns = ("photos", "balanced_accuracy", "accuracy", "expected_calibration_error", "share_sure", "confusion")
    head = ("source", *(column.replace("_", " ") for column in columns))
    rows = ([source, *(row[column] for column in columns)] for source, row in report.items())
    return table(head, rows) + "\n\nConfusion: rows truth, columns prediction, in the order of the labels."


def detector_results(report: dict[str, Any]) -> str:
    """Street photos per group, then the other sources."""
    columns = ("ap50", "ap75", "ap50_95", "precision", "recall")
    street = report["street"]
    lines = {**street["groups"], **{key: street[key] for key in ("eight_groups", "classic_three")}}
    text = table(("street", *columns), ([name, *(row[c] for c in columns)] for name, row in lines.items()))
    shares = ("group_found", "best_box_right")
    others = ([name, *(report[name][share] for share in shares)] for name in ("shop", "garments") if name in report)
    return f"{text}\n\n{table(('source', *shares), others)}"


def embedder_results(report: dict[str, Any]) -> str:
    """Every set with its baseline, then this embedder per group."""
    columns = ("recall@1", "recall@5", "recall@10", "mAP")
    rows, groups = [], []
    for name, methods in report.items():
        for method, figures in methods.items():
            rows.append((name, method, figures["queries"], *(figures[column] for column in columns)))
        own = methods["this embedder"]["groups"]
        groups += [(name, group, row["queries"], *(row[column] for column in columns)) for group, row in own.items()]
    head = ("queries", *columns)
    return f"{table(('set', 'method', *head), rows)}\n\n{table(('set', 'group', *head), groups)}"


def pose_results(report: dict[str, Any]) -> str:
    """Framing and facing per source, then the keypoints' agreement with their teacher or the rendered truth."""
    rows, points = [], []
    for name, part in report.items():
        tables = {name: part} if "photos" in part else {f"{name}, {key}": row for key, row in part.items()}
        for title, row in tables.items():
            if "confusion" in row:
                columns = ("photos", "accuracy", "balanced_accuracy", "labels", "confusion")
                rows.append((title, *(row[column] for column in columns)))
            else:
                points.append((title, row["photos"], row["pck@0.1"]["all"], row.get("pck@0.05", {}).get("all", "")))
    text = table(("set", "photos", "accuracy", "balanced accuracy", "labels", "confusion"), rows)
    agreed = table(("set", "photos", "PCK@0.1", "PCK@0.05"), points)
    return f"{text}\n\nConfusion: rows truth, columns prediction.\n\n{agreed}"


def quantisation(measured: dict[str, Any], sha256: str) -> str:
    """The forms side by side. sha256: of the shipped file; a table that does not name its own says nothing of it."""
    columns = ("megabytes", "milliseconds", "metric", "agreement")
    text = table(("form", *columns), ([form, *(measured[form][c] for c in columns)] for form in FORMS))
    part = {"val": " on the validation part", "test": " on the test part"}.get(measured.get("part", ""), "")
    told = [f"Shipped: {measured['shipped']}.", f"Measured{part} with the other models of that day."]
    told.append("The forms were timed in turns." if "timed" in measured else "Each form was timed by itself.")
    if measured.get("sha256", sha256) != sha256:
        told.append(f"**{EARLIER}; compare again.**")
    return f"{text}\n\n{' '.join(told)}"


RESULTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "gender": gender_results,
    "detector": detector_results,
    "embedder": embedder_results,
    "pose": pose_results,
}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=EXPORTED)
    options = parser.parse_args()
    path = options.models / "metrics.json"
    metrics = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for name, entry in read(options.models)["models"].items():
        if name in PURPOSES:
            captions = options.models / f"failures/{name}.json"
            failures = json.loads(captions.read_text("utf-8")) if captions.exists() else ()
            (options.models / f"{name}.md").write_text(card(name, entry, metrics, failures), "utf-8")
            print(options.models / f"{name}.md")


if __name__ == "__main__":
    main()
