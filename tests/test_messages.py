# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The catalogues: what is collected, and when a translation counts as missing or broken."""

import gettext
import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django import conf

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "messages.py"
spec = importlib.util.spec_from_file_location("messages_script", SCRIPT)
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


def found(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [(msgid, context) for _line, msgid, context in messages.words_in(path)]


@pytest.mark.locale
def test_marked_words_are_found_in_code(tmp_path):
    code = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

A = _("Møder")
B = ngettext("%(n)s note", "%(n)s noter", 2)
C = pgettext("uge", "Uge")
D = "ikke mærket"
E = _(A)
"""

    assert found(tmp_path, "a.py", code) == [("Møder", None), (("%(n)s note", "%(n)s noter"), None), ("Uge", "uge")]


@pytest.mark.locale
def test_marked_words_are_found_in_pages(tmp_path):
    page = """{% load i18n %}
<p title="{% translate 'Titel' %}">{# {% translate "Skjult" %} #}
    {% blocktranslate trimmed count n=notes|length with what=x %}{{ n }} note
        af {{ what }}{% plural %}{{ n }} noter af {{ what }}{% endblocktranslate %}
  {% translate "Sådan" as how %}{{ how }}"it's"
"""

    assert found(tmp_path, "a.html", page) == [
        ("Titel", None),
        (("%(n)s note af %(what)s", "%(n)s noter af %(what)s"), None),
        ("Sådan", None),
    ]


def test_danish_words_are_shown_as_they_stand_in_the_code():
    """Django has a Danish catalogue of its own: it made "urdu" of "Urdu", in a list of names with capitals."""
    django = gettext.translation("django", Path(conf.__file__).parent / "locale", ["da"])
    own = messages.read("da")
    marked = {words for path in messages.sources() for _line, words, context in messages.words_in(path) if not context}
    plain = {words for words in marked if isinstance(words, str)}

    changed = {words for words in plain if django.gettext(words) != words}

    assert len(plain) > 1000
    assert changed == {"Tamil", "Urdu"}
    assert {words: own[words].string for words in changed if words in own} == {words: words for words in changed}


def test_a_place_carries_what_its_page_is_made_of():
    names = {path.relative_to(messages.PACKAGE).as_posix() for path in messages.places("ar")}

    assert "ui/templates/ui/errors/404.html" in names
    assert {"ui/templates/ui/errors/frame.html", "ui/templates/ui/skeleton.html"} <= names
    assert "ui/templates/ui/pages/accessibility.html" not in names


@pytest.mark.parametrize(
    ("msgid", "string", "complete"),
    [
        ("Hej", "Hi", True),
        ("Hej", "", False),
        (("en", "flere"), ("one", "many"), True),
        (("en", "flere"), ("one", ""), False),
    ],
)
def test_a_translation_is_whole_or_missing(msgid, string, complete):
    assert messages.translated(Message(msgid, string)) is complete


def test_a_doubtful_translation_is_missing():
    assert not messages.translated(Message("Hej", "Hi", flags={"fuzzy"}))


@pytest.mark.parametrize(
    ("msgid", "string", "fault"),
    [
        ("%(n)s noter", "%(n)s notes", False),
        ("%(n)s noter", "notes", True),
        ("%(n)s noter", "%(m)s notes", True),
        ("{minutes} min.", "{minute} min.", True),
        (("%(n)s bord", "%(n)s borde"), ("one table", "%(n)s tables"), False),
        (("%(n)s bord", "%(n)s borde"), ("one table", "%(x)s tables"), True),
    ],
)
def test_a_translation_keeps_its_placeholders(msgid, string, fault):
    assert messages.broken(Message(msgid, string)) is fault


@pytest.mark.locale
def test_every_catalogue_can_be_read_and_says_its_licence():
    paths = sorted(messages.LOCALE.glob("*/LC_MESSAGES/django.po"))

    assert [path.parent.parent.name for path in paths] == ["ar", "da", "en"]
    for path in paths:
        # In two parts, so that it is not taken for this file's own.
        assert "SPDX-License-" + "Identifier: MPL-2.0" in path.read_text(encoding="utf-8")[:200]
        messages.read(path.parent.parent.name)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_translation_is_missing(language):
    kept = messages.read(language)

    missing = [
        message.id
        for message in messages.collected(language)
        if message.id and not ((there := kept.get(message.id, message.context)) and messages.translated(there))
    ]
    assert missing == []


# What readers of the first catalogues stumbled over. One way of address in Arabic: the plural, also to one person.
_LETTER = "[\u0620-\u065f]"  # with the marks over and under the letters, which are no \w
_YOU_ALONE = (
    rf"(?!(?:[وفبل]?(?:ذلك|تلك|هناك)|ال?مشترك|متحرك)(?!{_LETTER})){_LETTER}+ك|أنت|حاول|احفظ|غيّر|اكتب|اختر|اضغط|"
    r"افتح|اقرأ|انتظر|أدخل|ابحث|تأكد|استخدم|أضف|أجب|انقر|لا ترسله?"
)
_COUNTED = r"%\(\w+\)s\S*\s+(?:طاول|ملاحظ|رسال|رسائل|نقط|نقاط|مدرس|مدارس|يوم|أيام|دقيق|دقائق|شخص|أشخاص|عضو|أعضاء)"
STUMBLED_OVER = {
    "ar": {
        "a hearing in court": r"جلسة (?:ال)?استماع",
        "on top of the page": r"على الصفحة",
        "writes about the table": r"يكتب عن الطاولة",
        "is the letter correct, for does it say what you said": r"هل الرسالة صحيحة",
        "answered by force": r"أُجيب عليها",
        "speaks to one man": rf"(?<!{_LETTER})(?:{_YOU_ALONE})(?!{_LETTER})",
    },
    "en": {
        "mails": r"(?i)\bmails\b",
        "e-mail": r"(?i)\be-mails?\b",
        "American": r"(?i)\borgani[z]|\bcolor\b",
        "a language of one's own": r"(?i)\bin same language\b",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "fault", "pattern"),
    [(language, *rule) for language, rules in STUMBLED_OVER.items() for rule in rules.items()],
)
def test_no_translation_says_what_readers_stumbled_over(language, fault, pattern):
    said = [
        (message.id, string)
        for message in messages.read(language)
        if message.id
        for string in ([message.string] if isinstance(message.string, str) else message.string)
        if re.search(pattern, re.sub(r"%\(\w+\)", "%", string))
    ]

    assert said == [], fault


def test_arabic_counts_only_in_words_that_know_the_number():
    """`3 طاولات`, `11 طاولة`, `طاولتان`: a sentence without plural forms names no counted thing after its number."""
    said = [m.id for m in messages.read("ar") if isinstance(m.id, str) and re.search(_COUNTED, m.string or "")]

    assert said == []
