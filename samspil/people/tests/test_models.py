# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from samspil.core.fields import CannotDecryptError
from samspil.people import models
from samspil.people.places.periods import on
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 7)


def refused(constraint: str, build):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        build()


def test_there_is_one_municipality_at_most():
    make.MunicipalityFactory()

    refused("is_only", lambda: models.Municipality.objects.create(name="En anden"))
    refused("municipality_only_one", lambda: models.Municipality.objects.create(name="En anden", is_only=False))


def test_two_users_may_share_an_email_and_one_person_has_one_account():
    first = models.User.objects.create_user("Lone@Example.org", person=make.PersonFactory())
    second = models.User.objects.create(email="LONE@EXAMPLE.ORG", person=make.PersonFactory())

    assert {user.email for user in (first, models.User.objects.get(pk=second.pk))} == {"lone@example.org"}
    assert not models.User.objects.get(pk=first.pk).has_usable_password()
    refused("people_user_person_id", lambda: models.User.objects.create(email="x@example.org", person=first.person))


@pytest.mark.parametrize("number", ["1234", "12a456", "12 456"])
def test_an_institution_number_has_six_figures_or_capital_letters(number):
    make.SchoolFactory(institution_number="28A0ÅØ")

    refused("school_institution_number", lambda: make.SchoolFactory(institution_number=number))


def test_school_years_do_not_overlap():
    make.SchoolYearFactory(name="2026-2027")
    make.SchoolYearFactory(name="2027-2028")

    refused(
        "school_year_no_overlap",
        lambda: make.SchoolYearFactory(name="2026-2028", starts_on=dt.date(2027, 7, 31), ends_on=dt.date(2028, 8, 1)),
    )


def test_a_board_has_one_chair_at_a_time_and_a_new_one_from_the_day_the_last_one_ended():
    first = make.BoardSeatFactory(is_chair=True, from_on=dt.date(2022, 8, 1), until_on=DAY)
    make.BoardSeatFactory(board=first.board, is_chair=True, from_on=DAY)

    refused("board_seat_one_chair", lambda: make.BoardSeatFactory(board=first.board, is_chair=True, from_on=DAY))
    make.BoardSeatFactory(board=first.board, from_on=DAY)


def test_nobody_sits_twice_in_one_board_at_a_time():
    seat = make.BoardSeatFactory(until_on=DAY)

    refused(
        "board_seat_person_once",
        lambda: make.BoardSeatFactory(board=seat.board, person=seat.person, from_on=DAY - dt.timedelta(days=1)),
    )
    make.BoardSeatFactory(board=seat.board, person=seat.person, from_on=DAY)


def test_a_role_counts_in_exactly_one_place():
    person, municipality, school = make.PersonFactory(), make.MunicipalityFactory(), make.SchoolFactory()

    refused(
        "role_exactly_one_scope",
        lambda: models.Role.objects.create(
            person=person, code="officer", municipality=municipality, school=school, from_on=DAY
        ),
    )
    refused("role_exactly_one_scope", lambda: models.Role.objects.create(person=person, code="officer", from_on=DAY))


def test_the_same_role_is_not_held_twice_at_a_time():
    role = make.OfficerRoleFactory()

    refused("role_municipality_no_overlap", lambda: make.OfficerRoleFactory(person=role.person, from_on=DAY))
    make.OfficerRoleFactory(from_on=DAY)


def test_a_role_address_belongs_to_what_its_kind_says():
    refused(
        "role_address_fits_kind",
        lambda: models.RoleAddress.objects.create(kind="formand", school=make.SchoolFactory()),
    )


def test_the_danish_words_of_a_constraint_reach_the_form():
    seat = make.BoardSeatFactory(is_chair=True)

    with pytest.raises(ValidationError) as caught:
        models.BoardSeat(
            board=seat.board, person=make.PersonFactory(), seat="foraelder", is_chair=True, from_on=DAY
        ).full_clean()

    assert "Bestyrelsen har allerede en formand i den periode." in caught.value.messages


def test_a_period_is_half_open():
    seat = make.BoardSeatFactory(from_on=dt.date(2026, 8, 1), until_on=dt.date(2026, 10, 1))

    days = {dt.date(2026, 7, 31): 0, dt.date(2026, 8, 1): 1, dt.date(2026, 9, 30): 1, dt.date(2026, 10, 1): 0}

    assert {day: models.BoardSeat.objects.filter(on(day)).count() for day in days} == days
    assert {day: int(seat.holds_on(day)) for day in days} == days


def test_contact_data_is_ciphertext_in_the_database_and_found_by_its_digest():
    person = make.PersonFactory(email="Olena@example.org", phone="20 30 40 50")

    with connection.cursor() as cursor:
        cursor.execute("SELECT email, phone, email_digest FROM people_person WHERE id = %s", [person.pk])
        email, phone, digest = cursor.fetchone()

    assert "olena" not in f"{email}{phone}{digest}".lower()
    assert "2030" not in phone
    person.refresh_from_db()
    assert (person.email, person.phone) == ("Olena@example.org", "20 30 40 50")


def test_contact_data_that_no_key_opens_is_an_error_and_not_an_address():
    person = make.PersonFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET email = 'gAAAA-not-ours' WHERE id = %s", [person.pk])

    with pytest.raises(CannotDecryptError, match="SAMSPIL_SALT_KEYS"):
        person.refresh_from_db()


def test_cleaning_a_form_does_not_change_what_other_threads_read():
    """The package marks the shared field while it cleans; then another thread would read ciphertext."""
    person = make.PersonFactory(email="a@example.org")
    field = models.Person._meta.get_field("email")
    field._already_decrypted = True
    try:
        assert models.Person.objects.get(pk=person.pk).email == "a@example.org"
    finally:
        del field._already_decrypted


def test_the_address_one_logs_in_with_is_ciphertext_and_found_in_any_case():
    user = models.User.objects.create_user("Lone@Example.org")

    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM people_user")
        ((stored,),) = cursor.fetchall()

    assert "lone" not in stored.lower()
    assert list(models.User.objects.filter(email__iexact="LONE@example.ORG")) == [user]
    assert models.User.objects.get(email="lone@EXAMPLE.org").email == "lone@example.org"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET email = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA'")
    with pytest.raises(CannotDecryptError, match="SAMSPIL_LOOKUP_KEY"):
        user.refresh_from_db()


def test_a_new_secret_key_loses_nothing_and_keys_can_be_rotated(settings):
    person = make.PersonFactory(email="a@example.org")
    settings.SECRET_KEY = "another"
    assert models.Person.objects.get(pk=person.pk).email == "a@example.org"

    settings.SALT_KEY = ["new", *settings.SALT_KEY]
    person.save()
    settings.SALT_KEY = ["new"]
    assert models.Person.objects.get(pk=person.pk).email == "a@example.org"

    settings.SALT_KEY = ["other"]
    with pytest.raises(CannotDecryptError):
        models.Person.objects.get(pk=person.pk)
