# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The letter as a Word file: real headings, the language of each paragraph, a table of the counts, no macros."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from samspil.dialogue.letter.content import AsideGroup, LetterContent, Point, PublishedNote, Theme
from samspil.dialogue.letter.words.facts import aside_words, figures, hearing_words, other_notes_words
from samspil.dialogue.letter.words.languages import danish, in_danish_words, quoted
from samspil.dialogue.letter.words.meetings import meeting_words, next_place_words, next_words
from samspil.dialogue.letter.words.points import (
    count_line,
    language_words,
    quote_source,
    tables_words,
    voice_words,
    where,
    withheld_words,
)
from samspil.dialogue.meetings.languages import direction
from samspil.dialogue.notes import words as note_words

VOICE, UI = "Palatino Linotype", "Segoe UI"
QUIET = RGBColor(0x4A, 0x58, 0x5B)
PETROL = RGBColor(0x0C, 0x55, 0x60)
# Word wants a region with a language; a plain code is understood too.
REGIONS = {"da": "da-DK", "en": "en-GB", "ar": "ar-SA"}

# python-docx has no types of its own.
Doc = Any
Paragraph = Any


def word_document(content: LetterContent, *, mark: str = "") -> bytes:
    """The whole letter. `mark` ("Udkast") stands at the top of every page."""
    document = Document()
    _set_up(document, content, mark)
    said = _("Brev efter %(title)s") % {"title": danish(content.meeting_title)}
    _quiet(document, f"{said} · {meeting_words(content)}")
    note = in_danish_words("file")
    if note:
        _quiet(document, note)
    _spoken(document.add_heading(level=0), content.title)
    _opening(document, content)
    _counts(document, content)
    for number, theme in enumerate(content.themes, start=1):
        _theme(document, number, theme)
    _apart(document, _("Fra oplægget"), content.talk)
    _apart(document, _("Fra opsamlingen for alle"), content.plenum)
    _closing(document, content)
    _sources(document, content)
    _asides(document, content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Doc, content: LetterContent, mark: str) -> None:
    document.core_properties.title = content.title
    document.core_properties.author = content.sender_name
    document.core_properties.language = "da-DK"
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    styles = document.styles
    _face(styles["Normal"], VOICE, 11.5)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    _face(styles["Title"], VOICE, 24, colour=RGBColor(0x1C, 0x2A, 0x2D))
    _face(styles["Heading 1"], VOICE, 17, colour=PETROL)
    _face(styles["Heading 2"], VOICE, 13, colour=RGBColor(0x1C, 0x2A, 0x2D))
    _face(styles["Quote"], VOICE, 11.5)
    counted = styles.add_style("Samspil Count", WD_STYLE_TYPE.PARAGRAPH)
    counted.base_style = styles["Normal"]
    _face(counted, UI, 9.5, colour=QUIET)
    _language(styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}"), "da")
    if mark:
        head = section.header.paragraphs[0]
        head.text = mark
        head.runs[0].bold = True


def _face(style: Any, name: str, size: float, *, colour: RGBColor | None = None) -> None:
    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(which), name)
    for theme_font in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme_font), None)
    if colour is not None:
        style.font.color.rgb = colour


def _language(properties: Any, code: str) -> None:
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    tag = OxmlElement("w:lang")
    value = REGIONS.get(code, code)
    tag.set(qn("w:val"), value)
    if direction(code) == "rtl":
        tag.set(qn("w:bidi"), value)
    properties.append(tag)


def _spoken(paragraph: Paragraph, text: str, language: str = "da") -> Paragraph:
    """Words in their own language, from right to left where it is written so."""
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    if direction(language) == "rtl":
        properties.append(OxmlElement("w:rtl"))
        _from_right(paragraph)
    _language(properties, language)
    return paragraph


