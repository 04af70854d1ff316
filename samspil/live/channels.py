# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which features have something live, who may follow it, and how it is drawn."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

# "<prefix>:<rest>"; short enough for a NOTIFY and safe in an address and in an event's name.
CHANNEL_NAME = re.compile(r"[a-z][a-z0-9_.-]{0,40}:[A-Za-z0-9_.-]{1,150}")
FRAGMENT_NAME = re.compile(r"[a-z][a-z0-9_-]{0,60}")

Access = Callable[[HttpRequest, str], str | None]
Render = Callable[[str, str, str], Mapping[str, str]]


class ChannelNameError(ValueError):
    """A channel's name cannot be used."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A feature's live part."""

    prefix: str
    access: Access
    render: Render
    settle: float = 0.0
    quiet: float = 0.0


class Sources:
    """The registered live parts by prefix."""

    def __init__(self) -> None:
        self._by_prefix: dict[str, Source] = {}

    def add(self, source: Source) -> None:
        if source.prefix in self._by_prefix:
            msg = f"Live prefix {source.prefix!r} is registered twice."
            raise ChannelNameError(msg)
        self._by_prefix[source.prefix] = source

    def remove(self, prefix: str) -> None:
        del self._by_prefix[prefix]

    @property
    def prefixes(self) -> frozenset[str]:
        """Of every live part that is registered."""
        return frozenset(self._by_prefix)

    def of(self, channel: str) -> Source | None:
        """The source of `channel`, or None when nobody registered its prefix."""
        return self._by_prefix.get(channel.partition(":")[0])


SOURCES = Sources()


def register(prefix: str, *, access: Access, render: Render, settle: float = 0.0, quiet: float = 0.0) -> None:
    """Offer the channels "<prefix>:<rest>" as live streams.

    `access(request, channel)` returns the reader's role for the channel, or None for one who may not know of it
    (404). `render(channel, language, role)` returns HTML by fragment name; it is called once per channel, language
    and role for a whole burst, with that language active, so it must depend on nothing else. Both run in a thread
    with an ordinary database connection; `access` is asked again about once a minute while the reader stays.
    `settle` is for what nobody waits for: so many seconds the drawing stands back, and what happens meanwhile comes
    with it. With `quiet` it stands back no longer than until nothing has happened for so many seconds.
    """
    SOURCES.add(Source(prefix=prefix, access=access, render=render, settle=settle, quiet=quiet))


def checked_name(channel: str) -> str:
    """`channel`, when it is a usable name; raises ChannelNameError otherwise."""
    if not CHANNEL_NAME.fullmatch(channel):
        msg = f"{channel!r} is no channel: '<prefix>:<rest>' of letters, digits, '.', '_' and '-' is."
        raise ChannelNameError(msg)
    return channel
