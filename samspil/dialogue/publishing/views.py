# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Writing the letter: the draft, its quotes, what it will look like, sending it, and how far the sending is."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none, whole_number
from samspil.delivery import gate
from samspil.delivery.personal import STAND_IN
from samspil.delivery.queries import message_progress
from samspil.dialogue.letter import actions
from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.queries import draft as queries
from samspil.dialogue.letter.queries import fairness
from samspil.dialogue.letter.queries.obstacles import names_seen
from samspil.dialogue.letter.queries.readings import readings_of
from samspil.dialogue.letter.short import sentence
from samspil.dialogue.meetings.access import held_meeting, holder_required, may_hold
from samspil.dialogue.notes.queries import translations
from samspil.dialogue.planning.enums import PackState
from samspil.dialogue.publishing import mails as letter_mail
from samspil.dialogue.publishing.actions import publishing
from samspil.dialogue.publishing.actions.draft_prints import draft_print_ask
from samspil.dialogue.publishing.forms import THEME, LetterForm, PublishForm
from samspil.dialogue.publishing.queries import obstacles as checks
from samspil.dialogue.publishing.queries import versions as letter_versions
from samspil.dialogue.publishing.queries.draft_prints import Drawn, draft_print
from samspil.dialogue.publishing.queries.readings import languages
from samspil.people.roles.access import held_roles, login_required, or_404, user
from samspil.ui import merge_fields
from samspil.ui.downloads import download
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting

