# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who one can be in the demo's bar »Se som …«. Known without a look into the database: the ids are made of names."""

from django.utils.translation import gettext_lazy as _

from samspil.demo import families, meetings, places
from samspil.demo.load import person_id
from samspil.people.login.demo import DemoPerson, register_demo_person


def register() -> None:
    live = f"/moeder/{meetings.meeting_id(meetings.LIVE)}"
    officer = person_id(places.OFFICERS[0].email)
    # The computer in the hall, where the other officer is logged in.
    helper = person_id(places.OFFICERS[1].email)
    for person in (
        DemoPerson(key="officer", label=_("Konsulent i kommunen"), person_uuid=officer, url="/"),
        DemoPerson(key="table", label=_("Et bord"), url=f"/bord/{meetings.LIVE_CODE}/"),
        DemoPerson(key="projector", label=_("Storskærmen"), person_uuid=helper, url=f"{live}/storskaerm/"),
        DemoPerson(key="chair", label=_("Formand for en bestyrelse"), person_uuid=person_id(places.CHAIR), url="/"),
        DemoPerson(key="parent", label=_("Forælder"), person_uuid=person_id(places.PARENT), url="/"),
        *(
            DemoPerson(key=key, label=label, person_uuid=person_id(places.email(name)), url="/")
            for key, label, name in (
                ("leader", _("Skoleleder"), places.LEADER),
                ("teacher", _("Lærer"), places.TEACHER),
                ("mother", _("Mor i 3.a"), families.MOTHER),
            )
        ),
    ):
        register_demo_person(person)
