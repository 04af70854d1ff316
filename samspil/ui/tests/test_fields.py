# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from samspil.ui import fields


@pytest.mark.parametrize(
    "written",
    ["07.10.2026", "7.10.2026", "7/10-2026", "7-10-26", "7/10/2026", "2026-10-07", " 7. 10. 2026 ", "7 10 2026"],
)
def test_a_date_is_understood_as_people_write_it(written):
    assert fields.DateField().clean(written) == date(2026, 10, 7)


@pytest.mark.parametrize("written", ["31.02.2026", "i morgen", "10/2026", "1.1.1.2026", "2026", "00.00.0000"])
def test_what_is_no_date_says_how_to_write_one(written):
    with pytest.raises(ValidationError, match="For eksempel 07"):
        fields.DateField().clean(written)


def test_a_date_is_shown_as_we_write_it():
    assert fields.DateField().prepare_value(date(2026, 1, 5)) == "05.01.2026"
    assert fields.DateField().prepare_value("31.02.2026") == "31.02.2026"


@pytest.mark.parametrize("written", ["01.01.0001", "1.1.0999", "31.12.1899", "01.01.2200", "31.12.9999", "0001-01-01"])
def test_a_year_that_cannot_be_meant_is_refused(written):
    with pytest.raises(ValidationError, match="mellem 1900 og 2199"):
        fields.DateField().clean(written)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_date_comes_back_as_it_was_shown(day):
    field = fields.DateField()

    assert field.clean(field.prepare_value(day)) == day


@pytest.mark.parametrize("written", ["17.00", "17:00", "1700", "17", "kl. 17", "kl 17.00", "17:00:00", " 17.00 "])
def test_a_time_is_understood_as_people_write_it(written):
    assert fields.TimeField().clean(written) == time(17)


@pytest.mark.parametrize("written", ["25.00", "17.75", "fem", "17.0", "-1", "17.00.99.1"])
def test_what_is_no_time_says_how_to_write_one(written):
    with pytest.raises(ValidationError, match="For eksempel 17"):
        fields.TimeField().clean(written)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_every_time_comes_back_as_it_was_shown(moment):
    field = fields.TimeField()

    assert field.clean(field.prepare_value(moment)) == moment


def test_a_moment_is_shown_as_on_the_wall():
    moment = datetime(2026, 7, 7, 22, 30, tzinfo=UTC)

    assert fields.TimeField().prepare_value(moment) == "00.30"
    assert fields.DateField().clean(moment) == date(2026, 7, 8)


@pytest.mark.parametrize("written", ["15", "15 min.", "15 min", " 15 "])
def test_minutes_may_be_written_with_their_word(written):
    assert fields.MinutesField().clean(written) == 15


@pytest.mark.parametrize(
    ("written", "said"), [("0", "mindst 1"), ("601", "højst 600"), ("et kvarter", "helt tal"), ("", "hvor mange")]
)
def test_minutes_say_what_is_wrong(written, said):
    with pytest.raises(ValidationError, match=said):
        fields.MinutesField().clean(written)


def test_a_persons_words_are_kept_as_written():
    field = fields.VoiceField(max_length=100)

    assert field.clean("  første linje\r\nanden 😀 نريد ") == "første linje\nanden 😀 نريد"


def test_too_many_words_are_counted_and_not_cut():
    with pytest.raises(ValidationError, match=r"Teksten har 21 tegn\. Der er plads til 20"):
        fields.VoiceField(max_length=20).clean("x" * 21)
    assert "maxlength" not in fields.VoiceField(max_length=20).widget.attrs


def test_a_null_byte_goes_and_the_words_stay():
    assert fields.VoiceField(max_length=20).clean("a\x00b") == "ab"


def test_one_line_stays_one_line():
    assert fields.VoiceLine().clean(" Hvad \n siger  I? ") == "Hvad siger I?"


class Sample(forms.Form):
    title = fields.VoiceLine(label="Overskrift", help_text="Det første, man ser.")
    day = fields.DateField(label="Dato", required=False)
    kind = forms.ChoiceField(label="Slags?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        label="Flere", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label="Ja tak", required=False)
    where = forms.ChoiceField(label="Hvor", choices=[("a", "A")])


def test_a_field_names_itself_its_hint_and_its_error():
    form = Sample({"title": "", "day": "x"})

    html = form["title"].as_field_group()

    assert 'class="form-group form-error"' in html
    assert '<label class="form-label" for="id_title">Overskrift' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-input sp-voice"' in html


def test_what_need_not_be_answered_says_so():
    form = Sample()

    assert "(frivilligt)" in form["day"].as_field_group()
    assert "(frivilligt)" not in form["title"].as_field_group()
    assert "(frivilligt)" not in form["sure"].as_field_group()


def test_choices_are_a_group_with_a_legend():
    form = Sample({})

    radio, many = form["kind"].as_field_group(), form["many"].as_field_group()

    assert "<legend" in radio
    assert 'aria-describedby="id_kind_error"' in radio
    assert radio.count('class="form-radio"') == 2
    assert radio.count("form-group-radio") == 2
    assert 'class="form-checkbox"' in many
    assert 'type="checkbox"' in form["sure"].as_field_group()
    assert 'class="form-select"' in form["where"].as_field_group()


def test_the_summary_leads_to_each_field():
    form = Sample({"day": "x", "where": "a"})

    html = str(form)

    assert "3 ting skal rettes" in html
    assert 'href="#id_title"' in html
    assert 'href="#id_kind_0"' in html
    assert "Overskrift: Skriv mindst én sætning." in html
    assert "Slags? " in html
    assert "Slags?:" not in html
    assert "Intet er væk." in html


def test_a_form_without_errors_has_no_summary():
    assert "sp-errors" not in str(Sample())


def test_what_a_person_wrote_is_escaped():
    assert "<b>" not in Sample({"title": "<b>"})["title"].as_field_group()
