# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Everything that reads people's rows."""

from samspil.people.held import Held, RoleHeld
from samspil.people.queries.accounts import user_by_external_id, user_by_person
from samspil.people.queries.addresses import (
    RoleRecipient,
    address_place,
    holders_of,
    holders_without_email,
    recipient_count,
    recipients_by_address,
    recipients_of,
    role_addresses_for_invitation,
)
from samspil.people.queries.boards import (
    AddressShown,
    SeatShown,
    board_address,
    board_addresses,
    board_of_school,
    chair_names,
    committee_seats,
    officer_role,
    officers,
    seats_shown,
)
from samspil.people.queries.imports import Ended, ended_named, import_run, import_runs, import_state
from samspil.people.queries.keys import LoginWays, login_ways
from samspil.people.queries.links import link_by_token
from samspil.people.queries.names import NamesOnRolls, names_on_rolls
from samspil.people.queries.persons import person_by_uuid, persons_by_email, shown_name
from samspil.people.queries.places import (
    board_for,
    board_seat_for,
    board_seats,
    board_seats_past,
    boards_for,
    committees,
    municipality,
    role_places,
    school_for,
    school_year_on,
    schools_for,
)
from samspil.people.queries.roles import is_officer, meeting_roles, roles_of, roles_of_person

__all__ = [
    "AddressShown",
    "Ended",
    "Held",
    "LoginWays",
    "NamesOnRolls",
    "RoleHeld",
    "RoleRecipient",
    "SeatShown",
    "address_place",
    "board_address",
    "board_addresses",
    "board_for",
    "board_of_school",
    "board_seat_for",
    "board_seats",
    "board_seats_past",
    "boards_for",
    "chair_names",
    "committee_seats",
    "committees",
    "ended_named",
    "holders_of",
    "holders_without_email",
    "import_run",
    "import_runs",
    "import_state",
    "is_officer",
    "link_by_token",
    "login_ways",
    "meeting_roles",
    "municipality",
    "names_on_rolls",
    "officer_role",
    "officers",
    "person_by_uuid",
    "persons_by_email",
    "recipient_count",
    "recipients_by_address",
    "recipients_of",
    "role_addresses_for_invitation",
    "role_places",
    "roles_of",
    "roles_of_person",
    "school_for",
    "school_year_on",
    "schools_for",
    "seats_shown",
    "shown_name",
    "user_by_external_id",
    "user_by_person",
]
