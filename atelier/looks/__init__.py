"""Looks: a shop-window mannequin in products of the catalogue, with the truth about every garment seen."""
