# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How long answers are kept, that they are ciphertext, and what goes with a person; and the one reminder."""

import datetime as dt
import os
import subprocess

import pytest
from django.db import connection

from samspil.asking.actions import answer, decline, postpone, reminders_send, send, set_close
from samspil.asking.actions.closing import answers_forget
from samspil.asking.enums import Origin
from samspil.asking.models import Asked, Response
from samspil.asking.queries import answers, figures, progress
from samspil.asking.rules import Said, said_from_json
from samspil.asking.tests.families import CLOSES, FEATURE, NOW, ask, family, reader
from samspil.calendar.models import Holiday
from samspil.config.postgres import binaries
from samspil.core import registry
from samspil.core.errors import Refused
from samspil.core.fields import CannotDecryptError
from samspil.core.models import AuditEntry, AuditPayload
from samspil.delivery.models import MessageRecipient
from samspil.people.erasure.actions import person_erase
from samspil.people.links.models import AccessLink
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
ONE = dt.timedelta(days=1)
WORDS = "Vi har nattevagter på plejehjemmet"
SAID = {"reach": Said(("phone",)), "hard": Said(("time",), WORDS)}
SUMMER = dt.datetime(2027, 8, 1, 6, 0, tzinfo=dt.UTC)


def of(question_set, person):
    return Asked.objects.distinct().get(asked_for__question_set=question_set, person=person)


def answered(person=None):
    person = person or family()
    question_set = ask(person)
    asked = of(question_set, person)
    answer(asked=asked, values=SAID, origin=Origin.LINK, now=NOW)
    return question_set, asked


def reminded(asked):
    asked.refresh_from_db()
    return asked.reminded_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_database_holds_no_answer():
    """Also not what was chosen: whoever takes the file learns neither needs nor hopes."""
    _question_set, asked = answered()
    answer(
        asked=asked, values={"hope": Said(text="Fred i frikvarteret")}, origin=Origin.PAPER, by_user=reader(), now=NOW
    )
    # The trail of it and its mails are in the same file.
    dump = subprocess.run(
        [binaries.program("pg_dump"), "--data-only", "--no-owner", f"--dbname={_url()}"],
        capture_output=True, check=True, env=dict(os.environ),
    ).stdout.decode()  # fmt: skip

    assert asked.uuid.hex in dump.replace("-", "")
    for words in (WORDS, "nattevagter", "Fred i frikvarteret", '"chosen"', "declined"):
        assert words not in dump.split("COPY public.asking_response", 1)[1].split("\\.", 1)[0]
    for words in ("nattevagter", "frikvarteret"):
        assert words not in dump


def _url():
    values = connection.settings_dict
    host, port = values["HOST"], values["PORT"]
    parts = [
        f"dbname={values['NAME']}",
        f"host={host}" if host else "",
        f"user={values['USER']}" if values["USER"] else "",
    ]
    return " ".join([*filter(None, parts), *([f"port={port}"] if port else [])])


def test_an_answer_outlives_a_new_key_and_opens_with_no_other(settings):
    _question_set, asked = answered()
    row = Response.objects.get(asked=asked)
    settings.SALT_KEY = ["new", *settings.SALT_KEY]
    assert said_from_json(Response.objects.get(asked=asked).said) == SAID
    row.save()
    settings.SALT_KEY = ["new"]
    assert said_from_json(Response.objects.get(asked=asked).said) == SAID
    settings.SALT_KEY = ["other"]
    with pytest.raises(CannotDecryptError):
        Response.objects.get(asked=asked)


def test_nothing_that_was_said_is_in_the_trail():
    answered()
    assert not AuditPayload.objects.filter(entry__action__startswith="asking").exists()
    rows = AuditEntry.objects.filter(action__startswith="asking").values_list("changes", "label")
    assert "phone" not in str(list(rows))


def test_answers_are_deleted_when_the_school_year_has_ended_and_counts_stay():
    homes = [family() for _ in range(12)]
    question_set = ask(*homes)
    for number, one in enumerate(homes[:11]):
        said = {"reach": Said(("phone" if number < 5 else "aula",)), "hard": SAID["hard"]}
        answer(asked=of(question_set, one), values=said, origin=Origin.LINK, now=NOW)
    decline(asked=of(question_set, homes[11]), now=NOW)
    assert answers_forget(now=SUMMER - ONE) == 0
    told = progress(feature=FEATURE, subject=question_set.subject, kind="voice", now=SUMMER)
    counted = figures(feature=FEATURE, subject=question_set.subject, kind="voice")
    assert answers_forget(now=SUMMER) == 11

    assert not Response.objects.filter(asked__question_set=question_set).exists()
    assert not Asked.objects.filter(question_set=question_set, declined_at__isnull=False).exists()
    after = progress(feature=FEATURE, subject=question_set.subject, kind="voice", now=SUMMER)
    assert (after.homes, after.reached) == (told.homes, told.reached) == (12, 12)
    assert figures(feature=FEATURE, subject=question_set.subject, kind="voice") == counted
    assert answers_forget(now=SUMMER + ONE) == 0


