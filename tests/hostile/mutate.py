"""Take protections out, one at a time: the tests must see it.

`make mutation`, or `python -m tests.hostile.mutate WORD...` for those with such a word in their name. Works in a copy.
Prints a table and exits 1 if any protection can go unnoticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LINKED = ("exported_models", "catalog_index")  # large, and only read
PICTURES, ARTEFACTS = "tests/hostile/test_pictures.py", "tests/hostile/test_artefacts.py"


@dataclass(frozen=True)
class Mutation:
    """A protection, and the smallest change that removes it. tests: what must turn red then."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTATIONS = (
    Mutation("a photo's bytes are bounded", "pipeline/decode.py", "    check_bytes(len(data))\n", "",
             (PICTURES, "-k", "over")),
    Mutation("a photo's pixels are bounded", "pipeline/decode.py", "if _pixels(image) > MAX_PIXELS:", "if False:",
             (PICTURES, "-k", "51")),
    Mutation("only the allowed formats are decoded", "pipeline/decode.py", ", formats=FORMATS", "",
             (PICTURES, "-k", "TIFF or AVIF or ICO")),
    Mutation("whatever a decoder raises becomes our error", "pipeline/decode.py",
             "except Exception as error:  # decoders", "except ZeroDivisionError as error:  # decoders",
             (PICTURES, "-k", "cut or flipped")),
    Mutation("pieces of a picture are counted", "pipeline/structure.py", "if self.reads > MAX_READS:", "if False:",
             (PICTURES, "-k", "million")),
    Mutation("scans of a JPEG are counted", "pipeline/structure.py", "if scans > MAX_JPEG_SCANS:", "if False:",
             (PICTURES, "-k", "scans")),
    Mutation("checksums of a PNG are checked", "pipeline/structure.py", "        _check_sums(data)", "        pass",
             (PICTURES, "-k", "flipped")),
    Mutation("an EXIF block is bounded", "pipeline/colours.py", "> MAX_EXIF_BYTES", "> 10**12",
             (PICTURES, "-k", "orientation")),
    Mutation("checksums of files are checked", "pipeline/artefacts.py",
             "if sha256 is not None and sha256_of(path) != sha256:", "if False:",
             (ARTEFACTS, "-k", "damaged or swapped")),
    Mutation("git-lfs pointers are named", "pipeline/artefacts.py", "if start == LFS_POINTER:", "if False:",
             ("tests/pipeline/test_catalogue_build.py", "-k", "lfs")),
    Mutation("a changed manifest is noticed", "pipeline/artefacts.py", "if SUM in manifest and", "if False and",
             (ARTEFACTS, "-k", "damaged")),
    Mutation("files outside a folder are refused", "pipeline/artefacts.py", 'if not parts or ".." in parts',
             "if not parts", (ARTEFACTS, "-k", "wrong or outside")),
    Mutation("a newer manifest is refused", "pipeline/artefacts.py",
             'if manifest["format"] != supported_format:', "if False:", (ARTEFACTS, "-k", "wrong")),
    Mutation("external data is refused", "pipeline/sessions.py", "if EXTERNAL_DATA in content:", "if False:",
             (ARTEFACTS, "-k", "elsewhere")),
    Mutation("a model's shapes are checked", "pipeline/sessions.py", "    _check_shapes(spec, session)\n", "",
             (ARTEFACTS, "-k", "swapped")),
    Mutation("vectors are found again", "pipeline/integrity.py", "    check_ranks(catalogue)\n", "",
             (ARTEFACTS, "-k", "swapped or vectors")),
    Mutation("thumbnails are whole", "pipeline/integrity.py",
             'if head[:4] != b"RIFF" or head[8:WEBP_HEAD] != b"WEBP" or length != size:', "if False:",
             (ARTEFACTS, "-k", "thumbnail")),
    Mutation("another embedder's catalogue is refused", "pipeline/catalogue.py",
             'if embedder_sha256 and manifest["embedder_sha256"] != embedder_sha256:', "if False:",
             (ARTEFACTS, "-k", "another_embedder")),
    Mutation("the line is bounded", "app_pages/queueing.py", "if len(self._waiting) >= self._most_waiting:",
             "if False:", ("tests/app_pages/test_queueing.py", "--timeout", "60")),
    Mutation("work that hangs is given up", "app_pages/queueing.py", "worker.join(self._limit_s)", "worker.join()",
             ("tests/app_pages/test_queueing.py", "--timeout", "30", "-k", "hangs")),
    Mutation("a lost turn is taken", "app_pages/queueing.py",
             "self._holder is None or time.monotonic() - self._since > self._limit_s", "self._holder is None",
             ("tests/app_pages/test_queueing.py", "--timeout", "30", "-k", "never_given_back")),
    Mutation("visitors see no stack trace", "app_pages/mishaps.py", "context.on_script_error = explain", "pass",
             ("tests/app_pages/test_mishaps.py", "-k", "unforeseen")),
    Mutation("ended sessions are shut", "app_pages/housekeeping.py", "        session.shutdown()\n",
             "        pass\n", ("tests/app_pages/test_mishaps.py", "-k", "swept")),
    Mutation("memory is bounded", "app_pages/housekeeping.py", "    if resident_mb() + needed_mb > limit_mb:\n",
             "    if False:\n",
             ("tests/app_pages/test_mishaps.py", "-k", "full")),
    Mutation("formulas are escaped", "pipeline/spreadsheet.py", "return text if _is_number(text) else f\"'{text}\"",
             "return text", ("tests/pipeline/test_spreadsheet.py",)),
    Mutation("javascript: links are dropped", "app_pages/markup.py", 'in ("http", "https")', 'not in ("",)',
             ("tests/app_pages/test_markup.py",)),
    Mutation("private addresses are never asked", "pipeline/fetch.py", "if not private and not _is_public(address):",
             "if False:", ("tests/pipeline/test_pictures.py", "-k", "never_asked or private")),
    Mutation("names cannot leave the folder", "pipeline/pictures.py",
             "path.is_relative_to(self._root) and path.is_file()", "path.is_file()",
             ("tests/pipeline/test_pictures.py", "-k", "elsewhere")),
    Mutation("a quotation mark left open costs one row", "pipeline/sources/delimited.py",
             "source.give_back(swallowed[whole:])", "pass",
             ("tests/pipeline/test_table_mistakes.py", "-k", "never_closed")),
    Mutation("a document type is refused", "pipeline/sources/merchant.py", "def doctype(", "def unused(",
             ("tests/pipeline/sources/test_exports.py", "-k", "document_type")),
    Mutation("cells of a table are bounded", "pipeline/product_table.py", "if overlong:", "if False:",
             ("tests/pipeline/test_table_mistakes.py", "-k", "endless")),
    Mutation("rows of an upload are bounded", "pipeline/catalogue_build.py", "if done == most:", "if False:",
             ("tests/pipeline/test_upload.py", "-k", "limits")),
    Mutation("two builds of a folder do not meet", "pipeline/build_folder.py", "if not _is_ours(file, path):",
             "if False:", ("tests/pipeline/test_catalogue_build.py", "-k", "two_builds")),
    Mutation("a kept archive belongs to its address", "pipeline/pull.py",
             'f"{hashlib.sha256(what.url.encode()).hexdigest()[:16]}.zip"', '"archive.zip"',
             ("tests/pipeline/test_pull.py", "-k", "another_address")),
    Mutation("members of an archive are bounded", "pipeline/pictures.py",
             "    if len(data) > MAX_BYTES:\n            raise", "    if False:\n            raise",
             ("tests/pipeline/test_pictures.py", "-k", "bomb")),
)  # fmt: skip


