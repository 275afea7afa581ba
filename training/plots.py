"""Small plots of the measured figures: python -m training.plots [--models exported_models] [--out docs/models]

Reads metrics.json only, so that a plot can say nothing that was not measured: reliability curve and confusion of the
gender model, confusion of framing and facing, recall@k of the embedder beside its baseline, the detector's sizes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.shop import DEFAULT_MODELS

INK, ACCENT, PALE, COOL = "#22262b", "#b4532a", "#c9cdd2", "#4a6b8a"
SHADES = "Oranges"
KS = (1, 5, 10, 20)
SETS = ("street crop to cut-out", "shop views, detected crops, all pictures")


def reliability(report: dict[str, Any]) -> Figure:
    """Confidence against accuracy, a dot as large as the photos it stands for."""
    figure, axes = blank(len(report))
    for axis, (name, row) in zip(axes, report.items(), strict=True):
        axis.plot([0.5, 1], [0.5, 1], color=PALE, linewidth=1)
        confidence, accuracy, photos = zip(*row["reliability"], strict=True)
        axis.scatter(confidence, accuracy, [4 + 400 * n / sum(photos) for n in photos], color=ACCENT, alpha=0.85)
        axis.set(xlim=(0.48, 1.02), ylim=(0, 1.04), xlabel="confidence")
        axis.set_title(f"{name}\nECE {row['expected_calibration_error']:.3f}", fontsize=8)
    axes[0].set_ylabel("share right")
    return figure


def confusions(tables: dict[str, dict[str, Any]]) -> Figure:
    """Confusion matrices, rows truth; the shade is the share of the row."""
    figure, axes = blank(len(tables))
    for axis, (name, row) in zip(axes, tables.items(), strict=True):
        counts, labels = row["confusion"], row["labels"]
        axis.imshow([[n / max(1, sum(line)) for n in line] for line in counts], cmap=SHADES, vmin=0, vmax=1)
        for y, line in enumerate(counts):
            for x, n in enumerate(line):
                axis.text(x, y, n, ha="center", va="center", fontsize=8, color="white" if n > 0.6 * sum(line) else INK)
        axis.set_xticks(range(len(labels)), labels, fontsize=7)
        axis.set_yticks(range(len(labels)), labels, fontsize=7)
        axis.set_title(name, fontsize=8)
        axis.set_xlabel("predicted")
    axes[0].set_ylabel("truth")
    return figure


def recalls(report: dict[str, Any]) -> Figure:
    """recall@k of every method on the chosen sets."""
    chosen = [name for name in SETS if name in report]
    figure, axes = blank(len(chosen))
    for axis, name in zip(axes, chosen, strict=True):
        for (method, row), colour in zip(report[name].items(), (ACCENT, INK, PALE), strict=False):
            axis.plot(KS, [row[f"recall@{k}"] for k in KS], marker="o", markersize=3, color=colour, label=method)
        axis.set(ylim=(0, 1.03), xlabel="k", xticks=KS)
        axis.set_title(name, fontsize=8)
    axes[0].set_ylabel("recall@k")
    axes[-1].legend(fontsize=7, frameon=False, loc="lower right")
    return figure


def sizes(rows: list[dict[str, Any]]) -> Figure:
    """Average precision against the milliseconds that an input size costs."""
    figure, (axis,) = blank(1)
    for key, name, colour in (
        ("classic_three", "topwear, bottomwear, footwear", COOL),
        ("eight_groups", "all eight groups", ACCENT),
        ("small_groups", "bag, eyewear", INK),
    ):
        milliseconds, precision = [row["milliseconds"] for row in rows], [row[key] for row in rows]
        axis.plot(milliseconds, precision, marker="o", markersize=3, color=colour, label=name)
    for row in rows:
        axis.annotate(str(row["size_px"]), (row["milliseconds"], row["eight_groups"]), xytext=(-6, 5),
                      textcoords="offset points", fontsize=7)  # fmt: skip
    axis.set(xlabel="milliseconds of an upright photo", ylabel="mAP@0.5, validation photos")
    figure.legend(loc="outside upper right", fontsize=6, frameon=False)
    return figure


def blank(panels: int) -> tuple[Figure, list[Axes]]:
    """A row of panels in the plots' one style."""
    plt.rcParams.update({"font.size": 8, "axes.edgecolor": INK, "text.color": INK, "axes.labelcolor": INK})
    figure, axes = plt.subplots(1, panels, figsize=(2.7 * panels, 2.7), squeeze=False, layout="constrained")
    for axis in axes[0]:
        axis.spines[["top", "right"]].set_visible(False)
    return figure, list(axes[0])


def figures(metrics: dict[str, Any]) -> dict[str, Figure]:
    """File name -> plot, for what metrics.json holds."""
    found = {}
    if gender := metrics.get("gender", {}).get("report"):
        found["gender-reliability"] = reliability(gender)
        found["gender-confusion"] = confusions(gender)
    if pose := metrics.get("pose", {}).get("report"):
        found["pose-confusion"] = confusions({name: row for name, row in pose.items() if "confusion" in row})
    if embedder := metrics.get("embedder", {}).get("report"):
        found["embedder-recall"] = recalls(embedder)
    if rows := metrics.get("sizes", {}).get("report"):
        found["detector-sizes"] = sizes(rows)
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    parser.add_argument("--out", type=Path, default=Path("docs/models"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, figure in figures(json.loads((options.models / "metrics.json").read_text("utf-8"))).items():
        path = options.out / f"{name}.webp"
        figure.savefig(path, dpi=110)
        print(f"{path} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
