# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig

from samspil.core import chores, registry


class DialogueConfig(AppConfig):
    name = "samspil.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        """Register what the slices do when those below them call; models are loaded only now."""
        self._live()
        self._calls_between_slices()
        self._tasks()
        self._chores()
        self._persons()

    def _live(self) -> None:
        from samspil.dialogue.overview import navigation  # noqa: PLC0415 (app ready)
        from samspil.dialogue.room import live as room  # noqa: PLC0415 (app ready)
        from samspil.dialogue.sorting import live as sorting  # noqa: PLC0415 (app ready)

        room.register()
        sorting.register()
        navigation.register()

    def _calls_between_slices(self) -> None:
        from samspil.dialogue.hearing.actions import hearings_follow, hearings_reword  # noqa: PLC0415 (app ready)
        from samspil.dialogue.hearing.queries import figures  # noqa: PLC0415 (app ready)
        from samspil.dialogue.inviting.actions import change_mails_send  # noqa: PLC0415 (app ready)
        from samspil.dialogue.inviting.hooks import since_last  # noqa: PLC0415 (app ready)
        from samspil.dialogue.inviting.queries import people_written_to  # noqa: PLC0415 (app ready)
        from samspil.dialogue.letter.actions import quotes_drop  # noqa: PLC0415 (app ready)
        from samspil.dialogue.letter.hooks import hearing_figures  # noqa: PLC0415 (app ready)
        from samspil.dialogue.notes import hooks as notes  # noqa: PLC0415 (app ready)
        from samspil.dialogue.notes.hooks import note_changed, words_arrived  # noqa: PLC0415 (app ready)
        from samspil.dialogue.planning.hooks import (  # noqa: PLC0415 (app ready)
            announcements,
            meeting_changed,
            people_told,
        )
        from samspil.dialogue.privacy.actions.redacting import masked_take_out  # noqa: PLC0415 (app ready)
        from samspil.dialogue.promises.queries.since import since_for_invitation  # noqa: PLC0415 (app ready)
        from samspil.dialogue.publishing.actions.publishing import versions_reword  # noqa: PLC0415 (app ready)
        from samspil.dialogue.publishing.queries.versions import announced  # noqa: PLC0415 (app ready)

        note_changed.register("letter", quotes_drop)
        note_changed.register("publishing", versions_reword)
        note_changed.register("hearing", hearings_reword)
        # A note in another language may have got a Danish reading, or lost it.
        note_changed.register("sorting", lambda *, note, by, now: words_arrived(meeting=note.meeting))
        notes.note_rewritten.register("hearing", hearings_follow)
        notes.words_masked.register("privacy", masked_take_out)
        hearing_figures.register("hearing", figures)
        since_last.register("promises", since_for_invitation)
        announcements.register("publishing", announced)
        people_told.register("inviting", people_written_to)
        meeting_changed.register("inviting", change_mails_send)

    def _tasks(self) -> None:
        from samspil.core.enqueueing import enqueue_afterwards, enqueue_once  # noqa: PLC0415 (app ready)
        from samspil.delivery.hooks import mails_come, may_follow  # noqa: PLC0415 (app ready)
        from samspil.dialogue.notes import hooks as notes  # noqa: PLC0415 (app ready)
        from samspil.dialogue.notes.tasks import notes_translate  # noqa: PLC0415 (app ready)
        from samspil.dialogue.planning.hooks import pack_waits  # noqa: PLC0415 (app ready)
        from samspil.dialogue.planning.tasks import pack_work  # noqa: PLC0415 (app ready)
        from samspil.dialogue.published.tasks import letter_files  # noqa: PLC0415 (app ready)
        from samspil.dialogue.publishing.hooks import (  # noqa: PLC0415 (app ready)
            draft_print_waits,
            letter_mailed,
            letter_published,
            reading_drafts_wanted,
        )
        from samspil.dialogue.publishing.live import sends_letter  # noqa: PLC0415 (app ready)
        from samspil.dialogue.publishing.queries.versions import version_by_uuid  # noqa: PLC0415 (app ready)
        from samspil.dialogue.publishing.tasks import (  # noqa: PLC0415 (app ready)
            draft_print_work,
            letter_mails,
            letter_translate,
        )
        from samspil.dialogue.seating.hooks import plan_waits  # noqa: PLC0415 (app ready)
        from samspil.dialogue.seating.tasks import seating_work  # noqa: PLC0415 (app ready)
        from samspil.dialogue.sorting.tasks import notes_embed  # noqa: PLC0415 (app ready)

        notes.words_arrived.register("sorting", lambda *, meeting: enqueue_afterwards(notes_embed, meeting.uuid))
        notes.drafts_wanted.register("notes", lambda *, meeting: enqueue_once(notes_translate, meeting.uuid))
        letter_published.register("publishing", lambda *, version: enqueue_once(letter_mails, version.uuid))
        reading_drafts_wanted.register(
            "publishing", lambda *, letter, language: letter_translate.enqueue(str(letter.uuid), language)
        )
        letter_mailed.register("published", lambda *, version: enqueue_once(letter_files, version.uuid))
        mails_come.register("letters", lambda *, ref: version_by_uuid(uuid=ref) is not None)
        may_follow.register("letters", sends_letter)
        draft_print_waits.register("publishing", lambda *, row: enqueue_once(draft_print_work, row.uuid))
        pack_waits.register("planning", lambda *, pack: enqueue_once(pack_work, pack.uuid))
        plan_waits.register("seating", lambda *, plan: enqueue_once(seating_work, plan.uuid))

    def _chores(self) -> None:
        from samspil.dialogue.inviting import tasks as inviting  # noqa: PLC0415 (app ready)
        from samspil.dialogue.planning import tasks as planning  # noqa: PLC0415 (app ready)
        from samspil.dialogue.planning.actions.printing import packs_forget  # noqa: PLC0415 (app ready)
        from samspil.dialogue.promises import tasks as promises  # noqa: PLC0415 (app ready)
        from samspil.dialogue.publishing import tasks as publishing  # noqa: PLC0415 (app ready)
        from samspil.dialogue.seating import tasks as seating  # noqa: PLC0415 (app ready)
        from samspil.dialogue.seating.actions.guests import guests_forget  # noqa: PLC0415 (app ready)
        from samspil.dialogue.sorting import tasks as sorting  # noqa: PLC0415 (app ready)

        chores.look_after.register("letters without mails", publishing.look_after)
        chores.look_after.register("drafts on paper", publishing.draft_prints_look_after)
        chores.look_after.register("seating plans without an end", seating.look_after)
        chores.look_after.register("print packs without an end", planning.look_after)
        chores.tidy.register("old print packs", packs_forget)
        chores.look_after.register("names of guests", guests_forget)
        chores.look_after.register("mails about promises", promises.look_after)
        chores.look_after.register("notes not understood", sorting.look_after)
        chores.look_after.register("reminders of meetings", inviting.look_after)

    def _persons(self) -> None:
        from samspil.dialogue.privacy.actions import persons as erasing  # noqa: PLC0415 (app ready)
        from samspil.dialogue.privacy.queries import persons  # noqa: PLC0415 (app ready)
        from samspil.dialogue.wishes.queries import person_export  # noqa: PLC0415 (app ready)

        # Erased with the meeting and not with a person: the words are the board's, and guests are no persons.
        registry.exporters.register("dialogue_wishes", person_export)
        registry.erasers.register("dialogue", erasing.person_erase)
        registry.exporters.register("dialogue", persons.person_export)
