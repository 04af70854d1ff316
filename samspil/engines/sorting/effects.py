# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What each move does to a state, or why it may not: one function per kind, so that check and replay cannot differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from samspil.engines.sorting import moves as m
from samspil.engines.sorting.moves import FIRST, LOOSE, AsideReason, Move, Unit
from samspil.engines.sorting.state import State, rank_after
from samspil.engines.sorting.values import Aside, Birth, Effect, Home, Merge, Refusal, Split

Outcome = Effect | Refusal


def effect_of(state: State, move: Move) -> Outcome:
    """What `move` would do to `state`, without doing it. Undo is about the log, not the state: see board."""
    return _EFFECTS[move.kind](state, move)


def _theme_create(state: State, move: m.ThemeCreate) -> Outcome:
    if state.has_theme(move.theme) or move.theme == LOOSE:
        return Refusal.THEME_EXISTS
    if not move.title.strip():
        return Refusal.TITLE_BLANK
    rank = rank_after(state.theme_ranks(), None)
    return Effect({("theme", move.theme): True, ("title", move.theme): move.title, ("rank", move.theme): rank})


def _theme_rename(state: State, move: m.ThemeRename) -> Outcome:
    if not state.has_theme(move.theme):
        return Refusal.THEME_UNKNOWN
    if not move.title.strip():
        return Refusal.TITLE_BLANK
    if state.values[("title", move.theme)] == move.title:
        return Refusal.NO_CHANGE
    return Effect({("title", move.theme): move.title}, reads={("theme", move.theme)})


def _theme_order(state: State, move: m.ThemeOrder) -> Outcome:
    if not state.has_theme(move.theme):
        return Refusal.THEME_UNKNOWN
    ranks = state.theme_ranks()
    ranks.pop(move.theme)
    if move.after not in (None, FIRST) and move.after not in ranks:
        return Refusal.AFTER_UNKNOWN
    return Effect({("rank", move.theme): rank_after(ranks, move.after)}, reads={("theme", move.theme)})


def _theme_remove(state: State, move: m.ThemeRemove) -> Outcome:
    if not state.has_theme(move.theme):
        return Refusal.THEME_UNKNOWN
    if state.point_ranks(move.theme):
        return Refusal.THEME_NOT_EMPTY
    effect = Effect(reads={("in-theme", move.theme)})
    for kind in ("theme", "title", "rank"):
        effect.writes[(kind, move.theme)] = None
    return effect


def _theme_refusal(state: State, theme: str) -> Refusal | None:
    return None if theme == LOOSE or state.has_theme(theme) else Refusal.THEME_UNKNOWN


def _point_create(state: State, move: m.PointCreate) -> Outcome:
    if state.birth(move.point) is not None or state.merge(move.point) is not None:
        return Refusal.POINT_EXISTS
    if not move.statement.strip():
        return Refusal.STATEMENT_BLANK
    if refusal := _theme_refusal(state, move.theme):
        return refusal
    effect = Effect({("point", move.point): Birth(), ("statement", move.point): move.statement})
    effect.relocate(move.point, None, Home(move.theme, rank_after(state.point_ranks(move.theme), None)))
    effect.reads |= {("theme", move.theme)}
    return effect


def _point_state(state: State, move: m.PointState) -> Outcome:
    if state.birth(move.point) is None:
        return Refusal.POINT_UNKNOWN
    if not move.statement.strip():
        return Refusal.STATEMENT_BLANK
    if state.statement(move.point) == move.statement:
        return Refusal.NO_CHANGE
    # The new words cover what was merged in: such a merge can no longer be taken back unseen.
    return Effect({("statement", move.point): move.statement}, reads={("point", move.point), ("merges", move.point)})


def _point_move(state: State, move: m.PointMove) -> Outcome:
    if state.birth(move.point) is None:
        return Refusal.POINT_UNKNOWN
    if refusal := _theme_refusal(state, move.theme):
        return refusal
    ranks = state.point_ranks(move.theme)
    ranks.pop(move.point, None)
    if move.after not in (None, FIRST) and move.after not in ranks:
        return Refusal.AFTER_UNKNOWN
    effect = Effect(reads={("point", move.point), ("theme", move.theme)})
    effect.relocate(move.point, state.home(move.point), Home(move.theme, rank_after(ranks, move.after)))
    return effect


