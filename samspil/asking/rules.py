# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is asked, whom, and what they said, as plain values; and what follows from them."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from samspil.asking.enums import OWN_HAND, QuestionKind
from samspil.core import anonymity
from samspil.core.errors import Refused

TEXT_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """`under`: the key of the option that this one lies beneath, as »Tolk ønskes« beneath »Sprog«."""

    key: str
    texts: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    under: str = ""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as a feature writes it; texts are {language: words}, in Danish at least.

    `words` is the label of a field for a few words beside the options; without it there is none. `sealed`: only those
    who may read the answers see it, it is in no figure and its words are never shown without names. `drafts`: the
    languages in which nobody has approved the words yet; they are shown with their mark and the Danish beside.
    """

    key: str
    kind: str
    texts: Mapping[str, str]
    options: Sequence[OptionDraft] = ()
    optional: bool = False
    sealed: bool = False
    hint: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    drafts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class AskedDraft:
    """Somebody who is asked, for which pupils, and the label of the home they share with others there.

    An empty `home`: a home of their own. A pupil who is asked is the pupil themselves.
    """

    person_id: int
    pupil_ids: Sequence[int]
    home: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said to one question. Nothing chosen and no words is an answer too; so is `declined`."""

    chosen: tuple[str, ...] = ()
    text: str = ""
    declined: bool = False

    @property
    def says_something(self) -> bool:
        return bool(self.chosen or self.text)


def said_to_json(said: Mapping[str, Said]) -> str:
    return json.dumps({key: asdict(one) for key, one in said.items()}, ensure_ascii=False, sort_keys=True)


def said_from_json(text: str | None) -> dict[str, Said]:
    rows = json.loads(text or "{}")
    return {
        key: Said(tuple(row["chosen"]), str(row["text"]), bool(row["declined"])) for key, row in sorted(rows.items())
    }


def digest(questions: Sequence[QuestionDraft], *, words: bool) -> str:
    """The same for the same questions: with `words` as they are written, without as far as one answer fits both."""
    rows: list[object] = []
    for one in questions:
        options = [[option.key, *([dict(option.texts), dict(option.hint), option.under] if words else [])]
                   for option in one.options]  # fmt: skip
        row: list[object] = [one.key, str(one.kind), options]
        if words:
            row += [dict(one.texts), dict(one.hint), dict(one.words), one.optional, one.sealed, sorted(one.drafts)]
        rows.append(row)
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def checked(questions: Sequence[QuestionDraft]) -> None:
    """Raises ValueError for what a feature may not ask: it is the feature's mistake, nobody else's."""
    keys = [one.key for one in questions]
    choosing = [one for one in questions if one.kind != QuestionKind.TEXT]
    if not keys or len(set(keys)) != len(keys) or any(len({o.key for o in one.options}) < 2 for one in choosing):
        msg = "a set has questions with keys of their own, and two options or more where one chooses"
        raise ValueError(msg)


def may_answer(*, custody: bool, contact_allowed: bool, reason: str) -> bool:
    """Who may be asked about a pupil: with custody, or by a reason (placement, decision, consent), if they may be
    written to.
    """
    return contact_allowed and (custody or bool(reason))


class Reach(enum.StrEnum):
    """Where a home stands. Whoever would rather not answer has answered; nobody counts or names them."""

    ANSWERED = "answered"
    DECLINED = "declined"
    WAITING = "waiting"
    # Nobody of it is there for the pupil any more, and nobody had answered.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Voice:
    """How far one of a home has come. `there`: may still answer for the pupil."""

    answered: bool
    declined: bool
    there: bool


def reach(voices: Iterable[Voice]) -> Reach:
    """One answer is the home's; without one, whoever would rather not speaks for it; then somebody must be there."""
    rows = list(voices)
    if any(one.answered for one in rows):
        return Reach.ANSWERED
    if any(one.declined for one in rows):
        return Reach.DECLINED
    return Reach.WAITING if any(one.there for one in rows) else Reach.GONE


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a home: by which way, when it was given, what it says."""

    origin: str
    given_at: datetime
    said: Mapping[str, Said]


def that_counts(answers: Iterable[Given]) -> Given | None:
    """Of a home's answers the newest in its own hand; what somebody wrote down for it where there is none."""
    return max(answers, key=lambda one: (one.origin in OWN_HAND, one.given_at), default=None)


Figures = dict[str, dict[str, int | None]]


def figures(*, questions: Sequence[tuple[str, str, Sequence[str]]], counted: Sequence[Mapping[str, Said]], homes: int
            ) -> Figures:  # fmt: skip
    """{question: {option: homes}} of `homes` that were asked; None where a figure would show few.

    `questions` are (key, kind, options). Those who did not answer, or would rather not, are a part of the whole that is
    never told: so no sum of what is shown tells how many they are when they are few.
    """
    found: Figures = {}
    for key, kind, options in questions:
        given = [said[key] for said in counted if key in said and not said[key].declined]
        counts = {option: sum(option in one.chosen for one in given) for option in options}
        if kind == QuestionKind.CHOICES:
            # Whoever chose one may have chosen another: each is a split of its own.
            found[key] = {option: anonymity.shown(count, homes) for option, count in counts.items()}
        else:
            parts = anonymity.split({**counts, "": homes - sum(counts.values())})
            found[key] = {option: parts[option] for option in options}
    return found


@dataclass(frozen=True, slots=True)
class Used:
    """What a home has been asked in a school year."""

    sets: int = 0
    minutes: int = 0


def within(limit: Used, *, used: Used, minutes: int) -> None:
    """Raises Refused where one set more would be too much for a home; it does not say which home."""
    if used.sets + 1 <= limit.sets and used.minutes + minutes <= limit.minutes:
        return
    raise Refused(
        _(
            "Spørgsmålene er ikke sendt. Et hjem må blive spurgt højst %(sets)s gange og %(most)s minutter på et "
            "skoleår. Et hjem her er spurgt %(used)s gange og %(minutes)s minutter, og det her tager %(more)s "
            "minutter. Gør det kortere, spørg på næste møde, eller vent til næste skoleår."
        )
        % {"sets": limit.sets, "most": limit.minutes, "used": used.sets, "minutes": used.minutes, "more": minutes},
        code="asking-limit",
    )
