"""Measurements of the pipeline as it is shipped."""
