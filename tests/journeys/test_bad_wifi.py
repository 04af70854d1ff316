# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The table's page on a network that comes and goes, in a real browser behind a wire that is really cut."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.server import ServerProcess
from tests.town import OFFICER, Town
from tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.process]

CUT_FOR = 60
# A phone tries again each eight seconds at the longest.
SOON = 120_000
LIVE_MEETING = """
from samspil.core import clock
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.people.models import User
by, now = User.objects.earliest("pk"), clock.now()
meeting = planning.meeting_create(recipe=DIALOGUE_3X15, title="Aften", place="Salen", starts_at=now, by=by, now=now)
meeting = room.control(meeting=meeting, press="start", seen_version=0, by=by, now=now)
print(meeting.uuid, *meeting.tables.order_by("number").values_list("code", flat=True)[:2])
"""
NEXT_ROUND = """
from samspil.core import clock
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.models import Meeting
from samspil.people.models import User
meeting, by = Meeting.objects.get(uuid="{meeting}"), User.objects.earliest("pk")
for press in ("close", "start"):
    meeting = room.control(meeting=meeting, press=press, seen_version=meeting.control_version, by=by, now=clock.now())
"""
# As an older copy of the database is: what came after the first note was never there.
OLDER_COPY = """
from samspil.dialogue.models import Note
from samspil.live.models import LiveChannel, LiveEvent
lost = Note.objects.filter(table__code="{code}").order_by("number")[1:]
Note.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).delete()
LiveEvent.objects.filter(number__gt=1).delete()
LiveChannel.objects.filter(last_number__gt=1).update(last_number=1)
"""


@dataclass
class Evening:
    server: ServerProcess
    wire: Wire
    browser: Browser
    meeting: str
    codes: list[str]
    _phones: list[BrowserContext] = field(default_factory=list)

    def phone(self) -> BrowserContext:
        made = self.browser.new_context(
            base_url=self.wire.url,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            viewport={"width": 375, "height": 740},
        )
        made.set_default_timeout(120_000)
        self._phones.append(made)
        return made

    def end(self) -> None:
        for phone in self._phones:
            phone.close()
        self.wire.close()

    def notes(self, code: str) -> list[tuple[UUID, str]]:
        query = (
            "SELECT n.uuid, n.text FROM dialogue_note n JOIN dialogue_meetingtable t ON t.id = n.table_id"
            " WHERE t.code = %s ORDER BY n.number"
        )
        with psycopg.connect(self.server.database_url) as connection:
            return connection.execute(query, [code]).fetchall()


@pytest.fixture
def evening(town: Town, browser: Browser) -> Iterator[Evening]:
    yield from _evening(town.server, browser)


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that may be killed."""
    server = ServerProcess(tmp_path_factory.mktemp("mortal"))
    try:
        server.start().command("begin", "--municipality", "Ådal", "--name", "Lone K", "--email", OFFICER)
        yield server
    finally:
        server.close()


@pytest.fixture
def evening_on_mortal(mortal: ServerProcess, browser: Browser) -> Iterator[Evening]:
    yield from _evening(mortal, browser)


def _evening(server: ServerProcess, browser: Browser) -> Iterator[Evening]:
    meeting, *codes = server.shell(LIVE_MEETING).split()
    made = Evening(server, Wire(server.port), browser, meeting, codes)
    yield made
    made.end()


def sit_down(phone: BrowserContext, code: str) -> Page:
    """The table's page, once the phone has what it needs to open it without a network."""
    page = phone.new_page()
    page.goto(f"/bord/{code}/")
    page.wait_for_selector("html[data-ready=offline]")
    return page


def write(page: Page, text: str) -> None:
    page.locator("#skriv").fill(text)
    page.locator("#skriv").press("Enter")
    expect(page.locator("#skriv")).to_have_value("")


def waiting(page: Page) -> list[str]:
    return page.locator("[data-pending] .sp-voice").all_inner_texts()


def saved(page: Page) -> list[str]:
    return page.locator("#noter .sp-note-head .sp-voice").all_inner_texts()


