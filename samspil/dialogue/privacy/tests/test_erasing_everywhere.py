# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whatever was done with a note's words before: once it is erased they can be read nowhere."""

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samspil.core.errors import Refused
from samspil.core.tests.everywhere import places
from samspil.dialogue.hearing.actions import hearing_close, hearing_open
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.models import Letter, Meeting, Note
from samspil.dialogue.notes.actions.notes import note_edit
from samspil.dialogue.privacy.actions.erasing import StillSaid, note_erase
from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
from samspil.dialogue.sorting.actions.moves import sorting_undo
from samspil.dialogue.sorting.queries.board import board_for
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite, point_uuid
from samspil.dialogue.tests.promise_evening import answer
from samspil.engines.sorting import PointState, ThemeRename

pytestmark = pytest.mark.django_db
SECRETS = (
    "Zebrastriber ved vandposten",
    "Vores dreng græd, da Ibenholt & co råbte ad ham, og ingen kom",
    "qx7f-42a9",
    "طفلي يبكي عند البوابة الزرقاء",
    "🦓🙈",
)
OTHER = "Noget helt andet"


class Told:
    """An evening and the things that officers can do with the words of one of its notes."""

    def __init__(self, secret):
        self.secret, self.evening, self.count = secret, an_evening(), 0
        self.evening.draft()
        invite(self.evening)
        self.note = self.evening.notes["single"]
        Note.objects.filter(pk=self.note.pk).update(text=secret)
        self.note.refresh_from_db()
        self.kwargs = {"by": self.evening.by, "now": LATER}

    @property
    def meeting(self):
        return Meeting.objects.get(pk=self.evening.meeting.pk)

    def unlike(self):
        self.count += 1
        return f"{OTHER}, nummer {self.count}"

    def edit(self):
        note_edit(note=self.note, text=self.unlike(), **self.kwargs)

    def edit_back(self):
        note_edit(note=self.note, text=self.secret, **self.kwargs)

    def state(self):
        self.count += 1
        self.evening.move(PointState(self.evening.single, f"Flere siger: {self.secret}. Og {self.count} til."))

    def reword(self):
        self.evening.move(PointState(self.evening.single, self.unlike()))

    def rename(self):
        self.count += 1
        self.evening.move(ThemeRename(self.evening.school, f"{self.secret} ({self.count})"))

    def name(self):
        self.evening.move(ThemeRename(self.evening.school, self.unlike()))

    def undo(self):
        sorting_undo(meeting=self.meeting, **self.kwargs)

    def write(self):
        self.evening.draft(introduction=f"En skrev »{self.secret}«. Tak.")

    def rewrite(self):
        self.evening.draft(introduction=self.unlike())

    def quote(self):
        text = Note.objects.get(pk=self.note.pk).text
        point = point_uuid(self.evening.single)
        quote_pick(meeting=self.meeting, point=point, note=self.note, text=text, **self.kwargs)

    def hear(self):
        hearing_open(meeting=self.meeting, days=3, names_checked=True, **self.kwargs)

    def hear_no_more(self):
        hearing_close(meeting=self.meeting, **self.kwargs)

    def publish(self):
        letter = Letter.objects.get(meeting=self.meeting)
        number = letter.versions.count() + 1
        version = letter_publish(
            meeting=self.meeting,
            number=number,
            revision=letter.revision,
            changes=f"Nu uden »{self.secret}«." if number > 1 else "",
            names_checked=True,
            **self.kwargs,
        )
        letter_send(version=version, **self.kwargs)
        self.open()

    def promise(self):
        answer(self.evening, self.evening.single, words=f"I skrev {self.secret}")

    def open(self):
        Meeting.objects.filter(pk=self.meeting.pk).update(sorting_closed_at=None)

    def do(self, name):
        try:
            with transaction.atomic():
                getattr(self, name)()
        except (Refused, IndexError, AttributeError):
            # Not now: no letter yet, a hearing that is open, nothing to undo.
            return

    def erase(self):
        """As an officer does it who follows each refusal."""
        self.open()
        for _ in range(9):
            try:
                return note_erase(note=self.note, **self.kwargs)
            except StillSaid as error:
                refused = error
            told = refused.saying
            assert told.words[:70] in str(refused)
            (self.rewrite if told.field else self.reword if told.point else self.name)()
        return pytest.fail("refused again and again")


def path(steps):
    return steps.split()


STEPS = path("edit edit_back state reword rename name undo write rewrite quote hear hear_no_more publish promise")


@settings(max_examples=5)
@given(st.sampled_from(SECRETS), st.lists(st.sampled_from(STEPS), max_size=14))
@example(SECRETS[0], path("state rename write quote hear hear_no_more publish promise reword publish"))
@example(SECRETS[1], path("state state reword quote write publish reword rewrite publish promise edit"))
@example(SECRETS[2], path("state reword state undo undo edit publish"))
@example(SECRETS[4], path("write state hear publish reword rewrite publish"))
def test_an_erased_notes_words_are_nowhere(secret, steps):
    with transaction.atomic():
        told = Told(secret)
        for step in steps:
            told.do(step)
        before = letter_content(meeting=told.meeting).facts
        assert places(secret)

        told.erase()

        assert places(secret) == set()
        assert letter_content(meeting=told.meeting).facts == before
        # The log can still be read, and undone.
        told.do("undo")
        assert secret not in str(board_for(meeting=told.meeting).board.points)
        transaction.set_rollback(True)
