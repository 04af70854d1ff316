# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template import engines
from django.utils import translation
from pypdf import PdfReader

from samspil.ui import pdf
from samspil.ui.samples import THEMES

pytestmark = pytest.mark.locale

WORDS = {
    "da": "Kære Åse, æblerne på øen koster 12 kr. → »Så er det sagt« ✓",
    "pl": "Zażółć gęślą jaźń, ŁÓDŹ",
    "tr": "İstanbul’da ığdır, öğle, şeker",
    "so": "Waxaan rabnaa farriimo gaagaaban",
    "uk": "Привіт, їжа ґанок",
    "vi": "Chúng tôi muốn tin ngắn, dễ hiểu",
    "ur": "ہمیں آسان زبان میں مختصر پیغامات چاہییں۔ ٹیچر ڈاکٹر بچے",
    "ar": "نريد رسائل قصيرة وبلغة سهلة. شكرًا لكم، أين الحافلة؟",
    "zh": "我们希望收到简短易懂的信息",
    "ti": "ሓጺርን ቀሊልን መልእኽቲ ንደሊ",
    "ta": "குறுகிய எளிய செய்திகள் வேண்டும்",
    "fa": "لطفاً پیام‌های کوتاه گژچپ",
}


def page(main, **context):
    source = "{% extends 'ui/print.html' %}{% load samspil %}{% block title %}T{% endblock %}{% block main %}"
    return engines["django"].from_string(source + main + "{% endblock %}").render(context)


def made(main, *, title="Brev", language="da", **context):
    return PdfReader(io.BytesIO(pdf.render(page(main, **context), title=title, language=language)))


def letters(text):
    return sorted(letter for letter in text if letter.isalpha())


def structure(reader):
    """Every element of the document's structure, in reading order: its kind and what stands for a picture."""

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(node, dict):
            return
        if "/S" in node:
            yield node["/S"], node.get("/Alt")
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from walk(kid)

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_document_says_its_name_its_language_and_that_it_is_tagged():
    reader = made("<h1>Brev</h1>", title="Brev efter mødet", language="da")

    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Brev efter mødet"
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_headings_lists_and_tables_are_known_to_a_screen_reader():
    reader = made("<h1>A</h1><h2>B</h2><ul><li>C</li></ul><table><tr><th>D</th><td>E</td></tr></table>")

    kinds = [kind for kind, _alt in structure(reader)]
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"} <= set(kinds)


def test_a_picture_has_its_name_and_a_decoration_none():
    reader = made("{% theme_map themes label='Kort over fem temaer' %}{% mark 36 %}{% icon 'check' %}", themes=THEMES)

    figures = [alt for kind, alt in structure(reader) if kind == "/Figure"]
    assert figures == ["Kort over fem temaer", " ", " "]


@pytest.mark.parametrize("voice", ["", "sp-voice"])
@pytest.mark.parametrize("language", sorted(WORDS))
def test_each_language_is_drawn_with_our_fonts_and_can_be_read_out_again(language, voice):
    direction = "rtl" if language in {"ar", "ur", "fa"} else "ltr"

    reader = made(f"<p class='{voice}' lang='{language}' dir='{direction}'>{WORDS[language]}</p>")

    text = reader.pages[0].extract_text().replace("Samspil", "")
    assert letters(text) == letters(WORDS[language])
    if direction == "ltr":
        assert WORDS[language] in text.replace("\n", " ")
    names = [font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert all("Samspil" in name for name in names)


def test_words_from_right_to_left_come_out_in_their_order():
    reader = made(f"<p lang='ar' dir='rtl'>{WORDS['ar']}</p>")

    text = reader.pages[0].extract_text()
    assert text.index("نريد") < text.index("سهلة") < text.index("الحافلة")


def test_no_page_has_a_missing_glyph():
    reader = made("".join(f"<p class='sp-voice'>{said}</p><p>{said}</p>" for said in WORDS.values()) + "<p>😀 ⭐ 𓀀</p>")

    # Glyph 0 of every face is .notdef; the pair 0000-ffff is the range of the map itself.
    pairs = [pair for text in _maps(reader) for pair in re.findall(rb"<(\w{4})> <(\w+)>", text)]
    assert len(pairs) > 100
    assert [pair for pair in pairs if pair[0] == b"0000" and pair[1] != b"ffff"] == []


def _maps(reader):
    for sheet in reader.pages:
        for font in sheet["/Resources"]["/Font"].values():
            yield font.get_object()["/ToUnicode"].get_object().get_data()


def test_emoji_are_shown_and_what_no_font_has_is_marked():
    text = made("<p>Godt 😀 𓀀</p>").pages[0].extract_text()

    assert "😀" in text
    assert "𓀀" not in text
    assert "�" in text


def test_nothing_outside_the_house_is_read(caplog):
    reader = made(
        "<img src='http://localhost:1/x.png' alt='x'><img src='file:///etc/passwd' alt='y'>"
        "<link rel=stylesheet href='https://samspil.invalid/static/../../settings.py'><p>Teksten står der</p>"
    )

    assert "Teksten står der" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://localhost/",
        "https://samspil.invalid/static/../settings.py",
        "https://samspil.invalid/fonts/../pdf.py",
        "https://samspil.invalid.example/static/ui/mark.svg",
        "data:text/plain,x",
        "https://samspil.invalid/static/",
    ],
)
def test_an_address_outside_our_files_has_no_file(address):
    assert pdf._file(address) is None


