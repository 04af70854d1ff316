# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is drawn without templates is, to the letter, what Django's templates draw, or ours did."""

from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from samspil.ui.forms import Renderer
from samspil.ui.widgets import DRAWN, LongSelect

ODD = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["<script>", "\"'&", "\r\n", "æøå", "رسالة", "1.234,5"]),
    st.integers(-9999, 9_999_999),
    st.booleans(),
)
ATTRS = st.dictionaries(
    st.sampled_from(["id", "class", "required", "disabled", "aria-describedby", "maxlength", "data-x"]),
    st.one_of(ODD, st.none()),
    max_size=4,
)
INPUTS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.Textarea,
]
CHOICES = st.lists(
    st.one_of(
        st.tuples(ODD, ODD),
        st.tuples(st.text(min_size=1, max_size=5), st.lists(st.tuples(ODD, ODD), max_size=3)),
    ),
    max_size=5,
)


def both(widget: forms.Widget, value: object, attrs: dict[str, object]) -> tuple[str, str]:
    asked = {"name": "a<b", "value": value, "attrs": attrs}
    return widget.render(**asked, renderer=Renderer()), widget.render(**asked, renderer=TemplatesSetting())


@given(st.sampled_from(INPUTS), st.one_of(ODD, st.none()), ATTRS)
def test_an_input_is_as_in_django(kind: type[forms.Widget], value: object, attrs: dict[str, object]) -> None:
    ours, djangos = both(kind(), value, attrs)

    assert ours == djangos


@given(st.sampled_from([forms.Select, forms.SelectMultiple]), CHOICES, st.one_of(ODD, st.none()), ATTRS)
def test_a_list_is_as_in_django(
    kind: type[forms.Select], choices: list[object], value: object, attrs: dict[str, object]
) -> None:
    ours, djangos = both(kind(choices=choices), [value] if kind is forms.SelectMultiple else value, attrs)

    assert ours == djangos


@given(st.lists(st.tuples(ODD, ODD), max_size=5), st.one_of(ODD, st.none()), ATTRS)
def test_a_long_list_is_as_in_django(choices: list[object], value: object, attrs: dict[str, object]) -> None:
    ours, _theirs = both(forms.Select(choices=choices), value, attrs)

    asked = {"name": "a<b", "value": value, "attrs": attrs}
    assert LongSelect(choices=choices).render(**asked, renderer=Renderer()) == ours


def template(name: str) -> Any:
    return engines["django"].from_string((Path(__file__).parent / "drawn" / name).read_text(encoding="utf-8"))


@given(st.sampled_from([forms.RadioSelect, forms.CheckboxSelectMultiple]), CHOICES, st.one_of(ODD, st.none()), ATTRS)
def test_radios_and_boxes_are_as_in_a_template(
    kind: type[forms.RadioSelect], choices: list[object], value: object, attrs: dict[str, object]
) -> None:
    asked = {"name": "a<b", "value": value if kind is forms.RadioSelect else [value], "attrs": attrs}
    widget = kind(choices=choices)

    context = widget.get_context(**asked)
    assert widget.render(**asked, renderer=Renderer()) == template("choices.html").render(context).strip()


@given(
    st.sampled_from(
        [
            forms.CharField,
            forms.IntegerField,
            forms.BooleanField,
            forms.EmailField,
            lambda **said: forms.CharField(widget=forms.HiddenInput, **said),
            lambda **said: forms.ChoiceField(choices=[("a", "A & Å")], **said),
            lambda **said: forms.ChoiceField(choices=[("a", "A & Å")], widget=forms.RadioSelect, **said),
            lambda **said: forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, **said),
        ]
    ),
    st.fixed_dictionaries({"label": ODD, "help_text": st.sampled_from(["", "<b> & råd"]), "required": st.booleans()}),
    st.sampled_from([None, {}, {"it": "a"}, {"it": "<æ>"}]),
)
def test_a_field_is_as_in_a_template(kind: Any, said: dict[str, Any], data: dict[str, str] | None) -> None:
    form = type("Form", (forms.Form,), {"it": kind(**said)})(data)

    expected = template("field.html").render({"field": form["it"]}).strip()

    assert form["it"].as_field_group() == expected


def test_no_template_is_read_for_them() -> None:
    chosen = [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]
    drawn = {kind.template_name for kind in [*INPUTS, *chosen]}

    assert drawn <= set(DRAWN)
