# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every model of the feature, for Django and for who stands above it; each lives in its slice."""

from samspil.dialogue.hearing.models import Hearing, HearingAsk, HearingRemark
from samspil.dialogue.inviting.models import Invitation, InvitationReply
from samspil.dialogue.letter.models import Letter, LetterPrint, LetterQuote, LetterReading, LetterVersion
from samspil.dialogue.meetings.models import AgendaItem, Attachment, Meeting, MeetingChange, MeetingTable, Round
from samspil.dialogue.notes.models import Echo, Note, NoteReading, NoteRevision, NoteTranslation, PaperSheet
from samspil.dialogue.planning.models import PrintPack
from samspil.dialogue.promises.models import MailRhythm, PromiseAnswer, PromiseDigest, PromiseReminder, PromiseTold
from samspil.dialogue.publishing.models import DraftPrint
from samspil.dialogue.seating.models import Guest, SeatingPlan, SeatingWish
from samspil.dialogue.sorting.models import NoteVector, SortingMove, SortingSeat, StatementVector
from samspil.dialogue.wishes.models import AgendaWish, MeetingGoal, WishSecond

__all__ = [
    "AgendaItem",
    "AgendaWish",
    "Attachment",
    "DraftPrint",
    "Echo",
    "Guest",
    "Hearing",
    "HearingAsk",
    "HearingRemark",
    "Invitation",
    "InvitationReply",
    "Letter",
    "LetterPrint",
    "LetterQuote",
    "LetterReading",
    "LetterVersion",
    "MailRhythm",
    "Meeting",
    "MeetingChange",
    "MeetingGoal",
    "MeetingTable",
    "Note",
    "NoteReading",
    "NoteRevision",
    "NoteTranslation",
    "NoteVector",
    "PaperSheet",
    "PrintPack",
    "PromiseAnswer",
    "PromiseDigest",
    "PromiseReminder",
    "PromiseTold",
    "Round",
    "SeatingPlan",
    "SeatingWish",
    "SortingMove",
    "SortingSeat",
    "StatementVector",
    "WishSecond",
]