def _point_remove(state: State, move: m.PointRemove) -> Outcome:
    if state.birth(move.point) is None:
        return Refusal.POINT_UNKNOWN
    if state.units.get(move.point):
        return Refusal.POINT_NOT_EMPTY
    effect = Effect({("point", move.point): None, ("statement", move.point): None})
    effect.relocate(move.point, state.home(move.point), None)
    effect.reads |= {("units", move.point), ("merges", move.point)}
    return effect


def _point_merge(state: State, move: m.PointMerge) -> Outcome:
    birth = state.birth(move.source)
    if birth is None or state.birth(move.into) is None:
        return Refusal.POINT_UNKNOWN
    if move.source == move.into:
        return Refusal.SAME_POINT
    units, present = state.units.get(move.source, ()), state.units.get(move.into, ())
    record = Merge(
        source=move.source,
        into=move.into,
        statement=state.statement(move.source),
        home=state.home(move.source),
        birth=birth,
        units=units,
        into_statement=state.statement(move.into),
        into_units=present,
    )
    effect = Effect(
        {("merge", move.source): record, ("point", move.source): None, ("statement", move.source): None},
        reads={("point", move.into), ("units", move.source), ("merges", move.source)},
        touches={("merges", move.into)},
    )
    effect.relocate(move.source, record.home, None)
    for unit in units:
        effect.place(unit, move.source, there=False)
        _arrive(state, effect, unit, move.into)
    return effect


def _arrive(state: State, effect: Effect, unit: Unit, point: str) -> None:
    """Be placed at `point`; when it lies there already, rely on that it does."""
    if state.is_placed(unit, point):
        effect.reads.add(("place", unit, point))
    else:
        effect.place(unit, point, there=True)


def _point_restore(state: State, move: m.PointRestore) -> Outcome:
    record = state.merge(move.point)
    if record is None:
        return Refusal.NOT_MERGED
    final, chain = state.final(move.point)
    present = set(state.units.get(final, ()))
    theme = record.home.theme if state.has_theme(record.home.theme) else LOOSE
    effect = Effect(
        {
            ("merge", move.point): None,
            ("point", move.point): record.birth,
            ("statement", move.point): record.statement,
        },
        reads={("theme", theme), ("point", final), *(("merge", link.source) for link in chain[1:])},
        touches={("merges", record.into), ("merges", final), ("units", move.point)},
    )
    effect.relocate(move.point, None, Home(theme, rank_after(state.point_ranks(theme), None)))
    stays = {unit for link in chain for unit in link.into_units}
    for unit in record.units:
        if unit in present:
            effect.place(unit, move.point, there=True)
            if unit not in stays:
                effect.place(unit, final, there=False)
    return effect


def _point_split(state: State, move: m.PointSplit) -> Outcome:
    birth = state.birth(move.point)
    if birth is None:
        return Refusal.POINT_UNKNOWN
    if state.birth(move.new) is not None or state.merge(move.new) is not None:
        return Refusal.POINT_EXISTS
    if not move.statement.strip():
        return Refusal.STATEMENT_BLANK
    chosen, present = set(move.units), set(state.units.get(move.point, ()))
    if refusal := _chosen_refusal(chosen, present):
        return refusal
    home = state.home(move.point)
    effect = Effect(
        {("point", move.new): Birth((move.point, *birth.ancestors)), ("statement", move.new): move.statement},
        reads={("point", move.point), ("theme", home.theme)},
    )
    rank = rank_after(state.point_ranks(home.theme), move.point)
    effect.relocate(move.new, None, Home(home.theme, rank))
    for unit in sorted(chosen):
        effect.place(unit, move.point, there=False)
        effect.place(unit, move.new, there=True)
    return effect


def _chosen_refusal(chosen: set[Unit], present: set[Unit]) -> Refusal | None:
    if not chosen:
        return Refusal.SPLIT_NONE
    if not chosen <= present:
        return Refusal.NOT_PLACED
    return Refusal.SPLIT_ALL if chosen == present else None


def _unit_refusal(state: State, unit: Unit) -> Refusal | None:
    """A whole note can be handled while it is not split, a part while it is."""
    split = state.split(unit.note)
    if unit.part == 0:
        return Refusal.NOTE_IS_SPLIT if split else None
    if split is None or not 1 <= unit.part <= len(split.spans):
        return Refusal.NOT_SPLIT
    return None


