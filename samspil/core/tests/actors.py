# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Somebody who does things: core knows of a user no more than the uuid."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID, uuid4

NOON = dt.datetime(2026, 10, 7, 12, 0, tzinfo=dt.UTC)


@dataclass
class Officer:
    uuid: UUID = field(default_factory=uuid4)
