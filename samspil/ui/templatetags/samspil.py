# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`{% load samspil %}`: icons, the picture family, and dates, times and numbers as we write them."""

import functools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samspil.core.scripts import language_by_letters
from samspil.ui import languages, pictures, words
from samspil.ui.icons import ICONS
from samspil.ui.shipped import OWN_NAMES

register = template.Library()

MapPoints = Sequence[tuple[int, int]]


def _drawn(svg: str) -> SafeString:
    """The picture family escapes every word itself, so its SVG may stand as it is."""
    return mark_safe(svg)  # noqa: S308 - see above


@register.simple_tag
def icon(name: str, *, small: bool = False, label: str = "", flip: bool = False, extra: str = "") -> SafeString:
    """An icon of Det Fælles Designsystem. `flip` turns one that points when the page runs from right to left."""
    return _icon(name, small, label, flip, extra)


@functools.lru_cache(maxsize=2000)
def _icon(name: str, small: bool, label: str, flip: bool, extra: str) -> SafeString:
    """Kept: a page has a hundred icons of some ten kinds. Not all for ever: a label may hold what somebody wrote."""
    if name not in ICONS:
        msg = f"The icon {name!r} is not in samspil/ui/icons.py."
        raise template.TemplateSyntaxError(msg)
    classes = " ".join(filter(None, ("sp-icon-s" if small else "icon-svg", "sp-flip" if flip else "", extra)))
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    href = f"{static('ui/vendor/icons.svg')}#{name}"
    return format_html('<svg class="{}" focusable="false" {}><use href="{}"></use></svg>', classes, said, href)


@register.simple_tag
def mark(size: int = 36, *, extra: str = "") -> SafeString:
    return _drawn(pictures.mark(size, class_=f"sp-mark {extra}".strip()))


@register.simple_tag
def dots(count: int, total: int, dissent: int = 0, *, extra: str = "") -> SafeString:
    return _drawn(pictures.dots(count, total, dissent, class_=extra))


@register.simple_tag
def table_dots(count: int, total: int) -> SafeString:
    return _drawn(pictures.table_dots(count, total))


@register.simple_tag
def bubble(count: int, dissent: int = 0, *, scale: int = 8) -> SafeString:
    return _drawn(pictures.lone_bubble(count, dissent, scale))


@register.simple_tag
def theme_map(
    themes: Iterable[pictures.MapTheme | tuple[str, MapPoints]],
    *,
    width: int = 600,
    height: int = 420,
    focus: int | None = None,
    font_size: int = 15,
    labels: bool = True,
    per_row: int | None = None,
    largest: float = pictures.LARGEST_SEED,
    label: str = "",
    extra: str = "",
) -> SafeString:
    """Themes as `pictures.MapTheme`, or as `(label, [(count, dissent), …])`."""
    drawn = tuple(
        replace(theme, points=tuple(theme.points))
        if isinstance(theme, pictures.MapTheme)
        else pictures.MapTheme(label=theme[0], points=tuple(pictures.MapPoint(count=n, dissent=d) for n, d in theme[1]))
        for theme in themes
    )
    return _drawn_map(
        drawn,
        width=width,
        height=height,
        focus=focus,
        font_size=font_size,
        labels=labels,
        per_row=per_row,
        largest=largest,
        label=label,
        class_=extra,
    )


@functools.lru_cache(maxsize=100)
def _drawn_map(themes: tuple[pictures.MapTheme, ...], **look: Any) -> SafeString:
    """Kept: a letter and a projector show the same map to all who look."""
    return _drawn(pictures.theme_map(themes, **look))


@register.simple_tag
def ring(left: float, total: int = 15, *, width: int = 26, label: str = "") -> SafeString:
    return _drawn(pictures.ring(left, total, width=width, label=label))


@register.simple_tag
def ticks(left: float, total: int = 15, *, label: str = "") -> SafeString:
    return _drawn(pictures.ticks(left, total, label=label))


