"""Does what the Dockerfile says, without a container engine, and proves that the app starts and answers.

    python -m deploy.rehearse

A fresh folder stands for the container's root: the RUN lines are carried out in it (but for apt-get and useradd), only
files that git knows and COPY names are copied, and the app runs as UID 1000 where this process is root. Then: the
processor that Annoy was compiled for, the doctor, the health check, the page, one look. Exits 1 at the first failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from deploy.dockerfile import Stage, copied, environment, read_dockerfile

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "rehearsal"  # of its own: a wheel of Annoy for this very processor must not get in
START_S = 90
NOT_HERE = ("apt-get", "useradd")
WIDE_REGISTERS = ("%ymm", "%zmm")  # AVX and AVX-512, which x86-64-v2 does not have
PAGE = """
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("streamlit_app.py", default_timeout=120).run()
assert not app.exception, app.exception
assert [title.value for title in app.title] == ["Shop the look"], app.title
"""


class Rehearsal:
    """A folder in place of the container's root, and the user that the app runs as."""

    def __init__(self, root: Path, python: Path, uid: int | None) -> None:
        self.root = root
        self.python = python
        self.uid = uid
        self.venv_python = root / "opt" / "venv" / "bin" / "python"

    def inside(self, text: str) -> str:
        """A command of the Dockerfile with its paths moved below the root."""
        for path in ("/opt/venv", "/build", "/home/user"):
            text = text.replace(path, f"{self.root}{path}")
        text = text.replace("python3.11 -m venv", f"{self.python} -m venv --without-pip")
        return text.replace("--no-cache-dir", f"--cache-dir {CACHE}")

    def run(self, command: str | list[str], folder: Path, variables: Mapping[str, str], as_user: bool = False) -> str:
        """stdout of a command; ends the rehearsal when it fails."""
        result = subprocess.run(
            command,
            shell=isinstance(command, str),
            cwd=folder,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", **variables},
            stdout=subprocess.PIPE,
            text=True,
            user=self.uid if as_user else None,
            group=self.uid if as_user else None,
            extra_groups=[] if as_user and self.uid is not None else None,
            check=False,
        )
        if result.returncode:
            sys.exit(f"FAILED ({result.returncode}): {command}\n{result.stdout}")
        return result.stdout

    def copy(self, stage: Stage, folder: Path) -> None:
        """What COPY names, as far as git knows it."""
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
        files = [Path(name) for name in tracked.stdout.split("\0") if name]
        for sources, target in copied(stage):
            for source in sources:
                named = [file for file in files if file == Path(source) or Path(source) in file.parents]
                if not named:
                    sys.exit(f"FAILED: COPY {source}: git knows no such file")
                for file in named:
                    place = folder / target / (file.relative_to(source) if file != Path(source) else file.name)
                    place = Path(self.inside(target)) if target.startswith("/") else place
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(ROOT / file, place)

    def build(self, stage: Stage) -> None:
        """The first stage: the virtual environment."""
        self.copy(stage, self.root)
        variables = environment(stage)
        for each in stage.all("RUN"):
            if not any(word in each.rest for word in NOT_HERE):
                self.run(self.inside(each.rest), self.root, variables)
                if "-m venv" in each.rest:  # Debian's own Python comes without ensurepip; the image's has it
                    self.run([sys.executable, "-m", "pip", "--python", str(self.venv_python), "install", "-q", "pip"],
                             self.root, {"PIP_CACHE_DIR": str(CACHE), **index_settings()})  # fmt: skip

    def serve(self, stage: Stage) -> Path:
        """The last stage: files, then its RUN lines; returns the working folder."""
        folder = Path(self.inside(stage.only("WORKDIR").rest))
        folder.mkdir(parents=True)
        self.copy(stage, folder)
        for each in stage.all("RUN"):
            if not any(word in each.rest for word in NOT_HERE):
                self.run(self.inside(each.rest), folder, {})
        return folder


def index_settings() -> dict[str, str]:
    """Where this machine's pip finds its packages; the image asks the public index."""
    return {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "HTTP", "http", "SSL"))}


