# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Everything that changes people's rows: each in one transaction, with its line in the audit trail."""

from samspil.people.actions.addresses import address_ensure, address_mailbox_set
from samspil.people.actions.boards import (
    board_add,
    board_chair_pass,
    board_member_seat,
    board_seat_add,
    board_seat_end,
    committee_add,
    committee_seat_add,
)
from samspil.people.actions.erasure import person_erase, person_export
from samspil.people.actions.import_runs import (
    import_again,
    import_ask,
    import_break,
    import_do,
    import_drop,
    import_take,
    import_work,
    imports_forget,
)
from samspil.people.actions.importing import ImportRefused, Report, import_files, import_report
from samspil.people.actions.links import link_issue, link_revoke, link_used
from samspil.people.actions.persons import (
    account_close,
    account_language_set,
    account_open,
    employment_add,
    enrolment_add,
    guardianship_add,
    person_add,
    person_change,
)
from samspil.people.actions.places import (
    municipality_save,
    school_add,
    school_change,
    school_class_add,
    school_year_add,
)
from samspil.people.actions.roles import officer_appoint, role_end, role_give
from samspil.people.actions.saving import NotValid

__all__ = [
    "ImportRefused",
    "NotValid",
    "Report",
    "account_close",
    "account_language_set",
    "account_open",
    "address_ensure",
    "address_mailbox_set",
    "board_add",
    "board_chair_pass",
    "board_member_seat",
    "board_seat_add",
    "board_seat_end",
    "committee_add",
    "committee_seat_add",
    "employment_add",
    "enrolment_add",
    "guardianship_add",
    "import_again",
    "import_ask",
    "import_break",
    "import_do",
    "import_drop",
    "import_files",
    "import_report",
    "import_take",
    "import_work",
    "imports_forget",
    "link_issue",
    "link_revoke",
    "link_used",
    "municipality_save",
    "officer_appoint",
    "person_add",
    "person_change",
    "person_erase",
    "person_export",
    "role_end",
    "role_give",
    "school_add",
    "school_change",
    "school_class_add",
    "school_year_add",
]
