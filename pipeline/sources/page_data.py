"""HTML -> the structured data that it declares: JSON-LD blocks, and microdata in the same form."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

# Elements that never have an end tag, and where their microdata value stands (html.spec.whatwg.org, "Values").
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
VALUE_IN = {
    **dict.fromkeys(("img", "embed", "source", "audio", "video", "iframe"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "meta": "content",
    "data": "value",
    "time": "datetime",
    "object": "data",
}
DEEPEST = 200


@dataclass(frozen=True)
class Page:
    """address: the page's own, "" where it does not say. blocks: JSON-LD values. broken: blocks that are no JSON."""

    address: str
    blocks: tuple[Any, ...]
    broken: int


def read_page(data: bytes) -> Page:
    """The structured data of one page, in whatever encoding it declares.

    Raises:
        ValueError: it has a declaration that is no HTML.
    """
    parser = _Parser()
    try:
        parser.feed(_decoded(data))
        parser.close()
    except AssertionError as error:  # how html.parser refuses a declaration: <![foo bar]>
        raise ValueError(str(error)) from error
    return Page(parser.address, (*parser.blocks, *parser.items), parser.broken)


def parse_json_ld(text: str) -> Any:
    """A JSON-LD block; shops leave comments, CDATA marks and raw line breaks in it.

    Raises:
        ValueError: it is no JSON.
    """
    for mark in ("<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"):
        text = text.replace(mark, "")
    return json.loads(text.strip().rstrip(";"), strict=False)


def _decoded(data: bytes) -> str:
    declared = re.search(rb"""charset=["']?([\w-]+)""", data[:4096])
    for encoding in (declared[1].decode() if declared else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


class _Parser(HTMLParser):
    """Collects while it reads. `_open`: the elements around, each with the item or property that it opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.address = ""
        self.blocks: list[Any] = []
        self.items: list[dict[str, Any]] = []
        self.broken = 0
        self._script: list[str] | None = None
        self._open: list[tuple[str, dict[str, Any] | None, tuple[dict[str, Any], str, list[str]] | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = [] if "ld+json" in attributes.get("type", "") else None
            return
        self._note_address(tag, attributes)
        item, text = self._microdata(tag, attributes)
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append((tag, item, text))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._end_script()
            return
        if tag not in (name for name, _, _ in self._open):
            return
        while self._open:
            name, _, text = self._open.pop()
            if text is not None:
                owner, key, pieces = text
                owner.setdefault(key, []).append(" ".join("".join(pieces).split()))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        for _, _, text in self._open:
            if text is not None:
                text[2].append(data)

    def _microdata(
        self, tag: str, attributes: dict[str, str]
    ) -> tuple[dict[str, Any] | None, tuple[dict[str, Any], str, list[str]] | None]:
        """What this element opens: an item, or a property whose value is its text."""
        owner = next((item for _, item, _ in reversed(self._open) if item is not None), None)
        names = attributes.get("itemprop", "").split()
        if "itemscope" in attributes:
            item: dict[str, Any] = {"@type": attributes.get("itemtype", "").split()}
            if owner is not None and names:
                for name in names:
                    owner.setdefault(name, []).append(item)
            else:
                self.items.append(item)
            return item, None
        if owner is None or not names:
            return None, None
        value = attributes.get("content") or attributes.get(VALUE_IN.get(tag, ""))
        if value is None and tag not in VOID:
            return None, (owner, names[0], [])
        owner.setdefault(names[0], []).append(value or "")
        return None, None

    def _note_address(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "link" and "canonical" in attributes.get("rel", ""):
            self.address = attributes.get("href", "")
        if tag == "meta" and attributes.get("property") == "og:url" and not self.address:
            self.address = attributes.get("content", "")

    def _end_script(self) -> None:
        if self._script is not None:
            try:
                self.blocks.append(parse_json_ld("".join(self._script)))
            except (ValueError, RecursionError):
                self.broken += 1
        self._script = None
