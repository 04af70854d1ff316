# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The big screen while a round is on: the longest question stands clear of the clock, the dots and the notes."""

import datetime as dt
from types import SimpleNamespace as Thing

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page

from samspil.ui.clock import Clock

pytestmark = pytest.mark.browser

NOW = dt.datetime(2026, 9, 1, 17, 20, tzinfo=dt.UTC)
SCREENS = ((1280, 720), (1920, 1080), (1024, 768), (1366, 768), (2560, 1080))
SHEETS = ("ui/vendor/dkfds.min.css", "ui/tokens.css", "ui/pictures.css", "ui/samspil.css", "ui/pages.css",
          "dialogue/meetings.css", "dialogue/plenum.css", "dialogue/promises.css")  # fmt: skip
# As long as a question may be, and each length around those at which the letters get smaller.
LENGTHS = (90, 140, 141, 220, 221, 360, 361, 500)
SAID = {
    "da": "Hvordan kan skolen og forældrene i fællesskabernes trivselsudviklingssamarbejde aftale hvad der hjælper ",
    "ar": "كيف يمكن للمدرسة والأهل أن يتفقوا معًا على ما يساعد الأطفال على أن يكونوا بخير في صفوفهم كل يوم ",
}
# Every word and picture inside the screen and its own part, and no part upon another.
FAULTS = """() => {
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const inside = (part, whole) => part.left >= whole.left - 1 && part.right <= whole.right + 1
    && part.top >= whole.top - 1 && part.bottom <= whole.bottom + 1;
  const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('.sp-pj-question'));
  const parts = {
    question: range.getBoundingClientRect(), clock: box('.sp-pj-clock svg'), top: box('.sp-pj-top'),
    dots: box('.sp-pj-tables'), notes: box('.sp-pj-new'),
  };
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }, faults = [];
  const names = Object.keys(parts);
  names.forEach((name, place) => {
    if (!inside(parts[name], screen)) faults.push(`${name} is outside the screen`);
    for (const other of names.slice(place + 1)) if (meet(parts[name], parts[other])) faults.push(`${name} on ${other}`);
  });
  const size = parseFloat(getComputedStyle(document.querySelector('.sp-pj-question')).fontSize)
    / Math.min(innerHeight, innerWidth * 9 / 16);
  if (size < 0.03) faults.push(`letters of ${size} of the screen`);
  const note = parseFloat(getComputedStyle(document.querySelector('.sp-pj-new li')).fontSize)
    / Math.min(innerHeight, innerWidth * 9 / 16);
  if (note < 0.03) faults.push(`a note's letters of ${note} of the screen`);
  range.selectNodeContents(document.querySelector('.sp-pj-clock [role=timer]'));
  const free = (parts.clock.width - range.getBoundingClientRect().width) / parts.clock.width;
  if (free < 0.16) faults.push(`the time fills all but ${free} of the ring, whose line is 0.1`);
  return faults;
}"""


def drawn(language: str, length: int) -> str:
    """The screen with a question of so many signs, twelve tables, a long title and three long notes."""
    said = (SAID[language] * 9)[:length]
    voice = SAID[language] * 4
    note = Thing(language=language, text=voice, reading=None)
    context = {
        "meeting": Thing(title="Dialogmøde om skolernes fællesskab " * 4, show_newest=True),
        "room": Thing(
            round=Thing(number=2), rounds=3, state="running", harvest_ms="",
            question=Thing(body=said, language=language), direction="rtl" if language == "ar" else "ltr",
            clock=Clock(total=dt.timedelta(minutes=15), now=NOW, ends_at=NOW + dt.timedelta(minutes=11)),
        ),
        "writing": Thing(written=30, total=40, notes=140, newest=[note] * 3, small=False),
    }  # fmt: skip
    with translation.override(language):
        stage, foot = (render_to_string(f"dialogue/projector.html#{part}", context) for part in ("stage", "foot"))
    direction = "rtl" if language == "ar" else "ltr"
    return f"""<!doctype html><html lang="{language}" dir="{direction}"><body class="sp-projector">
      <div class="sp-pj-stage"><div class="sp-pj-swap">{stage}</div></div>
      <section class="sp-pj-footwrap"><div class="sp-pj-foot">{foot}</div></section>
      <div class="sr-only" id="sp-say"></div><div class="sp-toasts" id="sp-toasts"></div></body></html>"""


@pytest.mark.parametrize("language", ["da", "ar"])
def test_the_longest_question_stands_clear_of_everything(page: Page, language: str) -> None:
    page.route("**/*", lambda route: route.abort())
    faults = {}
    for length in LENGTHS:
        page.set_content(drawn(language, length))
        for sheet in SHEETS:
            page.add_style_tag(path=finders.find(sheet))
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            if found := page.evaluate(FAULTS):
                faults[f"{length} signs at {width} × {height}"] = found

    assert faults == {}, "\n".join(f"{case}: {found}" for case, found in faults.items())
