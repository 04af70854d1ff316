# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How long a drawing stands back: no burst is drawn in the middle, and none is waited for longer than `settle`."""

import asyncio
from collections.abc import Mapping

import pytest

from samspil.live.groups import Group, GroupKey
from samspil.live.readers import Place, Reader

KEY = GroupKey("try:a", "da", "all")
LONG = 30.0


def drawn(*, settle: float, quiet: float, events: int, apart: float) -> list[int]:
    """The newest number that each drawing held."""
    numbers: list[int] = []

    async def run() -> None:
        async def draw(_key: GroupKey) -> Mapping[str, str]:
            numbers.append(group._wanted)
            return {"part": str(group._wanted)}

        group = Group(KEY, draw, burst=0.0, settle=settle, quiet=quiet)
        group.add(Reader(places=[Place(channel=KEY.channel, role=KEY.role)], language="da"))
        for number in range(1, events + 1):
            group.want(number)
            await asyncio.sleep(apart)
        async with asyncio.timeout(LONG / 2):
            while not group.up_to_date:
                await asyncio.sleep(0.001)

    asyncio.run(run())
    return numbers


def test_a_burst_is_drawn_once_and_as_soon_as_it_is_over() -> None:
    assert drawn(settle=LONG, quiet=0.5, events=20, apart=0.0) == [20]


@pytest.mark.parametrize("quiet", [0.0, LONG])
def test_it_stands_back_no_longer_than_it_settles(quiet: float) -> None:
    assert drawn(settle=0.2, quiet=quiet, events=5, apart=0.0) == [5]