@register.simple_tag
def rounds(now: int, total: int) -> SafeString:
    return _drawn(pictures.rounds(now, total))


@register.simple_tag
def way(steps: int | Sequence[object], now: int, label: str = "") -> SafeString:
    """`steps` is their number, or the steps themselves; `now` counts from 1."""
    return _drawn(pictures.way(steps if isinstance(steps, int) else len(steps), now, label=label))


@register.simple_tag
def agenda_bar(
    parts: Iterable[pictures.AgendaPart | tuple[int, str, str]], *, room: int, starts: int, label: str = ""
) -> SafeString:
    """Items as `pictures.AgendaPart`, or as `(minutes, kind, label)`."""
    drawn = [
        part
        if isinstance(part, pictures.AgendaPart)
        else pictures.AgendaPart(minutes=part[0], kind=part[1], label=part[2])
        for part in parts
    ]
    return _drawn(pictures.agenda_bar(drawn, room=room, starts=starts, label=label))


@register.simple_tag
def spiral_in(*, done: int = 0, here: int | None = None, label: str = "") -> SafeString:
    return _drawn(pictures.spiral_in(done=done, here=here, label=label))


@register.simple_tag
def spiral_out(touched: Collection[int] = (), *, label: str = "") -> SafeString:
    return _drawn(pictures.spiral_out(touched=touched, label=label))


@register.simple_tag
def progress_bar(done: int, total: int) -> SafeString:
    return _drawn(pictures.progress(done, total))


@register.simple_tag
def nearness(blocks: int) -> SafeString:
    return _drawn(pictures.nearness(blocks))


@register.simple_tag(takes_context=True)
def language_url(context: template.Context, code: str) -> str:
    """The present address in another language; after a refused press the address of the page it was pressed on."""
    request = context.get("request")
    if request is None:
        return f"?{languages.PARAMETER}={code}"
    path, query = "", request.GET.copy()
    if request.method == "POST":
        came_from = urlsplit(request.headers.get("Referer", ""))
        if came_from.netloc == request.get_host():
            path, query = came_from.path, QueryDict(came_from.query, mutable=True)
    query[languages.PARAMETER] = code
    return f"{path}?{query.urlencode()}"


@register.simple_tag
def spoken(text: str, language: str = "") -> SafeString:
    """A person's words in the language they were said in: `<bdi lang dir>`. Without a language the letters decide."""
    language = language or language_by_letters(text)
    if not language:
        return format_html('<bdi dir="auto">{}</bdi>', text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), text)


@register.filter
def phone_number(value: str) -> str:
    """As it is dialled. Among Arabic words the groups of its digits would change places."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def lang_dir(code: str) -> str:
    return languages.direction(code)


@register.filter
def own_language_name(code: str) -> str:
    """The language's name in its own words, for those on offer."""
    return OWN_NAMES.get(code, code)


@register.filter
def da_date(value: date | None) -> str:
    return words.short_date(value) if value else ""


@register.filter
def da_long_date(value: date | None, form: str = "") -> str:
    """`{{ day|da_long_date }}` onsdag 7. oktober; `{{ day|da_long_date:"year" }}` onsdag 7. oktober 2026."""
    return words.long_date(value, year=form == "year") if value else ""


@register.filter
def da_time(value: datetime | time | None) -> str:
    return words.clock_time(value) if value else ""


@register.filter
def da_span(start: datetime | time, end: datetime | time) -> str:
    return words.span(start, end)


@register.filter
def week(value: date) -> int:
    return words.week(value)


@register.filter
def da_number(value: float | Decimal | None) -> str:
    return words.number(value) if value is not None else ""


@register.filter
def minutes_words(value: int) -> str:
    return words.minutes(value)


@register.filter
def file_size(value: int) -> str:
    return words.file_size(value)


@register.filter
def quoted(value: str) -> str:
    return words.quoted(value)
