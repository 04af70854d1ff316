# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One answer to several points, and an owner and a day only where they belong."""

import pytest

from samspil.dialogue.models import PromiseAnswer
from samspil.dialogue.tests.promise_evening import url, words
from tests.forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]


def refs(evening):
    content = evening.version.content
    return [point["ref"] for theme in content["themes"] for point in theme["points"]]


def test_several_points_get_one_answer(officer, evening):
    chosen = refs(evening)[:2]
    page = officer.get(url(evening, "sammen/"), {"punkt": chosen})
    sent = fields_of(page.content, "svar") | words()

    answer = officer.post(url(evening, "sammen/"), sent)

    assert answer.status_code == 302
    rows = PromiseAnswer.objects.order_by("pk")
    assert [str(row.point) for row in rows] == chosen
    assert {row.owner_name for row in rows} == {"Hanne Toft, skolechef"}
    # A second press finds them answered, adds nothing, and keeps what was typed.
    again = officer.post(url(evening, "sammen/"), sent | {"words": "Noget andet."})
    assert (again.status_code, PromiseAnswer.objects.count()) == (422, 2)
    assert "fået et svar imens" in again.content.decode()
    assert "Noget andet." in again.content.decode()


def test_nothing_is_saved_while_a_colleague_answers_one_of_them(officer, evening):
    first, second = refs(evening)[:2]
    officer.post(url(evening, f"{first}/"), words(words="Kollegaens svar."))

    asked = officer.post(url(evening, "sammen/"), words(punkt=[first, second], words="Fælles svar."))
    between = PromiseAnswer.objects.count()
    again = officer.post(url(evening, "sammen/"), fields_of(asked.content, "svar") | {"state": "promise"})

    assert asked.status_code == 422
    assert "Fælles svar." in asked.content.decode()
    assert (between, again.status_code) == (1, 302)
    assert sorted(PromiseAnswer.objects.values_list("words", flat=True)) == ["Fælles svar.", "Kollegaens svar."]


def test_a_mistake_keeps_the_choice_and_the_words(officer, evening):
    chosen = refs(evening)[:2]

    wrong = officer.post(url(evening, "sammen/"), words(punkt=chosen, due_on=""))

    assert wrong.status_code == 422
    assert fields_of(wrong.content, "svar")["punkt"] == chosen
    assert not PromiseAnswer.objects.exists()


@pytest.mark.parametrize("chosen", [[], ["x"], ["11111111-1111-4111-8111-111111111111"]])
def test_without_a_point_one_is_led_back_to_the_list(officer, evening, chosen):
    answer = officer.get(url(evening, "sammen/"), {"punkt": chosen}, follow=True)

    assert answer.redirect_chain[-1][0] == url(evening)
    assert "Vælg først de punkter" in answer.content.decode()


def test_an_owner_and_a_day_are_kept_only_where_they_belong(officer, evening):
    first, second = refs(evening)[:2]

    officer.post(url(evening, f"{first}/"), words(state="no", words="Nej, for det er for dyrt."))
    officer.post(url(evening, f"{second}/"), words())
    officer.post(
        url(evening, f"{second}/"), words(state="kept", seen="1", words="Det er gjort.", owner_name="", due_on="")
    )

    no = PromiseAnswer.objects.get(point=first)
    kept = PromiseAnswer.objects.get(point=second, number=2)
    assert (no.owner_name, no.owner_email or "", no.due_on) == ("", "", None)
    assert (kept.owner_name, kept.owner_email, str(kept.due_on)) == (
        "Hanne Toft, skolechef", "hanne@example.org", "2027-01-15",
    )  # fmt: skip
