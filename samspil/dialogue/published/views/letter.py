# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The published letter, for those who are logged in and for those with a personal link, and its files.

The letter is made from the frozen content alone; what was answered to its points stands beside it, as it is today.
Opening a link changes nothing: mail scanners open links too.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.core import clock, ics
from samspil.core.throttle import package_taken
from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.queries.readings import version_readings
from samspil.dialogue.promises.queries import answers as promises
from samspil.dialogue.published import calendar as letter_calendar
from samspil.dialogue.published import package as letter_package
from samspil.dialogue.published import queries as package
from samspil.dialogue.published import sheets as letter_sheets
from samspil.dialogue.published.actions.handouts import handouts_print
from samspil.dialogue.published.actions.package import package_print
from samspil.dialogue.publishing.actions.publishing import letter_print
from samspil.dialogue.publishing.links import PURPOSE
from samspil.dialogue.publishing.queries import versions as queries
from samspil.dialogue.publishing.queries.versions import Published
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.roles.access import held_roles, login_required, or_404
from samspil.ui.caching import for_everybody
from samspil.ui.downloads import download

P = ParamSpec("P")
Shown = Callable[Concatenate[HttpRequest, Published, "Address", P], HttpResponse]
Guarded = Callable[..., HttpResponse]
SHEETS = {
    "csv": (letter_sheets.csv_file, letter_sheets.CSV_TYPE),
    "xlsx": (letter_sheets.xlsx_file, letter_sheets.XLSX_TYPE),
}


class Address:
    """How the present reader reaches a version's pages: by its id when logged in, by a link's secret, or openly."""

    def __init__(self, *, token: str = "", openly: UUID | None = None) -> None:
        self._token, self._openly = token, openly

    @property
    def is_open(self) -> bool:
        """Anybody may read: nothing here is for this reader alone."""
        return self._openly is not None

    def of(self, published: Published, what: str = "", *args: object) -> str:
        """The page itself, or what hangs on it: "pdf", "notes", "attachment", "calendar", "package" and so on."""
        tail = f"-{what}" if what else ""
        if self._openly is not None:
            return reverse(f"dialogue:public{tail}", args=[self._openly, *args])
        if not self._token:
            return reverse(f"dialogue:letter{tail}", args=[published.version.uuid, *args])
        url = reverse(f"dialogue:letter-link{tail}", args=[self._token, *args])
        return url if published.is_latest else f"{url}?udgave={published.version.number}"

    def with_part(self, published: Published, part: str) -> str:
        """A part of the letter as PDF."""
        url = self.of(published, "pdf")
        return f"{url}{'&' if '?' in url else '?'}del={part}"

    def of_point(self, published: Published, number: int, form: str) -> str:
        """A point's notes. Points are counted in one version: a page left open must not get another point's after a
        correction.
        """
        url = self.of(published, "point-notes", number, form)
        return url if "?" in url else f"{url}?udgave={published.version.number}"


def _asked_version(request: HttpRequest) -> int | None:
    """The version that `?udgave=` names, of which four digits are enough; None where it names none."""
    number = request.GET.get("udgave", "")
    return int(number[:4]) if number.isdecimal() else None


