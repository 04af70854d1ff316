# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.ui.merge_fields import FIELDS, Fault, faults, filled

VALUES = {name: str(number) for number, name in enumerate(FIELDS, start=11)}


@given(st.lists(st.one_of(st.sampled_from(FIELDS), st.text(st.characters(exclude_characters="{}"), max_size=8))))
def test_known_fields_are_filled_and_everything_else_stays(parts):
    text = "".join(f"{{{part}}}" if part in FIELDS else part for part in parts)

    assert filled(text, VALUES) == "".join(VALUES.get(part, part) for part in parts)


@given(st.text(max_size=80))
def test_a_text_without_faults_has_no_braces_left(text):
    if not faults(text, VALUES):
        assert not set("{}") & set(filled(text, VALUES))


@given(st.text(st.characters(exclude_characters="{}"), min_size=1, max_size=20))
def test_an_unknown_field_is_a_fault_that_names_it(name):
    fault = Fault("unknown", f"{{{name}}}")

    assert (fault in faults(f"Vi var {{{name}}}.", VALUES)) is (filled(f"{{{name}}}", VALUES) == f"{{{name}}}")


@pytest.mark.parametrize("written", ["{næste møde}", "{Næste_møde}", "{ naeste_moede }", "{næste-møde}"])
def test_a_field_may_be_written_as_people_write(written):
    assert filled(written, VALUES) == VALUES["naeste_moede"]
    assert not faults(written, VALUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi sad ved {borde} borde.", []),
        ("Vi sad ved 12 borde.", [Fault("typed", "12 borde")]),
        ("Vi sad ved tolv borde og skrev 1.240 noter", [Fault("typed", "tolv borde"), Fault("typed", "1.240 noter")]),
        ("Ved bord 4 sagde de", [Fault("table", "bord 4")]),
        ("Bord nr. 7 var enigt", [Fault("table", "Bord nr. 7")]),
        ("En { for meget", [Fault("brace", "{")]),
        ("{ikke kendt}", [Fault("unknown", "{ikke kendt}")]),
        ("Tre runder på 15 minutter, den 7. oktober 2026", []),
    ],
)
def test_faults_are_named_in_the_order_they_stand(text, expected):
    assert faults(text, VALUES) == expected


def test_a_field_without_a_figure_yet_is_a_fault():
    assert faults("Vi ses {naeste_moede}", {**VALUES, "naeste_moede": ""}) == [Fault("empty", "{naeste_moede}")]
