# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows of a meeting, from the plan to the letter."""

from samspil.dialogue.models.harvest import Echo
from samspil.dialogue.models.hearing import Hearing, HearingAsk, HearingRemark
from samspil.dialogue.models.invitation import Invitation, InvitationReply
from samspil.dialogue.models.letter import Letter, LetterPrint, LetterQuote, LetterVersion
from samspil.dialogue.models.meeting import AgendaItem, Attachment, Meeting, MeetingTable, Round
from samspil.dialogue.models.note import Note, NoteReading, NoteRevision, NoteTranslation
from samspil.dialogue.models.paper import PaperSheet
from samspil.dialogue.models.promise import PromiseAnswer, PromiseDigest, PromiseReminder
from samspil.dialogue.models.rhythm import MailRhythm, PromiseTold
from samspil.dialogue.models.seating import Guest, SeatingPlan, SeatingWish
from samspil.dialogue.models.sorting import NoteVector, SortingMove, SortingSeat, StatementVector
from samspil.dialogue.models.wish import AgendaWish, MeetingGoal, WishSecond

__all__ = [
    "AgendaItem",
    "AgendaWish",
    "Attachment",
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
    "LetterVersion",
    "MailRhythm",
    "Meeting",
    "MeetingGoal",
    "MeetingTable",
    "Note",
    "NoteReading",
    "NoteRevision",
    "NoteTranslation",
    "NoteVector",
    "PaperSheet",
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
