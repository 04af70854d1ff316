# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""In the demo one can be somebody else."""

import pytest

from samspil.people.login import demo
from samspil.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_person(cast):
    person = demo.DemoPerson(key="proeve", label="Prøve", person_uuid=cast.teacher.person.uuid, url="/min-side/")
    demo.register_demo_person(person)
    yield person
    demo._people.pop("proeve")


def test_in_the_demo_one_can_be_somebody_else(client, cast, settings, demo_person):
    settings.DEMO = True

    done = client.post("/demo/se-som/", {"hvem": "proeve"})

    assert done.url == "/min-side/"
    assert User.objects.get(pk=client.session["_auth_user_id"]) == cast.teacher
    assert client.get("/demo/se-som/").status_code == 405
    assert client.post("/demo/se-som/", {"hvem": "ukendt"}).status_code == 404


def test_outside_the_demo_nobody_is_anybody(client, cast, settings, demo_person):
    settings.DEMO = False

    assert client.post("/demo/se-som/", {"hvem": "proeve"}).status_code == 404
    assert "_auth_user_id" not in client.session