def a_minute_passes(*pages: Page) -> None:
    """By the pages' own clock, so that they try again as often as in a minute, and nobody waits for it."""
    for page in pages:
        for _ in range(CUT_FOR // 4):
            page.clock.run_for(4_000)


def test_forty_notes_of_two_tables_arrive_once_and_in_order_after_a_minute_without_a_network(
    evening_on_mortal: Evening,
) -> None:
    evening = evening_on_mortal
    phones = [evening.phone() for _ in evening.codes]
    phones[0].clock.install()
    phones[1].clock.install()
    tables = [(code, sit_down(phone, code)) for code, phone in zip(evening.codes, phones, strict=True)]
    written: dict[str, list[str]] = {code: [] for code in evening.codes}

    def all_write(numbers: range) -> None:
        for number in numbers:
            for code, page in tables:
                written[code].append(f"Note {number} fra {code}")
                write(page, written[code][-1])

    all_write(range(2))
    for _, page in tables:
        expect(page.locator("#noter .sp-note")).to_have_count(2)
    evening.wire.cut()
    all_write(range(2, 12))
    # Closed and opened again, and reloaded, with nobody there to ask.
    tables[0][1].reload()
    code, page = tables[1]
    page.close()
    tables[1] = (code, phones[1].new_page())
    tables[1][1].goto(f"/bord/{code}/")
    for code, page in tables:
        expect(page.locator("[data-pending] .is-wait")).to_have_count(10)
        assert waiting(page) == written[code][:1:-1]
        assert saved(page) == written[code][1::-1]
        expect(page.locator("[data-offline]")).to_contain_text("10 noter venter på denne telefon.")
    all_write(range(12, 16))
    evening.server.kill9()
    evening.server.start_again()
    all_write(range(16, 20))
    a_minute_passes(*(page for _, page in tables))
    evening.wire.mend()

    for code, page in tables:
        expect(page.locator("#noter .sp-note")).to_have_count(20, timeout=SOON)
        expect(page.locator("[data-pending] li")).to_have_count(0)
        expect(page.locator("[data-offline]")).to_be_hidden()
        expect(page.locator("[data-back]")).to_be_visible()
        # A picture of the list that was drawn before the last note may still come, and is followed by its own.
        expect(page.locator("#noter .sp-note-head .sp-voice")).to_have_text(written[code][::-1], timeout=SOON)
        assert [text for _, text in evening.notes(code)] == written[code]


def test_a_server_killed_while_notes_are_on_their_way_doubles_none(evening_on_mortal: Evening) -> None:
    evening = evening_on_mortal
    code = evening.codes[0]
    page = sit_down(evening.phone(), code)
    texts = [f"Note {number}" for number in range(24)]

    for number, text in enumerate(texts):
        write(page, text)
        if number in {7, 15}:
            evening.server.kill9()
            evening.server.start_again()

    expect(page.locator("#noter .sp-note")).to_have_count(24, timeout=SOON)
    expect(page.locator("[data-pending] li")).to_have_count(0)
    assert [text for _, text in evening.notes(code)] == texts


def test_saved_notes_that_an_older_copy_of_the_database_lacks_come_again_from_the_phones(
    evening_on_mortal: Evening,
) -> None:
    evening, code = evening_on_mortal, evening_on_mortal.codes[0]
    one, two = (sit_down(evening.phone(), code) for _ in range(2))
    write(one, "Før kopien")
    expect(two.locator("#noter .sp-note")).to_have_count(1)
    for number in range(2):
        write(one, f"Den ene {number}")
        write(two, f"Den anden {number}")
    for page in (one, two):
        expect(page.locator("#noter .sp-note")).to_have_count(5)
        expect(page.locator("[data-pending] li")).to_have_count(0)
    before = dict(evening.notes(code))
    evening.server.kill9()
    evening.server.start_again()
    evening.server.shell(OLDER_COPY.format(code=code))
    assert len(evening.notes(code)) == 1

    two.reload()

    for page in (one, two):
        expect(page.locator("#noter .sp-note")).to_have_count(5, timeout=SOON)
        expect(page.locator("[data-pending] li")).to_have_count(0)
    assert dict(evening.notes(code)) == before


def test_two_phones_at_one_table_and_a_clock_an_hour_wrong(evening: Evening) -> None:
    code = evening.codes[0]
    # Long enough for a machine with much to do: the clock must not come near its end meanwhile.
    with psycopg.connect(evening.server.database_url) as connection:
        connection.execute(
            "UPDATE dialogue_round SET ends_at = now() + interval '5 hours' WHERE ends_at IS NOT NULL"
            " AND meeting_id = (SELECT id FROM dialogue_meeting WHERE uuid = %s)",
            [evening.meeting],
        )
    wrong, right = evening.phone(), evening.phone()
    wrong.add_init_script("const real = Date.now; Date.now = () => real() + 3600e3;")
    late, early = sit_down(wrong, code), sit_down(right, code)
    evening.wire.cut()
    late.reload()
    for number in range(3):
        write(late, f"Sen {number}")
        write(early, f"Tidlig {number}")
    minutes = [int(page.locator("[data-clock-digits]").inner_text().split(":")[0]) for page in (late, early)]
    evening.wire.mend()

    for page in (late, early):
        expect(page.locator("#noter .sp-note")).to_have_count(6, timeout=SOON)
    texts = [text for _, text in evening.notes(code)]
    assert [text for text in texts if text.startswith("Sen")] == ["Sen 0", "Sen 1", "Sen 2"]
    assert [text for text in texts if text.startswith("Tidlig")] == ["Tidlig 0", "Tidlig 1", "Tidlig 2"]
    assert abs(minutes[0] - minutes[1]) < 30, f"the clock went on from the wrong hour: {minutes}"


def test_a_network_in_name_only_and_a_note_that_comes_after_its_round(evening: Evening) -> None:
    """What takes everything and answers nothing is no network: the page comes from the phone, the note waits."""
    code = evening.codes[0]
    page = sit_down(evening.phone(), code)
    evening.wire.cut(silent=True)

    page.reload()
    write(page, "Skrevet uden net")
    expect(page.locator("[data-pending] .is-wait")).to_have_count(1)
    evening.server.shell(NEXT_ROUND.format(meeting=evening.meeting))
    evening.wire.mend()

    expect(page.locator("#noter")).to_contain_text("Skrevet uden net", timeout=SOON)
    expect(page.locator("#noter")).to_contain_text("Efter runden")


def test_stars_changes_and_half_written_words_wait_as_well(evening: Evening) -> None:
    code = evening.codes[0]
    page = sit_down(evening.phone(), code)
    write(page, "Ring hellere en gang for meget")
    expect(page.locator("#noter .sp-note")).to_have_count(1)
    evening.wire.cut()

    page.get_by_label("Marker som vigtigst").click()
    expect(page.locator("[data-pending] .is-wait")).to_have_count(1)
    page.locator("#noter summary").click()
    page.get_by_label("Ret noten").fill("Ring hellere én gang for meget")
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.locator("[data-pending] .is-wait")).to_have_count(2)
    page.locator("#skriv").fill("Halvt skre")
    page.reload()
    expect(page.locator("#skriv")).to_have_value("Halvt skre")
    expect(page.locator("[data-pending] .is-wait")).to_have_count(2)
    evening.wire.mend()

    expect(page.locator("[data-pending] li")).to_have_count(0, timeout=SOON)
    expect(page.locator("#noter .sp-note-head .sp-voice")).to_have_text("Ring hellere én gang for meget")
    expect(page.get_by_label("Vigtigst, tryk for at fjerne")).to_be_visible()
    expect(page.locator("#skriv")).to_have_value("Halvt skre")


