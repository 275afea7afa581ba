"""The Dockerfile keeps its promises, and the files beside it agree with it. The rehearsal itself: make space-check."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from deploy.dockerfile import Instruction, copied, environment, read_dockerfile
from tests.places import ROOT


@pytest.fixture
def stages():
    return read_dockerfile(ROOT / "Dockerfile")


def front_matter() -> dict[str, str]:
    """What a Space reads at the head of the README."""
    head = re.match(r"---\n(.*?)\n---\n", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert head, "README.md has no front matter"
    return dict(line.split(": ", 1) for line in head[1].splitlines())


def test_the_image_that_serves_has_no_compiler_and_no_root(stages):
    build, last = stages
    assert "g++" in str(build)
    assert not any("apt-get" in each.rest or "pip install" in each.rest for each in last.instructions)
    assert last.only("USER").rest == "1000"
    # What comes after USER must need no rights.
    words = [each.word for each in last.instructions]
    assert not {"RUN", "COPY"} & set(words[words.index("USER") :])


def test_annoy_is_compiled_for_a_conservative_processor(stages):
    flags = environment(stages[0])["ANNOY_COMPILER_ARGS"].split(",")
    assert "-march=x86-64-v2" in flags
    assert "-march=native" not in flags
    # ANNOY_COMPILER_ARGS replaces all of Annoy's own flags: without these it does not compile, or builds on one core.
    assert {"-std=c++14", "-DANNOYLIB_MULTITHREADED_BUILD"} <= set(flags)


def test_only_locked_packages_are_installed(stages):
    (install,) = [each.rest for each in stages[0].all("RUN") if "pip install" in each.rest]
    assert "--require-hashes -r /build/requirements.lock" in install


def test_port_and_health_check_are_those_of_the_space(stages):
    last, facts = stages[1], front_matter()
    port = last.only("EXPOSE").rest
    assert (facts["sdk"], facts["app_port"]) == ("docker", port)
    assert f"--server.port={port}" in last.only("CMD").words
    assert f"http://127.0.0.1:{port}/_stcore/health" in last.only("HEALTHCHECK").words[-1]


def test_the_builder_gets_what_is_copied_and_nothing_else(stages):
    sources = {source for stage in stages for names, _ in copied(stage) for source in names}
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    assert ignore[1] == "*"
    assert {line[1:] for line in ignore if line.startswith("!")} == sources
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for source in sources:
        assert any(name == source or name.startswith(f"{source}/") for name in tracked), source


def test_everything_the_app_imports_is_copied(stages):
    sources = {source for names, _ in copied(stages[1]) for source in names}
    ours = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    code = [ROOT / "streamlit_app.py", *(ROOT / "app_pages").glob("*.py"), *(ROOT / "pipeline").rglob("*.py")]
    found = re.findall(r"^(?:from|import) (\w+)", "\n".join(path.read_text("utf-8") for path in code), re.MULTILINE)
    imported = ours & set(found)
    assert {"app_pages", "pipeline"} <= imported <= sources


def test_uploads_reach_the_app_inside_the_iframe_of_a_space():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["enableXsrfProtection"] is False


def test_an_instruction_that_cannot_be_rehearsed_is_refused(tmp_path):
    file = tmp_path / "Dockerfile"
    file.write_text("FROM a\nADD b c\n")
    with pytest.raises(ValueError, match="ADD b c"):
        read_dockerfile(file)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ('["python", "-m", "x y"]', ["python", "-m", "x y"]),
        ('--interval=30s --timeout=5s CMD ["a", "b"]', ["a", "b"]),
        ("--from=build /a /b", ["/a", "/b"]),
        ("a b ./", ["a", "b", "./"]),
    ],
)
def test_words_of_an_instruction(rest, words):
    assert Instruction("CMD", rest).words == words