def test_what_has_had_its_last_day_is_closed_by_the_chore():
    question_set, _asked = answered()
    answers_forget(now=NOW + 30 * ONE)
    question_set.refresh_from_db()
    assert question_set.closed_at is not None
    assert question_set.figures == {"reach": {"phone": None, "aula": None}}


def test_erasing_a_guardian_takes_their_answers_and_keeps_the_count():
    question_set, asked = answered()
    assert registry.export(asked.person.uuid)["asking"]["spørgsmål"][0]["svar"][0]["ord"] == {
        "Hvad gør det svært for jer at være med i skolen?": f"Tid; {WORDS}", "Hvordan vil I helst nås?": "Telefon",
    }  # fmt: skip
    person_erase(person=asked.person, by=None, now=NOW)
    person_erase(person=asked.person, by=None, now=NOW)

    assert not Response.objects.filter(asked=asked).exists()
    found = progress(feature=FEATURE, subject=question_set.subject, kind="voice", now=NOW)
    assert (found.homes, found.reached) == (1, 1)
    assert answers(question_set=question_set, now=NOW) == []
    # It may still be closed and counted.
    assert set_close(question_set=question_set, by=None, now=NOW).figures == {"reach": {"phone": None, "aula": None}}


def test_erasing_a_pupil_takes_what_was_said_of_that_pupil_alone():
    pupils = [make.PersonFactory(email=None) for _ in range(2)]
    both, only = family(pupils=pupils), family(pupil=pupils[0])
    question_set = ask(pupils=[one.pk for one in pupils])
    for one in (both, only):
        answer(asked=of(question_set, one), values=SAID, origin=Origin.LINK, now=NOW)
    person_erase(person=pupils[0], by=None, now=NOW)
    assert [one.asked.person for one in Response.objects.filter(asked__question_set=question_set)] == [both]
    person_erase(person=pupils[1], by=None, now=NOW)
    assert not Response.objects.filter(asked__question_set=question_set).exists()


def test_one_reminder_on_a_school_day_to_homes_that_have_not_been_reached():
    Holiday.objects.create(name="Emnedag", first_on=dt.date(2026, 8, 29), last_on=dt.date(2026, 9, 1))
    silent, said, home = family(), family(), make.PersonFactory(email=None)
    mother, father = (family(pupil=home, home="A") for _ in range(2))
    question_set = ask(silent, said, mother)
    send(question_set=question_set, by=None, now=NOW)
    for one in (said, mother):
        answer(asked=of(question_set, one), values=SAID, origin=Origin.LINK, now=NOW + ONE)
    # Half-way is in a holiday, and then it is the next school day.
    assert of(question_set, silent).remind_on == dt.date(2026, 9, 2)
    for day in range(13):
        assert reminders_send(now=NOW + day * ONE) == 0
    # Neither in the night.
    assert reminders_send(now=NOW + 14 * ONE - dt.timedelta(hours=6)) == 0
    assert reminders_send(now=NOW + 14 * ONE) == 1
    assert reminders_send(now=NOW + 14 * ONE) == reminders_send(now=NOW + 15 * ONE) == 0

    assert reminded(of(question_set, silent))
    assert not reminded(of(question_set, father))
    mails = MessageRecipient.objects.filter(kind="asking-reminder", ref=question_set.uuid)
    assert [one.person_uuid for one in mails] == [silent.uuid]
    with pytest.raises(Refused) as refused:
        postpone(asked=of(question_set, silent), day=CLOSES, now=NOW + 14 * ONE)
    assert refused.value.code == "asking-reminded"


def test_another_day_moves_the_reminder_and_rather_not_ends_it():
    one, two = family(), family()
    question_set = ask(one, two)
    send(question_set=question_set, by=None, now=NOW)
    postpone(asked=of(question_set, one), day=dt.date(2026, 9, 5), now=NOW)
    decline(asked=of(question_set, two), now=NOW)

    assert of(question_set, one).remind_on == dt.date(2026, 9, 7)
    assert of(question_set, two).remind_on is None
    assert sum(reminders_send(now=NOW + day * ONE) for day in range(22)) == 1


def test_a_guardian_who_is_gone_gets_no_reminder_and_no_link():
    one = family()
    question_set = ask(one)
    send(question_set=question_set, by=None, now=NOW)
    one.guardianships.update(until_on=NOW.date() + ONE)
    assert sum(reminders_send(now=NOW + day * ONE) for day in range(22)) == 0
    assert AccessLink.objects.filter(person=one).count() == 1


def test_a_link_that_somebody_has_opens_for_the_children_of_a_later_class_too():
    pupils = [make.PersonFactory(email=None) for _ in range(2)]
    one = family(pupils=pupils)
    first = ask(pupils=[pupils[0].pk])
    send(question_set=first, by=None, now=NOW)
    second = ask(pupils=[pupils[1].pk])
    assert send(question_set=second, by=None, now=NOW).mails == 0
    assert {row.pupil for row in AccessLink.objects.get(person=one).guardianships.all()} == set(pupils)