def test_what_is_not_accepted_says_why_and_can_be_mended(evening: Evening) -> None:
    code = evening.codes[0]
    page = sit_down(evening.phone(), code)
    evening.wire.cut()
    write(page, "x" * 501)
    write(page, "Den gode")
    page.locator("#skriv").fill("Den næste")
    evening.wire.mend()

    stopped = page.locator("[data-pending] .is-stop")
    expect(stopped).to_contain_text("Noten har 501 tegn", timeout=SOON)
    expect(page.locator("#noter")).to_contain_text("Den gode")
    page.reload()
    expect(stopped).to_have_count(1)
    stopped.get_by_role("button", name="Ret den").click()
    expect(stopped).to_have_count(0)
    expect(page.locator("#skriv")).to_have_value(re.compile("^Den næste\nx{501}$"))


def test_what_never_left_the_phone_is_shown_when_the_notes_are_collected(evening: Evening) -> None:
    code = evening.codes[0]
    page = sit_down(evening.phone(), code)
    evening.wire.cut()
    write(page, "Aldrig sendt")
    page.locator("#skriv").fill("Halvt skre")
    with psycopg.connect(evening.server.database_url) as connection:
        connection.execute(
            "UPDATE dialogue_meeting SET opened_at = now(), ended_at = now(), sorting_closed_at = now()"
            " WHERE uuid = %s",
            [evening.meeting],
        )
    evening.wire.mend()

    page.goto(f"/bord/{code}/")

    left = page.locator("[data-pending] .is-stop")
    expect(left).to_have_count(2)
    expect(left.filter(has_text="Aldrig sendt")).to_contain_text("Giv teksten til den, der holdt mødet.")
    expect(left.filter(has_text="Halvt skre")).to_be_visible()


def test_two_tabs_at_one_table_send_in_order(evening: Evening) -> None:
    code = evening.codes[0]
    phone = evening.phone()
    one, two = sit_down(phone, code), sit_down(phone, code)
    evening.wire.cut()
    for number in range(4):
        write(one if number % 2 else two, f"Note {number}")
    evening.wire.mend()

    for page in (one, two):
        expect(page.locator("#noter .sp-note")).to_have_count(4, timeout=SOON)
        expect(page.locator("[data-pending] li")).to_have_count(0)
    assert [text for _, text in evening.notes(code)] == [f"Note {number}" for number in range(4)]
