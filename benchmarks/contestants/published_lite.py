"""The published pipeline with its Keras networks as TFLite float16 (its detector stays on torch)."""

from __future__ import annotations

from benchmarks.contestants import networks
from benchmarks.contestants.lite import interpreter
from benchmarks.contestants.published import DETECTOR_PX, detector
from benchmarks.race import Task
from benchmarks.worker import Run
from pipeline.models import cpu_count


def pipeline() -> Run:
    gender = interpreter("resnet50-gender", networks.gender_network, float16=True, threads=cpu_count())
    # One file for all three embedders: they differ in their weights only.
    embed = interpreter("resnet50-embedder", networks.embedding_network, float16=True, threads=cpu_count())
    detect, catalogues = detector("yolov5s", DETECTOR_PX), networks.catalogues()

    def run(data: bytes, task: Task) -> object:
        picture = networks.decode(data)
        label = gender(networks.tensor(picture))
        detect(picture)
        matches = []
        for group, box in task.boxes:
            if garment := networks.GARMENT.get(group):
                query = embed(networks.tensor(picture.crop(tuple(box))))[0]
                matches.append(networks.nearest(catalogues[garment], query))
        return label, matches

    return run
