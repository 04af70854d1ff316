# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Sorting notes into points and themes: an append-only log of moves, and the board that is derived from it.

`replay(entries)` gives the board, `check(board, move, by=…)` says why a move may not be made and
`undo_target(board, by=…)` what undo would take back. Counting (`accounts`, `tallies`) takes the facts of the notes.
See docs/engines/sorting.md.
"""

from samspil.engines.sorting.board import (
    EMPTY,
    Blocked,
    Board,
    Done,
    IllegalMoveError,
    Point,
    Theme,
    blocked_by,
    check,
    replay,
    undo_target,
    written_since,
)
from samspil.engines.sorting.counts import (
    Accounts,
    Echo,
    NoteFact,
    NoteOrigin,
    Standing,
    Tally,
    Voice,
    accounts,
    is_stale,
    merged_into,
    single_voices,
    spans_cover,
    standing,
    tallies,
    text_digest,
    unaccounted,
)
from samspil.engines.sorting.moves import (
    FIRST,
    LOOSE,
    MOVES,
    AsideReason,
    Entry,
    Move,
    MoveUnreadableError,
    NoteAside,
    NoteBack,
    NoteJoin,
    NoteMove,
    NotePlace,
    NoteSplit,
    NoteUnplace,
    PointCreate,
    PointMerge,
    PointMove,
    PointRemove,
    PointRestore,
    PointSplit,
    PointState,
    ThemeCreate,
    ThemeOrder,
    ThemeRemove,
    ThemeRename,
    Undo,
    Unit,
    from_json,
    to_json,
)
from samspil.engines.sorting.values import Aside, Merge, Refusal, Split

__all__ = [
    "EMPTY", "FIRST", "LOOSE", "MOVES", "Accounts", "Aside", "AsideReason", "Blocked", "Board", "Done", "Echo", "Entry",
    "IllegalMoveError", "Merge", "Move", "MoveUnreadableError", "NoteAside", "NoteBack", "NoteFact", "NoteJoin",
    "NoteMove", "NoteOrigin", "NotePlace", "NoteSplit", "NoteUnplace", "Point", "PointCreate", "PointMerge",
    "PointMove", "PointRemove", "PointRestore", "PointSplit", "PointState", "Refusal", "Split", "Standing", "Tally",
    "Theme", "ThemeCreate", "ThemeOrder", "ThemeRemove", "ThemeRename", "Undo", "Unit", "Voice", "accounts",
    "blocked_by", "check", "from_json", "is_stale", "merged_into", "replay", "single_voices", "spans_cover",
    "standing", "tallies", "text_digest", "to_json", "unaccounted", "undo_target",
    "written_since",
]  # fmt: skip