def _from_right(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is None:
        properties.append(OxmlElement("w:bidi"))


def _quiet(document: Doc, text: str) -> Paragraph:
    """What Samspil says, in the reader's language."""
    return _spoken(document.add_paragraph(style="Samspil Count"), text, _reader())


def _heading(document: Doc, text: str, level: int) -> Paragraph:
    """A heading of Samspil's own, in the reader's language."""
    return _spoken(document.add_heading(level=level), text, _reader())


def _reader() -> str:
    return get_language() or "da"


def _prose(document: Doc, text: str) -> None:
    for piece in text.split("\n\n"):
        if piece.strip():
            _spoken(document.add_paragraph(), piece.strip())


def _opening(document: Doc, content: LetterContent) -> None:
    _prose(document, content.greeting)
    _prose(document, content.introduction)
    line = " · ".join(f"{figure.number} {figure.label}" for figure in figures(content.facts))
    _quiet(document, line)
    apart = other_notes_words(content.facts)
    if apart:
        _quiet(document, apart)


def _counts(document: Doc, content: LetterContent) -> None:
    """Theme, point, tables, notes: the head row repeats on each page."""
    points = [(theme.title, point) for theme in content.themes for point in theme.points]
    if not points or content.facts.small:
        return
    _heading(document, _("Punkterne i tal"), 1)
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    heads = (_("Tema"), _("Punkt"), _("Borde"), _("Noter fra borde"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _spoken(cell.paragraphs[0], text, _reader())
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for title, point in points:
        tables = tables_words(point)
        cells = table.add_row().cells
        texts = ((title, "da"), (point.statement, "da"), (tables, _reader()), (str(point.table_notes), _reader()))
        for cell, (text, language) in zip(cells, texts, strict=True):
            _spoken(cell.paragraphs[0], text, language)
    for row in table.rows:
        for cell, width in zip(row.cells, (3.6, 7.4, 3.0, 1.8), strict=True):
            cell.width = Cm(width)
            _small(cell.paragraphs)


def _small(paragraphs: list[Paragraph]) -> None:
    for paragraph in paragraphs:
        paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(9.5)


def _theme(document: Doc, number: int, theme: Theme) -> None:
    _spoken(document.add_heading(level=1), f"{number}. {theme.title}" if theme.title else str(number))
    _prose(document, theme.text)
    for point in theme.points:
        _point(document, point)


def _apart(document: Doc, title: str, points: tuple[Point, ...]) -> None:
    if points:
        _heading(document, title, 1)
        for point in points:
            _point(document, point)


def _point(document: Doc, point: Point) -> None:
    _spoken(document.add_heading(level=2), point.statement)
    _quiet(document, count_line(point))
    for voice in point.voices:
        _spoken(_quiet(document, f"{voice_words(point)} "), voice)
    for quote in point.quotes:
        if quote.dissent:
            _quiet(document, _("En af os ser det anderledes"))
        paragraph = document.add_paragraph(style="Quote")
        _spoken(paragraph, quoted(quote.text, quote.language), quote.language)
        _danish(document, quote.danish)
        _quiet(document, quote_source(quote))


def _closing(document: Doc, content: LetterContent) -> None:
    if content.next:
        _heading(document, _("Næste møde"), 1)
        day = next_words(content.next)
        _spoken(document.add_paragraph(), f"{day[0].upper()}{day[1:]}", _reader())
        _quiet(document, next_place_words(content.next))
    if content.hearing:
        _heading(document, _("Passer brevet?"), 1)
        _quiet(document, " ".join(hearing_words(content.hearing)))
    _prose(document, content.closing)
    sign = document.add_paragraph()
    sign.add_run(content.sender_name).bold = True
    if content.sender_title:
        sign.add_run().add_break()
        sign.add_run(content.sender_title)


def _sources(document: Doc, content: LetterContent) -> None:
    heading = _heading(document, _("Noterne bag punkterne"), 1)
    heading.paragraph_format.page_break_before = True
    for point in content.points:
        _spoken(document.add_heading(level=2), point.statement)
        _notes(document, point.notes)


def _notes(document: Doc, notes: tuple[PublishedNote, ...]) -> None:
    for note in notes:
        if not note.withheld:
            _note(document, note)
            if note.reason_text:
                _spoken(_quiet(document, ""), note.reason_text)
    said = withheld_words(notes)
    if said:
        _quiet(document, said)


def _note(document: Doc, note: PublishedNote) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    label = " · ".join(filter(None, (where(note.place), language_words(note))))
    run = paragraph.add_run(f"{label}: ")
    run.font.size, run.font.color.rgb, run.font.name = Pt(9), QUIET, UI
    _spoken(paragraph, note_words.erased_words() if note.erased else note.text, note.language)
    _danish(document, note.danish)
    if note.dissent:
        said = _("En af os ser det anderledes")
        paragraph = _quiet(document, f"{said}: " if note.dissent_text else said)
        if note.dissent_text:
            _spoken(paragraph, note.dissent_text, note.language)
            _danish(document, note.danish_dissent)


def _danish(document: Doc, text: str) -> None:
    """What the words above say in Danish, where a person has read it so."""
    if text:
        _spoken(_quiet(document, f"{note_words.in_danish()} "), text)


def _asides(document: Doc, content: LetterContent) -> None:
    if not content.asides:
        return
    _heading(document, _("Noter lagt til side"), 1)
    for group in content.asides:
        _aside_group(document, group, content)


def _aside_group(document: Doc, group: AsideGroup, content: LetterContent) -> None:
    _heading(document, aside_words(group, content.facts), 2)
    if not group.notes:
        _quiet(document, _("Ordene er ikke offentlige."))
    _notes(document, group.notes)
