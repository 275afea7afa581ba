"""Bags, as the product table names their builders."""

from __future__ import annotations

from atelier.accessories.bag_backpack import backpack
from atelier.accessories.bag_flap import flap_bag
from atelier.accessories.bag_small import bucket_bag, clutch, top_handle

__all__ = ["backpack", "bucket_bag", "clutch", "flap_bag", "top_handle"]
