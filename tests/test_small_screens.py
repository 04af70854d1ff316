# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is seen without much scrolling: the desk's keys on an ordinary screen, a table's words at 400 % zoom, and a long
hearing on a phone.

The pages are those that the views draw; a browser lays them out with the sheets they name. No server is started.
"""

import re
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Locator, Page

from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.tests.factories import LATER, MeetingFactory, NoteFactory, live_meeting, officer
from samspil.dialogue.tests.hearing_evening import a_hearing
from samspil.engines import sorting as s

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# A note and points of a length that most of an evening's stay below; the longest note has 500 signs.
NOTE = "Vi vil gerne have én samlet besked om ugen, for vi når ikke at læse fem, og det haster sjældent. "
POINT = "Send én samlet besked om ugen, og ring til familien, når det haster, så beskeder bliver læst. "
DESK_KEYS = ("1", "2", "3", "4", "5", "N", "S", "X", "J")
BELOW = """keys => keys.filter(key => {
  const found = [...document.querySelectorAll('.sp-desk-note .sp-key')].find(one => one.textContent.trim() === key)
    ?? [...document.querySelectorAll(`[data-key="${key.toLowerCase()}"]`)][0];
  if (!found) return true;
  const box = found.closest('button, a').getBoundingClientRect();
  const foot = document.querySelector('.sp-desk-foot').getBoundingClientRect();
  return box.height === 0 || box.bottom > Math.min(innerHeight, foot.height ? foot.top : innerHeight);
})"""
# How much of the screen stays covered by what does not scroll away, when the field for a note is at hand.
KEPT = """() => {
  document.getElementById('skriv').focus();
  let covered = 0;
  for (const part of document.querySelectorAll('body *')) {
    const style = getComputedStyle(part);
    if (!['sticky', 'fixed'].includes(style.position)) continue;
    scrollTo(0, document.documentElement.scrollHeight);
    const box = part.getBoundingClientRect();
    covered += Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0));
  }
  return covered / innerHeight;
}"""


def lay_out(page: Page, html: str) -> None:
    """As a browser would that has the sheets, without scripts."""
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    page.route("**/*", lambda route: route.abort())
    page.set_content(re.sub(r'<link rel="(?:stylesheet|manifest)[^>]*>|<script\b.*?</script>', "", html, flags=re.S))
    assert sheets
    for sheet in sheets:
        page.add_style_tag(path=finders.find(sheet))


@pytest.mark.parametrize(("signs", "keys"), [(160, DESK_KEYS), (500, "NSXJ")])
def test_the_desks_suggestions_and_keys_stand_above_the_fold(
    page: Page, client: Client, signs: int, keys: tuple[str, ...]
) -> None:
    by, meeting = officer(), MeetingFactory(ended=True, tables=2, rounds=1)
    round_, table = meeting.rounds.get(), meeting.tables.first()
    notes = [NoteFactory(table=table, round=round_, text=f"{number}: {NOTE * 6}"[:signs]) for number in range(6)]
    theme, points = str(uuid4()), [s.PointCreate(str(uuid4()), f"{n}: {POINT * 2}"[:150]) for n in range(5)]
    moves = [s.ThemeCreate(theme, "Beskeder"), *(s.PointCreate(one.point, one.statement, theme) for one in points)]
    moves += [
        s.NotePlace(unit=s.Unit(str(note.pk)), point=one.point) for note, one in zip(notes[1:], points, strict=True)
    ]
    sorting_moves(meeting=meeting, moves=moves, by=by, now=LATER)
    client.force_login(by)
    html = client.get(f"/moeder/{meeting.uuid}/sortering/", {"note": str(notes[0].pk)}).content.decode()

    below = {}
    for width, height in ((1280, 900), (1366, 768), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        lay_out(page, html)
        if found := page.evaluate(BELOW, list(keys)):
            below[f"{width} × {height}"] = found

    assert below == {}


@pytest.mark.parametrize("language", ["da", "ar", "en"])
def test_at_400_percent_the_clock_leaves_three_quarters_of_the_screen(
    page: Page, client: Client, language: str
) -> None:
    meeting = live_meeting()
    html = client.get(f"/bord/{meeting.tables.first().code}/", {"sprog": language}).content.decode()

    page.set_viewport_size({"width": 320, "height": 256})
    lay_out(page, html)

    assert page.locator(".sp-round .sp-clock").is_visible()
    assert page.evaluate(KEPT) <= 0.25


def test_one_press_for_a_theme_folds_its_points_and_keeps_what_has_its_own_answer(page: Page, client: Client) -> None:
    evening = a_hearing()
    html = client.get(f"/hoering/{evening.token}/").content.decode()
    page.set_viewport_size({"width": 375, "height": 812})
    lay_out(page, html)
    theme = page.locator("section.sp-theme:has(.sp-hear-all)", has=page.locator("fieldset + fieldset")).first
    choices, box = theme.locator("input[type=radio]"), theme.locator(".sp-hear-all input")
    theme.locator("fieldset").first.locator("input[type=radio]").nth(1).check(force=True)
    before, tall = _shown(choices), page.evaluate("document.documentElement.scrollHeight")

    box.check(force=True)

    assert before == choices.count() >= 6
    assert _shown(choices) == 3
    assert page.evaluate("document.documentElement.scrollHeight") < tall
    assert theme.locator("legend").last.is_visible()
    box.uncheck(force=True)
    assert _shown(choices) == before


def _shown(fields: Locator) -> int:
    """Also of those that a picture stands for: what takes room."""
    return sum(field.bounding_box() is not None for field in fields.all())
