# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What each benchmark may take. `make bench` fails where a figure is above its budget by more than NOISE."""

NOISE = 1.5

PAGE_MS = 30.0
ACKNOWLEDGED_MS, SHOWN_MS = 75.0, 120.0
# While tables are shown each other's notes.
HARVEST_ACKNOWLEDGED_MS, HARVEST_SHOWN_MS = 90.0, 140.0
MOVE_MS = 30.0
SAME_NOTES_MS = 50.0
SUGGESTIONS_SECONDS = 0.5
SEATING_SECONDS = 10.0
# 1,600 classes at the turn of the school year.
ROLL_OVER_SECONDS = 60.0
# Notes, and pictures with a note that a watcher did not get.
LOST = 0.0
START_SECONDS, START_AGAIN_SECONDS = 5.0, 2.0
MEMORY_MB = 300.0


def missed(figure: float, budget: float) -> bool:
    """Whether the noise of a machine does not explain it."""
    return figure > budget * NOISE
