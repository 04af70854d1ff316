# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What people said about two notes: the same, the same matter seen differently, or not the same matter."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum


class Link(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    NO = "no"


class Links:
    """A set of links, each named by the pair of notes and who said it: the last word of theirs counts."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str, str], Link] = {}
        self._near: defaultdict[str, dict[tuple[str, str], Link]] = defaultdict(dict)

    def put(self, one: str, other: str, kind: Link, by: str) -> None:
        """Raises ValueError for a note with itself."""
        if one == other:
            raise ValueError(f"note {one} linked with itself")
        first, second = sorted((one, other))
        self._said[first, second, by] = kind
        self._near[first][second, by] = kind
        self._near[second][first, by] = kind

    def take(self, one: str, other: str, by: str) -> None:
        """Nothing happens where there is none."""
        first, second = sorted((one, other))
        if self._said.pop((first, second, by), None) is not None:
            del self._near[first][second, by], self._near[second][first, by]

    def of(self, note: str) -> Mapping[str, list[Link]]:
        """The other note → what each said, in the order of who said it."""
        found: defaultdict[str, list[Link]] = defaultdict(list)
        for (other, _by), kind in sorted(self._near.get(note, {}).items()):
            found[other].append(kind)
        return found
