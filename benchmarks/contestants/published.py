"""The published pipeline: Keras ResNet50 gender, YOLOv5s on torch, three Keras ResNet50 embedders, cosine in NumPy."""

from __future__ import annotations

from benchmarks.contestants import networks
from benchmarks.race import Task
from benchmarks.worker import Run

DETECTOR_PX = 640


def detector(model: str, size: int):  # ultralytics' own type is only known where it is installed
    """An ultralytics YOLO with random weights."""
    from training.torchvision_cpu import ensure_torchvision

    ensure_torchvision()
    from ultralytics import YOLO

    yolo = YOLO(f"{model}.yaml")
    return lambda picture: yolo.predict(picture, imgsz=size, verbose=False)


def pipeline() -> Run:
    gender, detect = networks.gender_network(), detector("yolov5s", DETECTOR_PX)
    embedders = {name: networks.embedding_network() for name in networks.PRODUCTS}
    catalogues = networks.catalogues()

    def run(data: bytes, task: Task) -> object:
        picture = networks.decode(data)
        label = gender.predict(networks.tensor(picture), verbose=0)
        detect(picture)
        matches = []
        for group, box in task.boxes:
            if garment := networks.GARMENT.get(group):
                query = embedders[garment].predict(networks.tensor(picture.crop(tuple(box))), verbose=0)[0]
                matches.append(networks.nearest(catalogues[garment], query))
        return label, matches

    return run
