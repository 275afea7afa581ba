"""Shop the look: a photo in, its garments and the products most like them out."""

from __future__ import annotations

from app_pages import session
from app_pages.catalogues import current_shop
from app_pages.photo_input import first_visit
from app_pages.results import results, waiting
from app_pages.samples import read_samples


def page() -> None:
    shop = current_shop()
    samples = read_samples(shop.catalogue.directory)
    offered = session.take_offer()
    if offered:
        with waiting():
            session.analyse(shop, offered)
    view = session.current_view()
    if view is None:
        first_visit(samples)
    else:
        results(view, samples)


page()