def by_login(view: Shown[P]) -> Guarded:
    """The version in the address, for officers and for those whose role was invited; 404 for others."""

    @login_required
    @require_safe
    def guarded(request: HttpRequest, /, uuid: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = or_404(queries.published_for(held=held_roles(request), uuid=uuid))
        return view(request, found, Address(), *args, **kwargs)

    return functools.wraps(view)(guarded)


def by_link(view: Shown[P]) -> Guarded:
    """The letter that the link opens: its newest version, or `?udgave=` for an earlier one."""

    @require_safe
    def guarded(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            link = link_by_token(token=token, purpose=PURPOSE, now=clock.now())
        except LinkError as error:
            return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
        found = queries.published_by_link(link=link, number=_asked_version(request))
        return view(request, or_404(found), Address(token=token), *args, **kwargs)

    return functools.wraps(view)(guarded)


def openly(view: Shown[P]) -> Guarded:
    """The newest version, for everybody, while an officer shows it; search engines are asked to keep away, or not."""

    @for_everybody
    @require_safe
    def guarded(request: HttpRequest, /, uuid: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = or_404(package.published_openly(uuid=uuid))
        response = view(request, found, Address(openly=uuid), *args, **kwargs)
        if not found.version.letter.public_indexed:
            response["X-Robots-Tag"] = "noindex"
        return response

    return functools.wraps(view)(guarded)


def page(request: HttpRequest, published: Published, address: Address) -> HttpResponse:
    others = [version for version in queries.versions(meeting=published.meeting) if version != published.version]
    numbers = package.point_numbers(published.content)
    boards = package.contacts(meeting=published.meeting)
    today, sent_on = clock.today(clock.now()), clock.today(published.version.published_at)
    answers = promises.standings(meeting=published.meeting, today=today)
    context = {
        # Only the newest is open to everybody.
        "indexed": address.is_open and published.version.letter.public_indexed,
        "contacts": boards,
        "no_mailbox": any(not board.mailbox for board in boards),
        "point_files": {
            ref: {form: address.of_point(published, number, form) for form in SHEETS} for ref, number in numbers.items()
        },
        "content": published.content,
        "readings": version_readings(version=published.version, language=request.LANGUAGE_CODE),
        "next_since": letter_calendar.next_since(published),
        "number": published.version.number,
        "changes": published.version.changes,
        "published_at": published.version.published_at,
        "latest": published.is_latest,
        "answers": answers,
        "awaited": promises.awaited(content=published.content, answered=answers, sent_on=sent_on, today=today),
        "answered": {"template": "dialogue/letter_answer.html", "stylesheet": "dialogue/promises.css"},
        "asked": published.version.published_at,
        "others": [
            {"number": other.number, "url": address.of(Published(other, published.latest, published.meeting))}
            for other in (() if address.is_open else others)
        ],
        "files": _files(published, address),
        "urls": {
            "latest": address.of(Published(published.latest, published.latest, published.meeting)),
            "calendar": address.of(published, "calendar"),
            "pdf": address.of(published, "pdf"),
            "short": address.with_part(published, letter_pdf.SHORT),
            "appendix": address.with_part(published, letter_pdf.NOTES),
            "docx": address.of(published, "docx"),
            "xlsx": address.of(published, "notes", "xlsx"),
            "csv": address.of(published, "notes", "csv"),
            "handouts": address.of(published, "handouts") if package.has_handouts(meeting=published.meeting) else "",
            "package": address.of(published, "package"),
        },
    }
    return render(request, "dialogue/letter.html", context)


def _files(published: Published, address: Address) -> list[dict[str, object]]:
    return [
        {
            "title": file.title,
            "kind": file.filename.rpartition(".")[2].upper(),
            "size": file.size,
            "url": address.of(published, "attachment", file.ref),
        }
        for file in published.content.files
    ]


def pdf(request: HttpRequest, published: Published, address: Address) -> HttpResponse:
    """The whole letter; `?del=kort` is the short one, `?del=noter` its appendix."""
    part = request.GET.get("del", "")
    name = letter_package.PARTS.get(part, letter_package.letter_pdf)()
    part = part if part in letter_package.PARTS else letter_pdf.WHOLE
    made = letter_print(version=published.version, language=request.LANGUAGE_CODE, part=part)
    return download(made, letter_pdf.PDF_TYPE, name, inline=True)


def docx(request: HttpRequest, published: Published, address: Address) -> HttpResponse:
    mark = "" if published.is_latest else _("Tidligere udgave. Der er kommet en rettet.")
    made = letter_docx.docx_file(published.content, mark=mark)
    return download(made, letter_docx.DOCX_TYPE, letter_package.letter_docx())


def notes(request: HttpRequest, published: Published, address: Address, form: str) -> HttpResponse:
    make, content_type = SHEETS[form]
    return download(make(published.content), content_type, letter_package.notes(form))


def point_notes(request: HttpRequest, published: Published, address: Address, number: int, form: str) -> HttpResponse:
    asked = _asked_version(request)
    in_version = published.version.number if asked is None else asked
    point = or_404(package.numbered_point(published=published, number=number, in_version=in_version))
    make, content_type = SHEETS[form]
    name = _("Noter til punkt %(number)s") % {"number": package.point_numbers(published.content)[point.ref]}
    return download(make(published.content, point), content_type, f"{name}.{form}")


def handouts(request: HttpRequest, published: Published, address: Address) -> HttpResponse:
    made = or_404(handouts_print(version=published.version))
    return download(made, letter_pdf.PDF_TYPE, letter_package.handouts(), inline=True)


def whole_package(request: HttpRequest, published: Published, address: Address) -> HttpResponse:
    """Everything in one file."""
    if address.is_open:
        package_taken(request)
    made = package_print(published=published, language=request.LANGUAGE_CODE)
    whole = letter_package.zip_more(made, _kept_up_to_date(published), at=published.version.published_at)
    return download(whole, letter_package.ZIP_TYPE, letter_package.whole())


def _kept_up_to_date(published: Published) -> Iterator[letter_package.File]:
    files = letter_package
    contacts = package.contacts(meeting=published.meeting)
    if contacts:
        yield files.File(files.contacts(), files.contacts_csv(contacts))
    for row in queries.attachments_of(published=published):
        # One that is not on the disk any more, after a restore without the files, must not take the rest along.
        with contextlib.suppress(OSError), row.file.open("rb") as stored:
            yield files.File(files.inside(row.filename), stored.read())


def calendar(request: HttpRequest, published: Published, address: Address) -> HttpResponse:
    made = letter_calendar.next_ics(published, now=clock.now())
    return download(or_404(made), ics.CONTENT_TYPE, letter_calendar.file_name())


def attachment_file(request: HttpRequest, published: Published, address: Address, attachment: UUID) -> HttpResponse:
    found = or_404(queries.attachment_of(published=published, uuid=attachment))
    with found.file.open("rb") as stored:
        return download(stored.read(), found.content_type, found.filename)
