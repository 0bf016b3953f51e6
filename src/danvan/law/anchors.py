"""Write a text as one HTML page whose anchors are the addresses of its provisions, so that a link
to "khoản 5 Điều 9" stays right in every export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from danvan.law.akoma import heading_end, number_end_of
from danvan.law.comparing_units import Contract
from danvan.law.provisions import Provision

_DEEPEST: Final = 6
_STYLE: Final = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 serif}"
    "p{white-space:pre-line;margin:.4rem 0}section section{margin-left:1rem}"
    "section:target{background:#fff6d6}a.here{text-decoration:none;margin-left:.4rem}"
    "@media print{a.here{display:none}}"
)


def as_html(contract: Contract) -> str:
    """Return a text as an HTML page of its own: no script, nothing fetched.

    Args:
        contract: What ``danvan law read --json`` prints.
    """
    said = contract["document"]
    title = " ".join(filter(None, (said["number"], said["title"]))) or contract["source"]["name"]
    links: dict[str, list[Mapping[str, Any]]] = {}
    for each in contract["references"]:
        if each["state"] == "resolved" and not each["target"]["document"]:
            links.setdefault(each["address"], []).append(each)
    body = "".join(_section(contract["text"], contract["provisions"], links, 2))
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def _section(
    text: str,
    nodes: Sequence[Contract],
    links: Mapping[str, Sequence[Mapping[str, Any]]],
    rank: int,
) -> Iterator[str]:
    """Yield provisions with what stands in them; the depth of a tree is bounded by its levels."""
    for node in nodes:
        address = escape(node["address"])
        shown = escape(Provision.parse(node["address"]).show("vi", with_attachment=True))
        here = f'<a class="here" href="#{address}" aria-label="Liên kết đến {shown}">#</a>'
        yield f'<section id="{address}" class="{node["level"]}">\n'
        head = heading_end(node) or (number_end_of(node) if node["heading"] is not None else 0)
        words = _linked(text, node, head, links.get(node["address"], ()))
        if head:
            level = min(rank, _DEEPEST)
            told = escape(" ".join(node["text"][:head].split()))
            yield f"<h{level}>{told}{here}</h{level}>\n"
            yield f"<p>{words}</p>\n" if words else ""
        else:
            yield f"<p>{words}{here}</p>\n"
        yield from _section(text, node["children"], links, rank + bool(head))
        yield "</section>\n"


def _linked(text: str, node: Contract, head: int, links: Sequence[Mapping[str, Any]]) -> str:
    """Return the words of a provision behind its heading, citations as links."""
    place, end = node["start"] + head, node["end"]
    pieces = []
    for link in sorted(links, key=lambda each: each["start"]):
        if link["start"] < place or link["end"] > end:
            continue
        pieces.append(escape(text[place : link["start"]]))
        target = escape(link["target"]["address"])
        pieces.append(f'<a href="#{target}">{escape(text[link["start"] : link["end"]])}</a>')
        place = link["end"]
    return "".join([*pieces, escape(text[place:end])]).strip()
