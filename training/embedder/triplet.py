"""Triplet loss over a batch of pairs, negatives mined within the batch."""

from __future__ import annotations

from typing import Literal

from keras import KerasTensor, ops

Mining = Literal["hard", "semi-hard"]


def triplet_loss(
    anchors: KerasTensor, positives: KerasTensor, same: KerasTensor, margin: float, mining: Mining = "hard"
) -> KerasTensor:
    """Mean of max(0, margin + d(a, p) - d(a, n)) on squared distances, for every anchor and every positive as anchor.

    Args:
        anchors, positives: float32 (n, d) of unit length; row i of both shows the same product.
        same: float32 (n, n), 1 where rows i and j show the same product (they are no negatives), 1 on the diagonal.
        margin: in squared distance (0..4).
        mining: "hard": n is the nearest negative in the batch; "semi-hard": the nearest that is farther than the
            positive, or the nearest of all where there is none (Schroff et al., CVPR 2015).
    """
    everything = ops.concatenate([anchors, positives])
    distances = 2.0 - 2.0 * ops.matmul(everything, ops.transpose(everything))
    known = ops.tile(same, (2, 2))
    own = 2.0 - 2.0 * ops.sum(anchors * positives, axis=-1)
    own = ops.concatenate([own, own])
    far = distances + 4.0 * known
    nearest = ops.min(far, axis=-1)
    if mining == "semi-hard":
        farther = ops.min(ops.where(far > own[:, None], far, 8.0), axis=-1)
        nearest = ops.where(farther < 4.0, farther, nearest)
    # A row without any negative (all others show the same product) teaches nothing.
    has_negative = ops.cast(ops.min(known, axis=-1) < 0.5, "float32")
    return ops.sum(has_negative * ops.relu(margin + own - nearest)) / ops.maximum(ops.sum(has_negative), 1.0)


def mask_loss(logits: KerasTensor, targets: KerasTensor, known: KerasTensor) -> KerasTensor:
    """Binary cross-entropy of mask logits (n, h, w) against targets in 0..1, over the rows with known = 1 (n,)."""
    per_pixel = ops.relu(logits) - logits * targets + ops.log1p(ops.exp(-ops.abs(logits)))
    per_row = ops.mean(per_pixel, axis=(1, 2))
    return ops.sum(per_row * known) / ops.maximum(ops.sum(known), 1.0)
