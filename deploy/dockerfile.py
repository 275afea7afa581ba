"""Reads the project's Dockerfile: stages of instructions, ARG and ENV filled in."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KNOWN = ("ARG", "ENV", "COPY", "RUN", "WORKDIR", "USER", "EXPOSE", "HEALTHCHECK", "CMD")


@dataclass(frozen=True)
class Instruction:
    """One line. word: RUN, COPY, ...; rest: what follows, as written."""

    word: str
    rest: str

    @property
    def words(self) -> list[str]:
        """The rest, split: of the JSON form where it is given, options such as --interval left out."""
        bare = re.sub(r"^(--\S+\s+|CMD\s+)*", "", self.rest)
        return list(json.loads(bare)) if bare.startswith("[") else shlex.split(bare)

    @property
    def options(self) -> list[str]:
        return [word for word in self.rest.split() if word.startswith("--")]


@dataclass(frozen=True)
class Stage:
    """From one FROM to the next."""

    base: str
    instructions: tuple[Instruction, ...]

    def all(self, word: str) -> list[Instruction]:
        return [each for each in self.instructions if each.word == word]

    def only(self, word: str) -> Instruction:
        """The one instruction of a kind.

        Raises:
            ValueError: there is none, or more than one.
        """
        (found,) = self.all(word)
        return found


def read_dockerfile(path: Path) -> list[Stage]:
    """The stages of a Dockerfile, in order.

    Raises:
        ValueError: an instruction that is not in KNOWN, or one before the first FROM.
    """
    stages: list[tuple[str, list[Instruction]]] = []
    for line in path.read_text("utf-8").replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        word, rest = line.split(maxsplit=1)
        if word == "FROM":
            stages.append((rest, []))
        elif word in KNOWN and stages:
            stages[-1][1].append(Instruction(word, rest))
        else:
            raise ValueError(f"{path}: {line!r} is nothing that the rehearsal knows how to do")
    return [Stage(base, tuple(instructions)) for base, instructions in stages]


def environment(stage: Stage) -> dict[str, str]:
    """ENV of a stage, with its ARGs' defaults and earlier variables filled in."""
    known: dict[str, str] = {}
    given: dict[str, str] = {}
    for each in stage.instructions:
        if each.word in ("ARG", "ENV"):
            pairs = dict(pair.split("=", 1) for pair in shlex.split(each.rest))
            filled = {name: filled_in(value, known) for name, value in pairs.items()}
            known |= filled
            given |= filled if each.word == "ENV" else {}
    return given


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """${NAME} -> its value; unknown ones stay."""
    return re.sub(r"\$\{(\w+)\}", lambda match: values.get(match[1], match[0]), text)


def copied(stage: Stage) -> list[tuple[list[str], str]]:
    """(sources, target) of every COPY from the repository; copies between stages are left out."""
    plain = [each.words for each in stage.all("COPY") if not each.options]
    return [(words[:-1], words[-1]) for words in plain]
