# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The map on a screen of 1920×1080: it follows the facilitator, nothing scrolls, and nothing is cut but long words."""

import pytest
from playwright.sync_api import Page, expect

from tests.town import Town

pytestmark = pytest.mark.browser

# Twelve themes with long names; they have 1, 2, 3, 4 and 9 points with long statements, at 12 tables.
HALL = """
import datetime as dt
from uuid import uuid4
from samspil.core import clock
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.room.queries import projector
from samspil.dialogue.tests import factories as make
from samspil.engines.sorting import NotePlace, PointCreate, ThemeCreate, Unit
from samspil.people.links.actions import link_issue
now, by = clock.now(), make.officer()
meeting = make.MeetingFactory(tables=12, rounds=1, starts_at=now, opened_at=now)
round_ = meeting.rounds.get()
round_.started_at = round_.closed_at = now
round_.save()
meeting.current_round = round_
meeting.save()
notes = [make.NoteFactory(table=table, round=round_, dissent=table.number % 3 == 0) for table in meeting.tables.all()]
said = "Skolen fortæller først, hvad den selv vil prøve, og spørger så familien, hvad der virker hos dem. "
for number, points in enumerate((1, 2, 3, 4, 9, 1, 1, 1, 1, 1, 1, 1), start=1):
    theme = str(uuid4())
    moves = [ThemeCreate(theme=theme, title=f"{number}: et tema med et navn, som ingen endnu har nået at gøre kortere")]
    for of_theme in range(points):
        point = str(uuid4())
        statement = f"{number}.{of_theme}: {said * 3}"[:290]  # points of the same words would be one point
        moves.append(PointCreate(point=point, statement=statement, theme=theme))
        moves += [NotePlace(unit=Unit(str(note.pk)), point=point) for note in notes]
    sorting_moves(meeting=meeting, moves=moves, by=by, now=now)
room.control(meeting=meeting, press="map", seen_version=meeting.control_version, by=by, now=now)
scope, until = {"meeting": str(meeting.uuid)}, now + dt.timedelta(hours=1)
print(meeting.uuid, link_issue(purpose=projector.PURPOSE, scope=scope, expires_at=until, by=by, now=now)[1])
"""
NEXT = """
from samspil.core import clock
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.models import Meeting
meeting = Meeting.objects.get(uuid="{meeting}")
room.control(meeting=meeting, press="theme-next", seen_version=meeting.control_version, by=None, now=clock.now())
"""
FITS = """() => {
  const part = document.querySelector('.sp-pj-focus');
  const map = document.querySelector('.sp-pj-map').getBoundingClientRect();
  if (part.scrollHeight > part.clientHeight) return part.scrollHeight - part.clientHeight;
  return document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth
    && map.bottom <= innerHeight && map.right <= innerWidth;
}"""


def fits(page: Page) -> None:
    """When the parts of the page that come one by one are there."""
    page.wait_for_function(f"() => ({FITS})() === true")


def test_the_map_fits_and_follows(town: Town, page: Page) -> None:
    server = town.server
    meeting, key = server.shell(HALL).split()
    page.set_viewport_size({"width": 1920, "height": 1080})

    page.goto(f"{server.url}/storskaerm/{key}/")

    expect(page.get_by_role("heading", name="Det, I har talt om")).to_be_visible()
    fits(page)
    for number in range(1, 6):
        server.shell(NEXT.format(meeting=meeting))
        expect(page.get_by_text(f"Tema {number} af 12")).to_be_visible()
        fits(page)
        page.evaluate("document.documentElement.dir = 'rtl'")
        fits(page)
        page.evaluate("document.documentElement.dir = 'ltr'")
    expect(page.get_by_text("Og 4 punkter mere.")).to_be_visible()
