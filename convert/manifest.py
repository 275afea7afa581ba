"""exported_models/manifest.json: the one place that writes it, and the ONNX metadata that repeats it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.artefacts import SUM, sealed, sha256_of, write_json
from pipeline.models import FORMAT

if TYPE_CHECKING:  # the manifest itself is plain JSON: reading and writing it needs no onnx
    import onnx

EXPORTED = Path("exported_models")
IN_METADATA = ("task", "architecture", "input", "outputs", "labels", "settings", "licence", "training_data", "source")
REQUIRED = ("file", *IN_METADATA)
# In which a model is kept and compared.
FORMS = ("fp32", "fp16", "int8")


def read(directory: Path = EXPORTED) -> dict[str, Any]:
    """The manifest without its checksum; an empty one of the current format when there is none yet.

    Raises:
        ValueError: the file has another format.
    """
    path = directory / "manifest.json"
    if not path.exists():
        return {"format": FORMAT, "models": {}}
    manifest = json.loads(path.read_text("utf-8"))
    if manifest.get("format") != FORMAT:
        raise ValueError(f"{path} has format {manifest.get('format')}, this code writes format {FORMAT}.")
    manifest.pop(SUM, None)
    return manifest


def write_entry(name: str, entry: Mapping[str, Any], directory: Path = EXPORTED) -> dict[str, Any]:
    """Put one model's entry into the manifest, with the sha256 of its file, and return it as written.

    The file must lie in `directory` already. Other entries stay as they are; readers see the old manifest or the new
    one, never a part.

    Raises:
        KeyError: a required key is missing. FileNotFoundError: the model file is not there.
    """
    missing = [key for key in REQUIRED if key not in entry]
    if missing:
        raise KeyError(f"The manifest entry of {name} lacks {', '.join(missing)}.")
    written = {**entry, "sha256": sha256_of(directory / entry["file"])}
    manifest = read(directory)
    manifest["models"][name] = written
    write_json(directory / "manifest.json", sealed(manifest))
    return written


def set_metadata(model: onnx.ModelProto, entry: Mapping[str, Any]) -> None:
    """Repeat the entry in the model's metadata_props, so that the file explains itself; structures as JSON."""
    del model.metadata_props[:]
    for key in IN_METADATA:
        value = entry[key]
        text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        model.metadata_props.add(key=key, value=text)