def main() -> int:
    chosen = [each for each in MUTATIONS if not sys.argv[1:] or any(word in each.name for word in sys.argv[1:])]
    unnoticed = 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = _copy(Path(folder) / "copy")
        if _tests(copy, sorted({mutation.tests[0] for mutation in chosen})) != 0:
            print("The tests are red as they are.")
            return 1
        print(f"{'without this protection':48} {'tests':14} {'s':>5}")
        for mutation in chosen:
            start = time.monotonic()
            verdict = _verdict(copy, mutation)
            unnoticed += verdict != "red"
            print(f"{mutation.name:48} {verdict:14} {time.monotonic() - start:5.0f}", flush=True)
    print(f"{len(chosen) - unnoticed} of {len(chosen)} noticed")
    return int(unnoticed > 0)


def _copy(folder: Path) -> Path:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listing.split("\0")):
        if not name.startswith(LINKED) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    return folder


def _verdict(copy: Path, mutation: Mutation) -> str:
    """ "red" is what is wanted; "green" means that nothing notices, "not found" that the code has changed."""
    path = copy / mutation.file
    text = path.read_text("utf-8")
    if text.count(mutation.old) != 1:
        return "not found"
    path.write_text(text.replace(mutation.old, mutation.new), "utf-8")
    try:
        return "red" if _tests(copy, mutation.tests) == 1 else "green"
    finally:
        path.write_text(text, "utf-8")


def _tests(copy: Path, tests: Sequence[str]) -> int:
    """pytest's exit code: 0 all passed, 1 some failed. Python's cache is off: it goes by the second."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
