# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The page of the plan: one form, whatever button is pressed."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samspil.calendar.models import Holiday
from samspil.core import clock
from samspil.dialogue.conftest import NOW
from samspil.dialogue.meetings import queries
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.dialogue.tests import factories
from tests.forms import errors_of, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast):
    return planning.meeting_create(
        recipe=DIALOGUE_3X15, title="Dialogmøde", starts_at=factories.EVENING, by=cast.officer, now=NOW
    )


@pytest.fixture
def address(planned):
    return reverse("dialogue:plan", args=[planned.uuid])


@pytest.fixture
def typed(officer, address, planned):
    """What the browser would send of the page, with something typed in every part."""
    round_ = planned.rounds.get(number=2)
    talk = planned.agenda.get(kind=ItemKind.TALK)
    return fields_of(officer.get(address).content, "plan") | {
        "afterwards": "I får et brev.",
        f"line-{talk.uuid}-speaker": "Rikke Holm",
        f"round-{round_.uuid}-question_da": "Hvad kan vi gøre sammen?",
        "tables-count": "14",
        "tables-taker-3": "Ole Vang",
        "new-title": "Kaffe",
        "file-title": "Oplægget",
        "file-file": SimpleUploadedFile("oplaeg.pdf", b"%PDF-1.7\nslides", content_type="application/pdf"),
    }


def assert_all_saved(planned):
    planned.refresh_from_db()
    assert planned.afterwards == "I får et brev."
    assert planned.agenda.get(kind=ItemKind.TALK).speaker == "Rikke Holm"
    assert planned.agenda.filter(title="Kaffe").count() == 1
    assert queries.question(planned.rounds.get(number=2), "da").body == "Hvad kan vi gøre sammen?"
    assert planned.tables.count() == 14
    assert planned.tables.get(number=3).note_taker == "Ole Vang"
    assert [file.title for file in planned.attachments.all()] == ["Oplægget"]


@pytest.mark.parametrize("press", ["", "invite", "print", "add", "attach", "up", "remove"])
def test_every_press_saves_what_is_typed_anywhere(officer, address, typed, planned, press):
    plenum = planned.agenda.get(kind=ItemKind.PLENUM)
    named = f"{press}:{plenum.uuid}" if press in {"up", "remove"} else press

    answer = officer.post(address, typed | {"press": named})

    assert answer.status_code == 302
    assert_all_saved(planned)
    assert planned.agenda.filter(pk=plenum.pk).exists() is (press != "remove")
    leads = {"invite": "dialogue:invitations", "print": "dialogue:print-pack"}
    assert answer["Location"].startswith(reverse(leads.get(press, "dialogue:plan"), args=[planned.uuid]))


def test_one_mistake_keeps_the_rest_and_is_shown_as_typed(officer, address, typed, planned):
    welcome = planned.agenda.get(kind=ItemKind.WELCOME)
    wrong = {f"line-{welcome.uuid}-minutes": "ti", "press": "invite"}

    answer = officer.post(address, typed | wrong)

    assert answer.status_code == 422
    assert_all_saved(planned)
    shown = fields_of(answer.content, "plan")
    assert shown[f"line-{welcome.uuid}-minutes"] == "ti"
    assert (shown["new-title"], shown["tables-count"]) == ("", "14")
    assert "Resten er gemt" in answer.content.decode()
    # Pressed again with the mistake put right, nothing is added twice.
    again = officer.post(address, shown | {f"line-{welcome.uuid}-minutes": "10", "press": ""})
    assert again.status_code == 302
    assert_all_saved(planned)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("title", ""),
        ("day", "32.13.2026"),
        ("tables-count", "0"),
        ("tables-count", "mange"),
        ("tables-taker-1", "x" * 121),
        ("new-minutes", "-4"),
    ],
)
def test_no_part_with_a_mistake_is_lost_or_half_saved(officer, address, typed, planned, part, value):
    answer = officer.post(address, typed | {part: value, "new-title": "Te"})

    assert answer.status_code == 422
    assert fields_of(answer.content, "plan")[part] == value
    planned.refresh_from_db()
    assert queries.question(planned.rounds.get(number=2), "da").body == "Hvad kan vi gøre sammen?"
    assert planned.title == "Dialogmøde"


def test_what_an_action_refuses_is_said_beside_the_rest(officer, address, typed, planned):
    factories.NoteFactory(table=planned.tables.get(number=12), round=planned.rounds.get(number=1))

    answer = officer.post(address, typed | {"tables-count": "11"})

    assert answer.status_code == 422
    assert "Bord 12 har skrevet noter" in answer.content.decode()
    planned.refresh_from_db()
    assert (planned.afterwards, planned.tables.count()) == ("I får et brev.", 12)


def test_a_button_that_adds_asks_for_what_is_to_be_added(officer, address, planned):
    page = fields_of(officer.get(address).content, "plan")

    for press, wanted in (("add", "new-title"), ("attach", "file-file")):
        answer = officer.post(address, page | {"press": press})

        assert answer.status_code == 422
        assert wanted in errors_of(answer.content)


def test_a_question_in_another_language_is_called_by_the_officers_name_for_it(officer, address, planned, cast):
    """In Arabic letters it could not be read, and the words around it changed places."""
    planning.meeting_update(meeting=planned, values={"languages": ["ar"]}, by=cast.officer, now=NOW)

    page = officer.get(address).text

    assert "Spørgsmålet på arabisk" in page
    assert "Spørgsmålet på العربية" not in page


