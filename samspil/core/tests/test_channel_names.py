# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One id has one name where the name itself is what is followed."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.ids import channel_uuid, uuid_or_none


def spelt(uuid: UUID, upper: list[bool], cut: list[int], frame: str) -> str:
    """The same id as `UUID` reads it too: other letters, other dashes, braces, a urn."""
    letters = [sign.upper() if up else sign for sign, up in zip(uuid.hex, upper, strict=True)]
    return frame.format("".join(("-" if place in cut else "") + sign for place, sign in enumerate(letters)))


@given(
    st.uuids(),
    st.lists(st.booleans(), min_size=32, max_size=32),
    st.lists(st.integers(0, 31), max_size=6),
    st.sampled_from(["{}", "{{{}}}", "urn:uuid:{}", "uuid:{}"]),
)
def test_a_channel_is_known_by_one_spelling_alone(uuid: UUID, upper: list[bool], cut: list[int], frame: str) -> None:
    name = spelt(uuid, upper, cut, frame)

    assert uuid_or_none(name) in {uuid, None}
    assert channel_uuid(f"table:{name}") == (uuid if name == str(uuid) else None)
    assert channel_uuid(f"table:{uuid}") == uuid
