# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows of a meeting, from the plan to the letter."""

from samspil.dialogue.models.hearing import Hearing, HearingAsk, HearingRemark
from samspil.dialogue.models.invitation import Invitation, InvitationReply
from samspil.dialogue.models.letter import Letter, LetterPrint, LetterQuote, LetterVersion
from samspil.dialogue.models.meeting import AgendaItem, Attachment, Meeting, MeetingTable, Round
from samspil.dialogue.models.note import Note, NoteReading, NoteRevision
from samspil.dialogue.models.promise import PromiseAnswer, PromiseDigest, PromiseReminder
from samspil.dialogue.models.sorting import NoteVector, SortingMove, SortingSeat, StatementVector

__all__ = [
    "AgendaItem",
    "Attachment",
    "Hearing",
    "HearingAsk",
    "HearingRemark",
    "Invitation",
    "InvitationReply",
    "Letter",
    "LetterPrint",
    "LetterQuote",
    "LetterVersion",
    "Meeting",
    "MeetingTable",
    "Note",
    "NoteReading",
    "NoteRevision",
    "NoteVector",
    "PromiseAnswer",
    "PromiseDigest",
    "PromiseReminder",
    "Round",
    "SortingMove",
    "SortingSeat",
    "StatementVector",
]
