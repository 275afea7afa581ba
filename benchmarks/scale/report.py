"""The table on stdout, benchmarks/scale.json and the plot of docs/scale.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

COLOURS = {
    "Annoy, as shipped": "#b4492c",
    "exact, numpy": "#555555",
    "hnswlib": "#2a6f97",
    "faiss IVF": "#6a994e",
    "Milvus Lite": "#8f5fa8",
}


def write(facts: dict[str, Any], path: Path, picture: Path) -> None:
    path.write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    print("\n" + table(facts))
    plot(facts, picture)


def table(facts: dict[str, Any]) -> str:
    """As Markdown, for docs/scale.md."""
    columns = ("products", "engine", "build, s", "of a processor, s", "bytes a product", "open, s")
    columns += ("MB beyond the map", "recall@10", "p50 ms", "p99 ms")
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for size, engines in sorted(facts["sizes"].items(), key=lambda each: int(each[0])):
        for name, each in engines.items():
            cells = [f"{int(size):,}", name, f"{each['build_s']:.1f}", f"{each['build_cpu_s']:.1f}"]
            cells += [f"{each['bytes_per_product']:,.0f}", f"{each['open_s']:.2f}"]
            cells += [f"{each['resident_mb_beyond_map']:,}", f"{each['recall']:.4f}"]
            cells += [f"{each['query_ms'][place]:.2f}" for place in ("p50", "p99")]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(facts: dict[str, Any], picture: Path) -> None:
    """Processor time of a query against the number of products; Milvus Lite works elsewhere, so by the clock."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, panel = plt.subplots(figsize=(7, 4.2), layout="constrained")
    for name, colour in COLOURS.items():
        key = "query_ms" if name == "Milvus Lite" else "query_cpu_ms"
        points = sorted((int(size), each[name][key]["p50"]) for size, each in facts["sizes"].items() if name in each)
        if points:
            panel.plot(*zip(*points, strict=True), marker="o", color=colour, label=name)
    sizes = sorted(int(size) for size in facts["sizes"])
    panel.set(title="a query at recall@10 of 0.99, median, ms", xscale="log", yscale="log", xlabel="products")
    panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
    panel.minorticks_off()
    panel.grid(alpha=0.3)
    panel.spines[["top", "right"]].set_visible(False)
    panel.legend(frameon=False)
    figure.savefig(picture, dpi=110)
    plt.close(figure)
