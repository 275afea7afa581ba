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
    lines = [
        "| products | engine | build, s | bytes a product | open, s | MB beyond the map | recall@10 | p50 ms | p99 ms |"
    ]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    for size, engines in facts["sizes"].items():
        for name, each in engines.items():
            query, own = each["query_ms"], each["query_cpu_ms"]
            cells = [f"{int(size):,}", name, each["build_s"], f"{each['bytes_per_product']:,.0f}", each["open_s"]]
            cells += [
                each["resident_mb_beyond_map"],
                each["recall"],
                query["p50"],
                query["p99"],
                own["p50"],
                own["p99"],
            ]
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def plot(facts: dict[str, Any], picture: Path) -> None:
    """Two panels over the number of products: p99 of a query, and the time to build."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    sizes = [int(size) for size in facts["sizes"]]
    for panel, title, value in (
        (panels[0], "99th percentile of a query at recall@10 of 0.99, ms", lambda each: each["query_ms"]["p99"]),
        (panels[1], "time to build the index, s", lambda each: each["build_s"]),
    ):
        for name, colour in COLOURS.items():
            points = [(int(size), value(each[name])) for size, each in facts["sizes"].items() if name in each]
            if points:
                panel.plot(*zip(*points, strict=True), marker="o", color=colour, label=name)
        panel.set(title=title, xscale="log", yscale="log", xlabel="products")
        panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
        panel.grid(alpha=0.3)
        panel.spines[["top", "right"]].set_visible(False)
    panels[0].axhline(10, color="#999999", linestyle="--", linewidth=1)
    panels[0].legend(frameon=False)
    figure.savefig(picture, dpi=110)
