"""Builders: each function models one kind of garment with Blender and returns its objects."""
