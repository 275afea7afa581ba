"""One commit of a public repository, without history: fetched, checked whole, laid out as files.

A commit's id is the checksum of everything below it: git computes the id of each object that arrives, so that nothing
else than what was asked for can be found under it. What lies on disk is hashed once more before it is used.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import FetchError

# Under a thousand bytes a second for a minute: the connection is given up.
PATIENCE = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60")
# Always a pack, never loose objects: a pack is what `verify-pack` reads.
PACKED = ("-c", "fetch.unpackLimit=1")
# Bytes as they are in the repository, whatever this machine's git is set to.
LITERAL = ("-c", "core.autocrlf=false", "-c", "core.attributesFile=/dev/null")
LICENCES = ("licen", "copying", "notice")


def download(url: str, commit: str, objects: Path) -> None:
    """Fetch `commit` from `url` into a new bare repository `objects`; git shows its progress on a terminal.

    Raises:
        FetchError: no git, no network, or no such commit there.
    """
    _git("init", "--quiet", "--bare", str(objects))
    wanted = ("fetch", "--no-tags", "--depth=1", url, commit)
    if _run(f"--git-dir={objects}", *PATIENCE, *PACKED, *wanted, capture=False).returncode:
        raise FetchError(f"git could not fetch {commit} from {url}; its own words are above. Run the command again.")


def check_whole(objects: Path, commit: str) -> None:
    """Every object hashes to its id, and everything that the commit names is there.

    Raises:
        FetchError: something is missing or changed.
    """
    indices = sorted(str(path) for path in (objects / "objects/pack").glob("*.idx"))
    if not indices:
        raise FetchError(f"{objects} holds no downloaded pack")
    _git(f"--git-dir={objects}", "verify-pack", *indices)
    _git(f"--git-dir={objects}", "rev-list", "--objects", "--quiet", f"{commit}^{{commit}}")


def lay_out(objects: Path, commit: str, paths: Sequence[str], files: Path) -> None:
    """Write the given paths of the commit, and its licences, below the empty folder `files`.

    Raises:
        FetchError: a path is not in the commit.
    """
    root = _git(f"--git-dir={objects}", "ls-tree", "--name-only", "-z", commit).split("\0")
    licences = [name for name in root if name.lower().startswith(LICENCES)]
    place = (f"--git-dir={objects}", f"--work-tree={files}", *LITERAL)
    _git(*place, "checkout", "--quiet", "--force", commit, "--", *paths, *licences)


def _git(*arguments: str) -> str:
    result = _run(*arguments, capture=True)
    if result.returncode:
        raise FetchError(f"git {' '.join(arguments[:3])} ...: {result.stderr.strip() or 'failed'}")
    return result.stdout


def _run(*arguments: str, capture: bool) -> subprocess.CompletedProcess[str]:
    # Variables such as GIT_DIR, set where this runs from a hook, would lead to another repository.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**kept, "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(("git", *arguments), env=environment, text=True, capture_output=capture, check=False)
    except FileNotFoundError as error:
        raise FetchError("git is not installed here; it fetches and checks the data") from error
