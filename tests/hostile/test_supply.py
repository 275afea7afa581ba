"""What the Space installs: pinned, with hashes, in step with requirements.txt, under licences that allow it."""

from __future__ import annotations

import re

from tests.places import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
# Each allows use in a service without conditions on our own code.
ALLOWED = re.compile(r"MIT|BSD|Apache|Mozilla|MPL|PSF|Zlib|CC0", re.IGNORECASE)


def pins() -> dict[str, str]:
    return {name: version for name, version, _ in PIN.findall(LOCK)}


def test_every_line_of_the_lock_is_a_pin_with_hashes():
    named = re.findall(r"^([a-z0-9._-]+)", LOCK, re.MULTILINE)
    assert named == list(pins())
    assert "http" not in re.sub(r"#.*", "", LOCK), "no other index, no address"


def test_the_lock_holds_what_the_requirements_ask_for():
    wanted = re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert len(wanted) >= 7
    assert {name: pins().get(name) for name, _ in wanted} == dict(wanted)


def test_every_locked_package_stands_in_the_licence_list():
    rows = re.findall(
        r"^\| (\S+) \| (\S+) \| (.+) \|$", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.MULTILINE
    )
    listed = {name: version for name, version, _ in rows if name != "package"}
    assert listed == pins()
    assert [name for name, _, licence in rows if name in listed and not ALLOWED.search(licence)] == []
