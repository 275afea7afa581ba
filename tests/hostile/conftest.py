"""The small catalogue of the pipeline's tests serves here too."""

from tests.pipeline.conftest import catalogue_folder, shop_source

__all__ = ["catalogue_folder", "shop_source"]
