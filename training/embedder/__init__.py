"""The Siamese embedder: one trunk, one unit-length head per group, trained with triplets."""