def test_a_page_has_its_look_also_when_its_files_have_been_collected():
    html = page("<p>Skolen {% icon 'check' %}</p>")
    collected = re.sub(r"(/static/[\w/]+)\.(css|svg)", r"\1.0123456789ab.\2", html)
    assert "print.0123456789ab.css" in collected

    reader = PdfReader(io.BytesIO(pdf.render(collected, title="T", language="da")))

    names = {font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert {name.split("+")[1] for name in names} == {"Samspil-Sans"}
    assert "<use" not in pdf._with_styles(collected)


def test_pictures_have_their_colours_on_paper():
    style = pdf.picture_style(frozenset({"sp-dots", "sp-dot-on", "sp-map-theme", "is-focus", "sp-map-ground"}))

    assert "var(" not in style
    assert ".sp-dot-on{fill: #0c5560;}" in style
    assert ".sp-map-theme.is-focus .sp-map-ground{" in style
    assert "sp-dot-off" not in style


def test_a_picture_carries_only_the_rules_it_uses():
    dressed = pdf._with_styles('<p><svg class="x"><path d=""/></svg><svg><circle class="sp-dot-on"/></svg></p>')

    assert dressed.count("<style>") == 1
    assert dressed.count("<title> </title>") == 2


def test_the_running_foot_and_the_number_of_pages_are_on_each_page():
    source = "{% extends 'ui/print.html' %}{% block foot_words %}Brev til jer{% endblock %}{% block main %}"
    html = engines["django"].from_string(source + "<p class='sp-sheet'>A</p><p>B</p>{% endblock %}").render({})

    reader = PdfReader(io.BytesIO(pdf.render(html, title="T", language="da")))

    texts = [sheet.extract_text() for sheet in reader.pages]
    assert len(texts) == 2
    assert all("Brev til jer" in text for text in texts)
    assert ["1 / 2" in texts[0], "2 / 2" in texts[1]] == [True, True]


def test_a_file_is_the_same_after_another_and_in_another_thread():
    """Fonts and style sheets are read once a thread: nothing of one file may colour the next."""
    first, other = page("<h1>Brevet</h1><p>Tak for i aftes.</p>"), page('<p lang="ar" dir="rtl">شكرًا</p>' * 40)
    made = pdf.render(first, title="Brev", language="da")
    pdf.render(other, title="Andet", language="ar")
    with ThreadPoolExecutor(1) as threads:
        elsewhere = threads.submit(pdf.render, first, title="Brev", language="da").result()

    assert pdf.render(first, title="Brev", language="da") == made == elsewhere


def test_an_arabic_page_runs_from_right_to_left():
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in page("")


def test_a_server_without_pango_says_what_to_do(monkeypatch):
    def missing():
        raise pdf.PdfUnavailable("Serveren kan ikke lave PDF endnu.", code="pdf-pango-missing")

    monkeypatch.setattr(pdf, "_weasyprint", missing)

    assert not pdf.available()
    with pytest.raises(pdf.PdfUnavailable):
        pdf.render("", title="", language="da")


def test_a_server_without_fonts_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", tmp_path)

    with pytest.raises(pdf.PdfUnavailable, match="skrifterne mangler"):
        pdf.render("", title="", language="da")
