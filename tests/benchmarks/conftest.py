"""A small shop over models whose answers are known."""

from tests.pipeline.conftest import catalogue_folder, shop, shop_source

__all__ = ["catalogue_folder", "shop", "shop_source"]