def interpreter(uid: int | None) -> tuple[Path, int | None]:
    """A Python 3.11 that the app's user may execute; without one the user is given up, loudly."""
    named = (getattr(sys, "_base_executable", sys.executable), "/usr/local/bin/python3.11", "/usr/bin/python3.11")
    for name in filter(os.path.exists, named):
        try:
            subprocess.run([name, "-c", "import sys; assert sys.version_info[:2] == (3, 11)"], user=uid, check=True)
            return Path(name), uid
        except (OSError, subprocess.CalledProcessError):
            continue
    print("NOT AS UID 1000: no Python 3.11 here that another user may execute", flush=True)
    return Path(named[0]), None


def check_annoy(rehearsal: Rehearsal) -> str:
    """Annoy must not need a newer processor than the Dockerfile says."""
    (library,) = (rehearsal.root / "opt" / "venv").rglob("annoylib*.so")
    if shutil.which("objdump") is None:
        return "no objdump here to look at the code"
    code = subprocess.run(["objdump", "-d", library], stdout=subprocess.PIPE, text=True, check=True).stdout
    if any(register in code for register in WIDE_REGISTERS):
        sys.exit(f"FAILED: {library.name} was compiled for this machine's processor")
    return "no AVX in its code"


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def check_server(rehearsal: Rehearsal, stage: Stage, folder: Path, variables: dict[str, str]) -> float:
    """Start CMD as the image would, wait for HEALTHCHECK, fetch the page; returns the seconds until it was healthy."""
    command = [rehearsal.inside(word) for word in stage.only("CMD").words]
    health = [rehearsal.inside(word) for word in stage.only("HEALTHCHECK").words]
    owner = {} if rehearsal.uid is None else {"user": rehearsal.uid, "group": rehearsal.uid, "extra_groups": []}
    port = int(stage.only("EXPOSE").rest)
    if answers(port):
        sys.exit(f"FAILED: another server has port {port}; end it, so that the app's own answer can be told")
    start = time.monotonic()
    server = subprocess.Popen(command, cwd=folder, env={"PATH": "/usr/bin:/bin", **variables}, **owner)
    try:
        while subprocess.run(health, stderr=subprocess.DEVNULL, check=False).returncode:
            if server.poll() is not None or time.monotonic() - start > START_S:
                sys.exit("FAILED: the app did not become healthy")
            time.sleep(0.3)
        healthy_s = time.monotonic() - start
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            if answer.status != 200 or b'<div id="root">' not in answer.read():
                sys.exit("FAILED: the app does not serve its page")
        if server.poll() is not None:
            sys.exit("FAILED: the app ended, and something else answered in its place")
        return healthy_s
    finally:
        server.terminate()
        server.wait(timeout=30)


def rehearse(root: Path) -> None:
    """Every step; says what it proved."""
    root.chmod(0o755)
    build, last = read_dockerfile(ROOT / "Dockerfile")
    wanted = int(last.only("USER").rest)
    python, uid = interpreter(wanted if os.getuid() == 0 else None)
    rehearsal = Rehearsal(root, python, uid)
    start = time.monotonic()
    rehearsal.build(build)
    folder = rehearsal.serve(last)
    home = root / "home" / "user"
    if uid is not None:
        os.chown(home, uid, uid)
    print(f"built in {time.monotonic() - start:.0f} s; Annoy: {check_annoy(rehearsal)}", flush=True)
    variables = {name: rehearsal.inside(value) for name, value in environment(last).items()}
    python_inside = str(rehearsal.venv_python)
    rehearsal.run([python_inside, "-c", PAGE], folder, variables, as_user=True)
    look = next(iter(sorted((folder / "catalog_index" / "looks").glob("*.webp"))))
    rehearsal.run([python_inside, "-m", "pipeline", "look", str(look)], folder, variables, as_user=True)
    healthy_s = check_server(rehearsal, last, folder, variables)
    who = f"UID {uid}" if uid is not None else f"UID {os.getuid()}"
    print(f"as {who}: page drawn, one look found, healthy after {healthy_s:.1f} s", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="space-") as place:
        rehearse(Path(place))