FIELD_WORDS = {
    merge_fields.TABLES: gettext_lazy("borde på mødet"),
    merge_fields.NOTES: gettext_lazy("noter i alt"),
    merge_fields.PEOPLE: gettext_lazy("sagde ja til at komme"),
    merge_fields.USED: gettext_lazy("noter brugt i brevet"),
    merge_fields.ASIDE: gettext_lazy("noter lagt til side"),
    merge_fields.NEXT: gettext_lazy("næste mødes dag og tid"),
}
# In an officer's session: by meeting, what a correction has changed, typed and not sent yet.
CHANGES = "letter-changes"
LEFT_OUT = gettext_lazy(
    "Brevet blev sendt, før du trykkede, uden det, du har skrevet nu. Dine ord er gemt. De kan sendes som en rettelse."
)
# What the draft can be seen as on paper.
PARTS = {"pdf": letter_pdf.WHOLE, "kort": letter_pdf.SHORT, "bilag": letter_pdf.NOTES}
# The mail is shown as its reader gets it, with its own inline styles; it may fetch and run nothing.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The draft's words. Saving is never refused for what is missing, only for what cannot be said.

    A press that shows the draft (`see`) saves it first: what is seen is what stands on the page.
    """
    meeting = held_meeting(request)
    draft = queries.draft(meeting=meeting, by=user(request))
    if request.method != "POST":
        return _page(request, draft, LetterForm(draft=draft))
    stopped = _stopped(request, draft)
    if stopped:
        return stopped
    if request.POST.get("see") in {"side", "mail"}:
        return redirect("dialogue:letter-preview", uuid=uuid, form=request.POST["see"])
    messages.success(request, _("Brevet er gemt. Ingen andre kan se det endnu."))
    return redirect("dialogue:letter-edit", uuid=uuid)


def _stopped(request: HttpRequest, draft: queries.Draft) -> HttpResponse | None:
    """Save the words that were sent along; the page that says why, when they cannot be saved."""
    form = LetterForm(request.POST, draft=draft)
    if not form.is_valid():
        return _page(request, draft, form, status=422)
    try:
        actions.letter_save(
            meeting=draft.meeting,
            texts=form.texts,
            theme_texts=form.theme_texts,
            revision=form.cleaned_data["revision"],
            by=user(request),
            now=clock.now(),
        )
    except actions.LetterChanged as error:
        return _conflict(request, draft, error)
    if "changes" in request.POST:
        _keep_changes(request, draft.meeting, request.POST["changes"])
    return None


def _stopped_beside(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """As `_stopped`, for a press that is about something else; the page of a point sends no words of the letter."""
    if "title" not in request.POST:
        return None
    return _stopped(request, queries.draft(meeting=meeting, by=user(request)))


def saves_the_words(view: Callable[[HttpRequest, Meeting], HttpResponse]) -> Callable[..., HttpResponse]:
    """For a press on the letter's page: what stands there is saved before it, and is not lost by it.

    Where the words cannot be saved, the page says why, and nothing else is done.
    """

    @functools.wraps(view)
    def saved(request: HttpRequest, uuid: UUID) -> HttpResponse:
        meeting = held_meeting(request)
        return _stopped_beside(request, meeting) or view(request, meeting)

    return saved


def _keep_changes(request: HttpRequest, meeting: Meeting, words: str) -> None:
    """The sentence about a correction is no word of the letter: it waits with its writer until it is sent."""
    kept = {key: said for key, said in request.session.get(CHANGES, {}).items() if key != str(meeting.uuid)}
    request.session[CHANGES] = {**kept, str(meeting.uuid): words} if words.strip() else kept


def _changes(request: HttpRequest, meeting: Meeting) -> str:
    kept = request.session.get(CHANGES, {}).get(str(meeting.uuid), "")
    return str(request.POST.get("changes", kept))


@holder_required
@require_safe
def letter_point(request: HttpRequest, uuid: UUID, point: UUID) -> HttpResponse:
    """The notes behind a point, to quote from."""
    meeting = held_meeting(request)
    shown = or_404(queries.point_of(draft=queries.draft(meeting=meeting, by=user(request)), ref=str(point)))
    context = {"nav": "meetings", "meeting": meeting, "point": shown}
    part = "#picks" if request.htmx else ""  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return render(request, f"dialogue/letter_point.html{part}", context)


@holder_required
@posted("dialogue:letter-edit", "uuid")
@saves_the_words
def letter_quote(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Pick words from a note for its point."""
    pick = request.POST.get("pick", "")
    point = or_404(uuid_or_none(pick.partition(":")[0]))
    note = or_404(queries.note_of(meeting=meeting, uuid=uuid_or_none(pick.partition(":")[2])))
    try:
        actions.quote_pick(
            meeting=meeting,
            point=point,
            note=note,
            text=request.POST.get(f"text:{pick}", ""),
            danish=request.POST.get(f"danish:{pick}", ""),
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _refused(request, meeting, error)
    messages.success(request, _("Citatet er sat ind."))
    return redirect(f"{reverse('dialogue:letter-edit', args=[meeting.uuid])}#punkt-{point}")


@holder_required
@posted("dialogue:letter-edit", "uuid")
@saves_the_words
def letter_unquote(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    quote = whole_number(request.POST.get("quote", ""))
    if quote is not None:
        actions.quote_drop(meeting=meeting, quote=quote, by=user(request), now=clock.now())
        messages.success(request, _("Citatet er taget ud."))
    return redirect("dialogue:letter-edit", uuid=meeting.uuid)


@holder_required
@posted("dialogue:letter-edit", "uuid")
@saves_the_words
def letter_order(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Let the most said stand first, or all as on the desk."""
    by_tables = request.POST.get("order") == "tables"
    actions.letter_order(meeting=meeting, by_tables=by_tables, by=user(request), now=clock.now())
    messages.success(
        request,
        _("Temaer og punkter står nu efter antal borde.") if by_tables else _("Nu står alt som ved sorteringen."),
    )
    return redirect("dialogue:letter-edit", uuid=meeting.uuid)


@holder_required
@posted("dialogue:letter-edit", "uuid")
@saves_the_words
def letter_sentences(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write a draft under each theme that has no words yet, of its points' own statements, for the officer to edit."""
    draft = queries.draft(meeting=meeting, by=user(request))
    empty = [theme for theme in draft.content.themes if theme.ref and not draft.theme_texts.get(theme.ref)]
    try:
        actions.letter_save(
            meeting=meeting,
            texts=draft.texts,
            theme_texts={**draft.theme_texts, **{theme.ref: sentence(theme) for theme in empty}},
            revision=draft.letter.revision if draft.letter else 0,
            by=user(request),
            now=clock.now(),
        )
    except actions.LetterChanged as error:
        return _refused(request, meeting, error)
    messages.success(
        request,
        ngettext("Der er et udkast under %(count)s tema.", "Der er udkast under %(count)s temaer.", len(empty))
        % {"count": len(empty)}
        if empty
        else _("Alle temaer har ord i forvejen."),
    )
    return redirect("dialogue:letter-edit", uuid=meeting.uuid)


@holder_required
@posted("dialogue:letter-edit", "uuid")
def letter_publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save what stands on the page, then send it, or show what is missing."""
    meeting = held_meeting(request)
    before = queries.letter_of(meeting=meeting)
    stopped = _stopped_beside(request, meeting)
    if stopped:
        return stopped
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _refused(request, meeting, _("Siden var for gammel. Intet er sendt. Prøv igen."))
    revision = form.cleaned_data["revision"]
    if "title" in request.POST:
        # The officer's own words were saved a moment ago, and were refused if somebody else's were newer.
        revision = or_404(queries.letter_of(meeting=meeting)).revision
        # A second press with the same words saves nothing: it is answered as the first.
        saved = before is not None and before.revision != revision
        if saved and letter_versions.next_number(meeting=meeting) > form.cleaned_data["number"]:
            return _refused(request, meeting, str(LEFT_OUT))
    try:
        version = publishing.letter_publish(
            meeting=meeting,
            number=form.cleaned_data["number"],
            revision=revision,
            changes=form.cleaned_data["changes"],
            names_checked=form.cleaned_data["names_checked"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _refused(request, meeting, error)
    _keep_changes(request, meeting, "")
    return redirect("dialogue:letter-progress", uuid=version.uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far the mails are; a press sends to those who came later."""
    version = or_404(letter_versions.version_by_uuid(uuid=uuid))
    or_404(may_hold(held_roles(request), version.letter.meeting) or None)
    if request.method == "POST":
        before = message_progress(ref=version.uuid, kind=publishing.KIND).total
        publishing.letter_send(version=version, by=user(request), now=clock.now())
        added = message_progress(ref=version.uuid, kind=publishing.KIND).total - before
        messages.success(
            request,
            ngettext("%(added)s ny mail er på vej.", "%(added)s nye mails er på vej.", added) % {"added": added}
            if added
            else _("Alle, der er inviteret, har fået brevet."),
        )
        return redirect("dialogue:letter-progress", uuid=uuid)
    context = {
        "nav": "meetings",
        "meeting": version.letter.meeting,
        "version": version,
        "title": version.content["title"],
        "progress": message_progress(ref=version.uuid, kind=publishing.KIND),
        "mends": gate.may_read(request),
    }
    return render(request, "dialogue/letter_progress.html", context)


@holder_required
@require_safe
@speaks("da", "en", "ar")
def letter_preview(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The draft as page, mail, PDF or Word file, marked as a draft."""
    meeting = held_meeting(request)
    draft = queries.draft(meeting=meeting, by=user(request))
    content = draft.content
    readings = readings_of(letter=draft.letter, content=content, language=request.LANGUAGE_CODE)
    if form == "side":
        return render(request, "dialogue/letter.html", _draft_page(meeting, content) | {"readings": readings})
    if form == "mail":
        number = letter_versions.next_number(meeting=meeting)
        mail = letter_mail.LetterMail(content, number=number, draft=True, readings=lambda _language: readings)
        response = HttpResponse(mail.to(language=request.LANGUAGE_CODE, token=STAND_IN).html)
        response["Content-Security-Policy"] = MAIL_POLICY
        return response
    if form in PARTS:
        return _on_paper(request, meeting, PARTS[form], Drawn(content, readings).digest)
    if form == "docx":
        made = letter_docx.docx_file(content, mark=_("Udkast"))
        return download(made, letter_docx.DOCX_TYPE, _("Udkast.docx"))
    raise Http404


def _on_paper(request: HttpRequest, meeting: Meeting, part: str, digest: str) -> HttpResponse:
    """The draft's file where the worker has drawn it as it is now; else a page that waits for it and then opens it."""
    language = request.LANGUAGE_CODE
    query = request.GET.copy()
    again = bool(query.pop("igen", None))
    row = None if again else draft_print(meeting=meeting, part=part, language=language, digest=digest)
    address = f"{request.path}?{query.urlencode()}"
    if row is None:
        row = draft_print_ask(meeting=meeting, part=part, language=language, by=user(request), now=clock.now())
    if again:
        # Asked once, not each time the page looks whether it is there.
        return redirect(address)
    if row.content is None:
        context = {"nav": "meetings", "meeting": meeting, "row": row, "waiting": row.state == PackState.WAITING}
        context |= {"address": address}
        return render(request, "dialogue/letter_draft_print.html", context)
    if request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponse(headers={"HX-Redirect": address})
    return download(bytes(row.content), letter_pdf.PDF_TYPE, _("Udkast.pdf"), inline=True)


def _draft_page(meeting: Meeting, content: object) -> dict[str, object]:
    edit = reverse("dialogue:letter-edit", args=[meeting.uuid])
    preview = {form: reverse("dialogue:letter-preview", args=[meeting.uuid, form]) for form in (*PARTS, "docx", "mail")}
    return {
        "content": content,
        "draft": True,
        "latest": True,
        "number": letter_versions.next_number(meeting=meeting),
        "files": [],
        "urls": {
            **preview,
            "short": preview["kort"],
            "appendix": preview["bilag"],
            "edit": edit,
            "xlsx": "",
            "csv": "",
        },
    }


def _page(
    request: HttpRequest,
    draft: queries.Draft,
    form: LetterForm,
    *,
    status: int = 200,
    not_ready: SamspilError | str = "",
    conflict: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    meeting = draft.meeting
    published = letter_versions.versions(meeting=meeting)
    mails = letter_versions.mail_languages(meeting=meeting, now=clock.now())
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "content": draft.content,
        "form": form,
        "by_tables": draft.letter is not None and draft.letter.by_tables,
        "sections": [_section(form, section) for section in queries.draft_sections(draft)],
        "stray": queries.stray_quotes(draft),
        "versions": published,
        "fields": [
            {"code": f"{{{name}}}", "value": draft.values[name], "words": words} for name, words in FIELD_WORDS.items()
        ],
        "languages": languages(meeting=meeting, mails=mails) if draft.letter else [],
        "obstacles": not_ready.obstacles
        if isinstance(not_ready, publishing.NotReady)
        else checks.obstacles(draft, now=clock.now()),
        "names": names_seen(draft),
        "fairness": fairness.fairness(draft),
        "without_danish": translations.count_without_danish(draft.sources.notes.values()),
        "recipients": len(mails),
        "publish_form": PublishForm(
            number=letter_versions.next_number(meeting=meeting),
            revision=draft.letter.revision if draft.letter else 0,
            changes=_changes(request, meeting),
        ),
        "urls": {"desk": reverse("dialogue:sorting", args=[meeting.uuid])},
        "not_ready": not_ready,
        "conflict": conflict,
    }
    return render(request, "dialogue/letter_edit.html", context, status=status)


def _section(form: LetterForm, section: queries.DraftSection) -> dict[str, object]:
    field = form.theme_field(section.theme.ref) if section.theme else None
    return {
        "theme": section.theme,
        "number": section.number,
        "title": section.title,
        "rows": section.rows,
        "field": field,
    }


def _refused(request: HttpRequest, meeting: Meeting, error: SamspilError | str) -> HttpResponse:
    draft = queries.draft(meeting=meeting, by=user(request))
    return _page(request, draft, LetterForm(draft=draft), status=409, not_ready=error)


def _conflict(request: HttpRequest, draft: queries.Draft, error: SamspilError) -> HttpResponse:
    """Both texts: what the officer wrote stays in the fields, what a colleague saved stands above."""
    data = request.POST.copy()
    data["revision"] = str(draft.letter.revision if draft.letter else 0)
    form = LetterForm(data, draft=draft)
    form.is_valid()
    differing = [
        (str(form[name].label), draft.texts[name])
        for name in queries.TEXTS
        if draft.texts[name] != form.cleaned_data.get(name)
    ]
    themes = {theme.ref: theme.title for theme in draft.content.themes if theme.ref}
    differing += [
        (title, draft.theme_texts.get(ref, ""))
        for ref, title in themes.items()
        if draft.theme_texts.get(ref, "") != form.cleaned_data.get(f"{THEME}{ref}", "")
    ]
    return _page(request, draft, form, status=409, not_ready=error, conflict=differing)
