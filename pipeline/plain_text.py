"""HTML in a cell of a table -> the text that a page would show.

By patterns that cost no more than the text is long: html.parser takes minutes over 100,000 letters of broken tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# What shops write in descriptions; "a <y and z> b" and "<3" are none of it.
TAG = re.compile(
    r"</?(?:a|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|html|i|iframe|img|li|meta|ol|p|pre|s|"
    r"script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul|video)"
    r"(?:\s+[\w:-]+\s*=[^<>]*|\s*/?)>",
    re.IGNORECASE,
)
TOKEN = re.compile(r"<!--|-->|<!\[[^<>]*>|<(/?[a-z][\w:-]*)[^<>]*>", re.IGNORECASE)
INLINE = {"a", "b", "big", "code", "em", "font", "i", "s", "small", "span", "strike", "strong", "sub", "sup", "u"}
UNSEEN = {"head", "script", "style", "svg", "title"}


def plain_text(cell: str) -> str:
    """What a reader sees of HTML, also of escaped HTML: a line per block, no blank ones. Other text as it is."""
    html = next((text for text in (cell, unescape(cell)) if TAG.search(text)), None)
    if html is None:
        return cell
    lines = (" ".join(unescape(line).split()) for line in "".join(_pieces(html)).split("\n"))
    return "\n".join(filter(None, lines))


def _pieces(html: str) -> Iterator[str]:
    """The text between the tags, and the line breaks that these make."""
    start, hidden_until = 0, ""
    for token in TOKEN.finditer(html):
        before, start, name = html[start : token.start()], token.end(), (token[1] or token[0]).lower()
        if hidden_until:
            hidden_until = "" if name == hidden_until else hidden_until
            continue
        yield before.replace("\n", " ")
        if name == "-->":
            yield name
        elif name == "<!--" or name in UNSEEN:
            hidden_until = "-->" if name == "<!--" else f"/{name}"
        elif name.removeprefix("/") not in INLINE:
            yield "\n"
    if not hidden_until:
        yield html[start:].replace("\n", " ")
