"""Trained models -> ONNX files in exported_models/, each checked against its source."""