def _note_place(state: State, move: m.NotePlace) -> Outcome:
    if state.birth(move.point) is None:
        return Refusal.POINT_UNKNOWN
    if refusal := _unit_refusal(state, move.unit):
        return refusal
    if state.aside(move.unit):
        return Refusal.NOTE_IS_ASIDE
    if state.is_placed(move.unit, move.point):
        return Refusal.ALREADY_PLACED
    effect = Effect(reads={("point", move.point), ("aside", move.unit), ("split", move.unit.note)})
    effect.place(move.unit, move.point, there=True)
    return effect


def _note_unplace(state: State, move: m.NoteUnplace) -> Outcome:
    if not state.is_placed(move.unit, move.point):
        return Refusal.NOT_PLACED
    effect = Effect()
    effect.place(move.unit, move.point, there=False)
    return effect


def _note_move(state: State, move: m.NoteMove) -> Outcome:
    if state.birth(move.target) is None:
        return Refusal.POINT_UNKNOWN
    if move.source == move.target:
        return Refusal.SAME_POINT
    if not state.is_placed(move.unit, move.source):
        return Refusal.NOT_PLACED
    effect = Effect(reads={("point", move.target)})
    effect.place(move.unit, move.source, there=False)
    _arrive(state, effect, move.unit, move.target)
    return effect


def _note_aside(state: State, move: m.NoteAside) -> Outcome:
    if refusal := _unit_refusal(state, move.unit):
        return refusal
    if state.places.get(move.unit):
        return Refusal.NOTE_IS_PLACED
    if state.aside(move.unit):
        return Refusal.NOTE_IS_ASIDE
    if move.reason == AsideReason.OTHER and not move.text.strip():
        return Refusal.REASON_NEEDS_WORDS
    return Effect(
        {("aside", move.unit): Aside(move.reason, move.text)},
        reads={("placed", move.unit), ("split", move.unit.note)},
    )


def _note_back(state: State, move: m.NoteBack) -> Outcome:
    return Effect({("aside", move.unit): None}) if state.aside(move.unit) else Refusal.NOT_ASIDE


def _note_split(state: State, move: m.NoteSplit) -> Outcome:
    whole = Unit(move.note)
    if state.split(move.note):
        return Refusal.NOTE_IS_SPLIT
    if state.places.get(whole):
        return Refusal.NOTE_IS_PLACED
    if state.aside(whole):
        return Refusal.NOTE_IS_ASIDE
    if not _in_order(move.spans):
        return Refusal.SPANS_WRONG
    return Effect({("split", move.note): Split(move.spans, move.digest)}, reads={("placed", whole), ("aside", whole)})


def _in_order(spans: tuple[tuple[int, int], ...]) -> bool:
    flat = [offset for span in spans for offset in span]
    return len(spans) >= 2 and flat[0] >= 0 and flat == sorted(flat) and all(start < end for start, end in spans)


def _note_join(state: State, move: m.NoteJoin) -> Outcome:
    split = state.split(move.note)
    if split is None:
        return Refusal.NOT_SPLIT
    effect = Effect({("split", move.note): None})
    for part in range(1, len(split.spans) + 1):
        unit = Unit(move.note, part)
        effect.reads |= {("placed", unit), ("aside", unit)}
        for point in state.places.get(unit, ()):
            effect.place(unit, point, there=False)
        if state.aside(unit):
            effect.writes[("aside", unit)] = None
    return effect


_EFFECTS = cast(
    "dict[str, Callable[[State, Move], Outcome]]",
    {
        m.ThemeCreate.kind: _theme_create,
        m.ThemeRename.kind: _theme_rename,
        m.ThemeOrder.kind: _theme_order,
        m.ThemeRemove.kind: _theme_remove,
        m.PointCreate.kind: _point_create,
        m.PointState.kind: _point_state,
        m.PointMove.kind: _point_move,
        m.PointRemove.kind: _point_remove,
        m.PointMerge.kind: _point_merge,
        m.PointRestore.kind: _point_restore,
        m.PointSplit.kind: _point_split,
        m.NotePlace.kind: _note_place,
        m.NoteUnplace.kind: _note_unplace,
        m.NoteMove.kind: _note_move,
        m.NoteAside.kind: _note_aside,
        m.NoteBack.kind: _note_back,
        m.NoteSplit.kind: _note_split,
        m.NoteJoin.kind: _note_join,
    },
)
