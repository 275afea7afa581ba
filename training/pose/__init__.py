"""The pose model: framing, facing and keypoints of a person."""
