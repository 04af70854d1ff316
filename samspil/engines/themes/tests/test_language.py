# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest

from samspil.engines.themes.language import guess_language, readable, stem, without_comment, words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mindre støj → mere ro", "mindre støj, mere ro"),
        ("kaffe + te = hygge", "kaffe og te er hygge"),
        ("mor/far", "mor eller far"),
        ("24/7 åbent", "24/7 åbent"),
        ("svar pga. regn, f.eks. i kl. 5", "svar på grund af regn, for eksempel i kl. 5"),
        ("samtaler m. alle", "samtaler med alle"),
        ('"Aldrig igen"', "Aldrig igen"),
        ("fælles for HELE huset", "fælles for hele huset"),
        ("C++", "C++"),
        ("", ""),
    ],
)
def test_readable_writes_signs_out(written, read):
    assert readable(written) == read


def test_comment_is_a_whole_sentence_in_parentheses():
    assert without_comment("Alle skal med. (Se også det næste.)") == "Alle skal med."
    assert without_comment("Alle (også børn) skal med.") == "Alle (også børn) skal med."
    assert without_comment("(Kun en bemærkning.)") == "(Kun en bemærkning.)"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi vil gerne have længere åbent", "da"),
        ("We would like the library to be open", "en"),
        ("Kütüphane pazar günü de açık olmalı", "tr"),
        ("Biblioteka powinna być otwarta w niedzielę", "pl"),
        ("نحتاج مترجمًا", "ar"),
        ("خط آسان زبان میں لکھیں", "ur"),
        ("Бібліотека має бути відкрита", "cyrillic"),
        ("🙂 42", "da"),
        ("", "da"),
    ],
)
def test_guess_language(text, language):
    assert guess_language(text) == language


def test_words_leave_out_the_common_and_the_short():
    assert words("Der skal være åbent om søndagen, ja") == ["åbent", "søndagen"]


def test_inflexions_share_a_stem():
    assert stem("bøgerne") == stem("bøger")
    assert stem("hus") == "hus"
