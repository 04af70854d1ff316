# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The plan as one form: every part of the page is sent with every press, so that no press loses what another holds."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from samspil.dialogue.meetings import queries
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.planning.forms.meeting import (
    AgendaItemForm,
    AgendaLineForm,
    AttachmentForm,
    MeetingForm,
    RoundForm,
    TablesForm,
)

if TYPE_CHECKING:
    from django import forms
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from samspil.dialogue.meetings.models import Meeting

ADD, ATTACH = "add", "attach"


class PlanForms:
    """The forms of all parts. A part of which nothing was posted is shown as it is stored."""

    def __init__(
        self,
        meeting: Meeting,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    ) -> None:
        self.meeting = meeting
        self.agenda = queries.agenda(meeting=meeting)
        self._data, self._files = data, files
        press = data.get("press", "") if data else ""
        self.basics = MeetingForm(
            **self._bound("title"), initial=MeetingForm.of(meeting), of_class=meeting.school_class_id is not None
        )
        self.lines = [
            (line, AgendaLineForm(**self._bound(f"line-{line.item.uuid}-minutes"), item=line.item))
            for line in self.agenda.lines
        ]
        self.item = AgendaItemForm(
            **self._bound("new-title"),
            **_may_be_empty("new", press != ADD),
            initial={"kind": ItemKind.OTHER, "minutes": 10},
        )
        self.rounds = [
            RoundForm(**self._bound(f"round-{plan.round.uuid}-handout"), plan=plan)
            for plan in queries.rounds(meeting=meeting)
        ]
        self.tables = TablesForm(**self._bound("tables-count"), tables=queries.tables(meeting=meeting))
        self.file = AttachmentForm(**self._bound("file-title"), **_may_be_empty("file", press != ATTACH))

    def _bound(self, name: str) -> dict[str, Any]:
        posted = self._data is not None and name in self._data
        return {"data": self._data, "files": self._files} if posted else {}

    @property
    def parts(self) -> list[forms.Form]:
        return [self.basics, *(form for _line, form in self.lines), *self.rounds, self.tables, self.item, self.file]

    @property
    def unsaved(self) -> bool:
        """Whether something on the page is not stored."""
        return any(form.is_bound and (form.has_changed() or form.errors) for form in self.parts)

    def posted_of(self, prefixes: Container[str | None]) -> QueryDict:
        """What was posted of these parts alone."""
        kept = self._data.copy() if self._data else QueryDict(mutable=True)
        for form in self.parts:
            if form.prefix not in prefixes:
                for name in form.fields:
                    kept.pop(form.add_prefix(name), None)
        return kept

    # What the summary of errors reads of a form.

    @property
    def errors(self) -> list[str]:
        return [name for form in self.parts for name in form.errors]

    @property
    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.parts for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in self.parts:
            yield from form


def _may_be_empty(prefix: str, may: bool) -> dict[str, Any]:
    """Of what is to be added: nothing is wrong with its being empty unless its own button was pressed."""
    return {"prefix": prefix, "empty_permitted": may, "use_required_attribute": False}
