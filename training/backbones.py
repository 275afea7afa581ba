"""ImageNet backbones with their normalisation inside the graph: float32 RGB 0..255 in, feature maps out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras

from pipeline.artefacts import sha256_of
from training.stamps import stamp
from training.told import told_of

OFFLINE_MOBILENET = Path("weights/mobilenetv2_imagenet_bncal.weights.h5")
# Where weights are from: the shared file by its sha256, what is no file by its name.
SOURCES = {
    "7600490949c432500d2ef4df3fa58af19ab1d0b911c2f680ff17ad06e4bcea47": (
        "ImageNet MobileNetV2 recovered from google-coral/test_data's int8 tf2_mobilenet_v2_1.0_224_ptq.tflite "
        "(Apache-2.0), batch norm re-estimated"
    ),
    "imagenet": "ImageNet weights of keras.applications (Apache-2.0)",
    "none": "no start weights",
}

START_ADVICE = "give the ones that its card names with --weights, or put their file into the shared folder."


@dataclass(frozen=True)
class Backbone:
    """A pretrained network cut in two, so that the lower part's output can be computed once and kept.

    lower: float32 (n, h, w, 3) RGB 0..255, sides multiples of 32 -> feature map. upper: feature map -> (n, features),
    pooled. `upper` is None when the network is used frozen only; then `lower` gives the pooled features.
    """

    name: str
    lower: keras.Model
    upper: keras.Model | None
    features: int

    def assemble(self) -> keras.Model:
        """The whole network, pixels to pooled features, sharing the layers."""
        if self.upper is None:
            return self.lower
        return keras.Model(self.lower.input, self.upper(self.lower.output), name=self.name)


def initial_weights(shared: Path, given: str | None) -> str | Path | None:
    """`given` is a path, "imagenet" (Keras downloads them), "none", or None: the shared file if it is there."""
    if given == "none":
        return None
    if given:
        return given if given == "imagenet" else Path(given)
    offline = shared / OFFLINE_MOBILENET
    return offline if offline.exists() else "imagenet"


def start_told(weights: str | Path | None, start: Path | None = None) -> dict[str, str] | None:
    """What training.json says of the start weights (`initial_weights`): file, source and, of a file, its sha256.

    start: the model of an earlier run that this one goes on from, whose training.json tells; None where it does not.
    """
    if start is not None:
        return told_of(start).get("weights")
    if isinstance(weights, Path):
        sha256 = sha256_of(weights)
        return {"file": weights.name, "sha256": sha256, "source": SOURCES.get(sha256, "weights of unknown origin")}
    name = weights or "none"
    return {"file": name, "source": SOURCES[name]}


def weights_stamp(model: keras.Model) -> str:
    """A stamp of a model's weights as they are."""
    return stamp(*(value.tobytes() for value in model.get_weights()))


def mobilenetv2(size: int, weights: str | Path | None) -> keras.Model:
    """MobileNetV2 1.0 with its 1000-class top: input x / 127.5 - 1, layers named as in keras.applications."""
    network = keras.applications.MobileNetV2(
        input_shape=(size, size, 3), weights="imagenet" if weights == "imagenet" else None
    )
    if isinstance(weights, Path):
        network.load_weights(weights)
    return network


def gender_backbone(name: str, weights: str | Path | None) -> Backbone:
    """`mobilenetv2` (cut after block 12, so that blocks 13-16 can be tuned) or `resnet50` (frozen); any input size."""
    pixels = keras.Input((None, None, 3), name="input")
    if name == "mobilenetv2":
        network = _any_size(mobilenetv2(224, weights))
        cut = network.get_layer("block_12_add").output
        lower = keras.Model(network.input, cut)
        normalised = keras.layers.Rescaling(1 / 127.5, offset=-1.0, name="normalise")(pixels)
        pooled = keras.layers.GlobalAveragePooling2D(name="pool")(network.get_layer("out_relu").output)
        return Backbone(name, keras.Model(pixels, lower(normalised)), keras.Model(cut, pooled), 1280)
    if name == "resnet50":
        frozen = _resnet50(weights)
        means = keras.ops.convert_to_tensor([103.939, 116.779, 123.68], dtype="float32")  # ImageNet, BGR (Caffe)
        return Backbone(name, keras.Model(pixels, frozen(keras.ops.flip(pixels, axis=-1) - means)), None, 2048)
    raise ValueError(f"Unknown backbone {name!r}: choose mobilenetv2 or resnet50.")


def _any_size(network: keras.Model) -> keras.Model:
    """The same MobileNetV2 without its top, for pictures of any size."""
    freed = keras.applications.MobileNetV2(input_shape=(None, None, 3), include_top=False, weights=None)
    for layer in freed.layers[1:]:
        layer.set_weights(network.get_layer(layer.name).get_weights())
    return freed


def _resnet50(weights: str | Path | None) -> keras.Model:
    given = "imagenet" if weights == "imagenet" else None
    network = keras.applications.ResNet50(include_top=False, pooling="avg", input_shape=(None, None, 3), weights=given)
    if isinstance(weights, Path):
        network.load_weights(weights)
    return network
