# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""SVG elements as text: attributes escaped, classes only, no colours and no inline style."""

import re
from collections.abc import Iterable
from html import escape

from samspil.ui.pictures.geometry import number

Value = str | float | int
# What XML cannot hold: a note pasted from anywhere may have it.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def said(words: str) -> str:
    """A person's words as they may stand inside a picture."""
    return escape(FORBIDDEN.sub("", words))


def element(name: str, content: str = "", /, **attributes: Value) -> str:
    """`<name …>content</name>`; `class_` is `class`, other underscores become hyphens except in SVG's own camelCase
    names.
    """
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value != "")
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: Value) -> str:
    return said(value) if isinstance(value, str) else number(value)


def picture(
    parts: Iterable[str],
    *,
    box: tuple[float, float],
    class_: str = "",
    label: str = "",
    size: tuple[float, float] | None = None,
    data: str = "",
) -> str:
    """A whole `<svg>`. With a `label` it is an image with that name; without, it is hidden from screen readers.

    `data` is written as it is into the start tag and comes from this package only.
    """
    told = f'role="img" aria-label="{said(label)}"' if label else 'aria-hidden="true"'
    width_height = f' width="{number(size[0])}" height="{number(size[1])}"' if size else ""
    kind = f' class="{escape(class_)}"' if class_ else ""
    extra = f" {data}" if data else ""
    view = f'viewBox="0 0 {number(box[0])} {number(box[1])}"'
    return f'<svg{kind} {view}{width_height} {told} focusable="false"{extra}>{"".join(parts)}</svg>'


def circle(class_: str, x: float, y: float, radius: float) -> str:
    """As `element` writes it; written out, because a page has a thousand of them."""
    return f'<circle class="{escape(class_)}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def path(class_: str, data: str, **attributes: Value) -> str:
    return element("path", class_=class_, d=data, **attributes)


def text(class_: str, words: str, x: float, y: float, *, anchor: str = "middle", size: float | str = "") -> str:
    """A line of words in the picture; escaped here."""
    return element("text", said(words), class_=class_, x=x, y=y, text_anchor=anchor, font_size=size)