def test_an_old_page_undoes_nobodys_work(officer, address, typed, planned, cast):
    planning.meeting_update(meeting=planned, values={"place": "Salen"}, by=cast.officer, now=NOW)
    talk = planned.agenda.get(kind=ItemKind.TALK)
    planning.agenda_item_update(item=talk, title=talk.title, speaker="", minutes=20, by=cast.officer, now=NOW)
    planning.agenda_item_remove(item=planned.agenda.get(kind=ItemKind.WELCOME), by=cast.officer, now=NOW)

    assert officer.post(address, typed).status_code == 302

    assert_all_saved(planned)
    assert (planned.place, planned.agenda.get(kind=ItemKind.TALK).minutes) == ("Salen", 20)
    assert not planned.agenda.filter(kind=ItemKind.WELCOME).exists()


def test_an_old_page_empties_no_field_that_it_did_not_have(officer, address, typed, planned, cast):
    round_ = planned.rounds.get(number=2)
    planning.meeting_update(meeting=planned, values={"languages": ["da", "ar"]}, by=cast.officer, now=NOW)
    arabic = {"da": typed[f"initial-round-{round_.uuid}-question_da"], "ar": "ماذا؟"}
    planning.round_update(round_=round_, questions=arabic, handout=round_.handout, by=cast.officer, now=NOW)
    planning.tables_set(meeting=planned, count=13, by=cast.officer, now=NOW)
    planning.note_takers_set(meeting=planned, names={13: "Bo"}, by=cast.officer, now=NOW)

    assert officer.post(address, typed | {"tables-count": typed["initial-tables-count"]}).status_code == 302

    assert queries.question(round_, "ar").body == "ماذا؟"
    assert queries.question(round_, "da").body == "Hvad kan vi gøre sammen?"
    assert (planned.tables.count(), planned.tables.get(number=13).note_taker) == (13, "Bo")


def test_what_two_have_changed_is_asked_once(officer, address, typed, planned, cast):
    planning.meeting_update(meeting=planned, values={"afterwards": "Vi ringer."}, by=cast.officer, now=NOW)

    asked = officer.post(address, typed)
    planned.refresh_from_db()
    kept = planned.afterwards
    again = officer.post(address, fields_of(asked.content, "plan"))

    assert asked.status_code == 422
    assert "Vi ringer." in asked.content.decode()
    assert kept == "Vi ringer."
    assert again.status_code == 302
    assert_all_saved(planned)


def test_a_day_on_which_schools_are_closed_is_named_with_its_reason(officer, planned, address):
    day = clock.today(planned.starts_at)
    assert "har skolerne lukket" not in officer.get(address).content.decode()
    Holiday.objects.create(name="Efterårsferie", first_on=day, last_on=day)
    type(planned).objects.update(reply_by=day, next_on="2027-03-26")

    page = officer.get(address).content.decode()

    assert page.count("har skolerne lukket (Efterårsferie)") == 1
    assert page.count("har skolerne lukket (Langfredag)") == 1


@pytest.mark.parametrize(
    ("name", "days", "said"),
    [
        ("reply_by", 1, "Svarfristen ligger efter mødet."),
        ("wishes_by", 0, "Fristen skal ligge før mødet"),
        ("next_on", 0, "Næste møde skal ligge efter det her."),
    ],
)
def test_no_day_stands_on_the_wrong_side_of_the_meeting_also_when_the_meeting_is_moved(
    officer, address, planned, name, days, said
):
    """A meeting was moved to before its day for answers: nobody was ever reminded, and the mail named the day."""
    good = planned.starts_at.date() + dt.timedelta(days=5 if name == "next_on" else -5)
    type(planned).objects.update(**{name: good})
    typed = fields_of(officer.get(address).content, "plan")
    wrong = officer.post(address, typed | {name: f"{planned.starts_at + dt.timedelta(days=days):%d.%m.%Y}"})
    moved = officer.post(address, typed | {"day": f"{good - dt.timedelta(days=days):%d.%m.%Y}"})

    for answer in (wrong, moved):
        assert (answer.status_code, errors_of(answer.content)) == (422, {name})
        assert said in answer.content.decode()
    planned.refresh_from_db()
    assert (getattr(planned, name), planned.starts_at) == (good, factories.EVENING)
    assert officer.post(address, typed).status_code == 302


@pytest.mark.parametrize(
    ("name", "theirs", "told", "mine"),
    [
        ("languages", ["da", "ar", "uk"], "Dansk, Arabisk, Ukrainsk", ["da", "en"]),
        ("kind", "class", "Klassemøde", "theme"),
        ("reply_by", dt.date(2026, 5, 4), "04.05.2026", "05.05.2026"),
        ("place", "Salen", "Salen", "Kantinen"),
    ],
)
def test_each_kind_of_field_that_two_have_changed_is_asked_once(
    officer, address, planned, cast, name, theirs, told, mine
):
    typed = fields_of(officer.get(address).content, "plan") | {name: mine}
    planning.meeting_update(meeting=planned, values={name: theirs}, by=cast.officer, now=NOW)

    asked = officer.post(address, typed)
    again = officer.post(address, fields_of(asked.content, "plan"))

    assert (asked.status_code, errors_of(asked.content)) == (422, {name})
    assert f"Siden du åbnede siden, er der gemt »{told}«." in asked.content.decode()
    assert again.status_code == 302
    planned.refresh_from_db()
    assert getattr(planned, name) != theirs
