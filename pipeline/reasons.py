"""Why there is nothing to show, or nothing close enough, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.catalogue import Neighbour
from pipeline.detector import Detection

MOST_DECIMALS = 9


def why_no_garment(best: Detection | None, threshold: float, score_floor: float) -> str:
    """best: the candidate with the best score, all of them below `threshold`."""
    if best is None:
        return f"No garment found: no candidate scored {score_floor:.2f} or more."
    limit, score = told_apart(threshold, best.score)
    return f"No garment above the threshold {limit}; the best candidate, {best.group}, scored {score}."


def why_no_match(
    group: str, neighbours: Mapping[str, Sequence[Neighbour]], searched: Sequence[str], filtered: bool
) -> str:
    """neighbours: product gender -> the nearest products without filters. searched: the genders that were."""
    if not any(neighbours.values()):
        return f"The catalogue has no {group}."
    if filtered and any(neighbours.get(gender) for gender in searched):
        return f"No {group} under these filters. Change or clear them."
    return f'No {group} in the {searched[0]}\'s department. Gender "all" searches every department.'


def why_not_close(best: float, absent_below: float | None) -> str | None:
    """None where the best similarity is that of a product that the catalogue has, or the limit is not calibrated."""
    if absent_below is None or best >= absent_below:
        return None
    limit, similarity = told_apart(absent_below, best)
    return (
        f"Nothing close enough in the catalogue: the best similarity is {similarity}, below {limit}; these are the "
        "nearest."
    )


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers with two decimals, or as many as it takes to tell them apart."""
    for decimals in range(2, MOST_DECIMALS):
        texts = f"{one:.{decimals}f}", f"{other:.{decimals}f}"
        if texts[0] != texts[1]:
            return texts
    return f"{one:.2f}", f"{other:.2f}"
