# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""When a reason may be given: what is said of a suggestion has to be likely to be true.

`own` is the cosine of the note with the statement and `nearest` that with the nearest note in the point, both in usual
spreads; `fits` is the suggestion's score. The thresholds were chosen on the development set and tried on points they
were not chosen on (docs/engines/themes.md); `bench.suggestions` prints how often each reason is right.
"""


def same_meaning(own: float, fits: float) -> bool:
    """The note says what the statement says: right in 87 of 100."""
    return own >= 3.0 and fits >= 0.8


def like_note(nearest: float, fits: float) -> bool:
    """It is like that note of the point: the point is right in three of five."""
    return nearest >= 3.5 or (nearest >= 2.5 and fits >= 0.3)


def same_matter(own: float, fits: float) -> bool:
    """It may be about the same: right in two of five, and said as a maybe."""
    return own >= 2.0 and fits >= 0.3
