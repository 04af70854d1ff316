# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Take the pictures in docs/pictures: a real server with the demo, a real browser, each page on a phone and a desk."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 (the path is set above)

from tests.browser import launch_arguments  # noqa: E402
from tests.server import ServerProcess  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SMALL, PHONE, DESK, WIDE, SCREEN = 320, 375, 1280, 1440, 1920
# Participants' pages also on the smallest phone.
ANYWHERE = (SMALL, PHONE, DESK)
# The big screens of three halls: width and height.
SCREENS = {1024: 768, 1280: 720, SCREEN: 1080}
# A long page is cut: the picture shows how it begins.
LONGEST = 2400
# `python scripts/pictures.py seating class` takes only those whose names begin so.
ONLY = sys.argv[1:]


@dataclass(frozen=True)
class Shot:
    name: str
    who: str
    path: str
    widths: tuple[int, ...] = (PHONE, DESK)
    language: str = "da"
    # A scene of picture_scenes.py that is set before the picture.
    scene: str = ""
    offline: bool = False


def shots(over: str, live: str, planned: str, note: str, answer: str) -> list[Shot]:
    """The demo as it stands when it has just been loaded."""
    meeting, evening, coming = f"/moeder/{over}/", f"/moeder/{live}/", f"/moeder/{planned}/"
    return [
        Shot("home-officer", "officer", "/"),
        Shot("home-board", "chair", "/"),
        Shot("meetings", "officer", "/moeder/"),
        Shot("new-meeting", "officer", "/moeder/nyt/"),
        Shot("meeting", "officer", meeting),
        Shot("plan-meeting", "officer", f"{coming}plan/"),
        Shot("invitations", "officer", f"{coming}invitation/"),
        Shot("answer", "", f"/svar/{answer}/", ANYWHERE),
        Shot("answer-ar", "", f"/svar/{answer}/", ANYWHERE, "ar"),
        Shot("control", "officer", f"{evening}styring/"),
        Shot("projector", "projector", f"{evening}storskaerm/", tuple(SCREENS)),
        Shot("table-find", "", "/bord/", (PHONE,)),
        Shot("table", "table", "", ANYWHERE),
        Shot("table-ar", "table", "", ANYWHERE, "ar"),
        Shot("talk-and-plenum", "officer", f"{evening}noter/oplaeg/"),
        Shot("sorting", "officer", f"{meeting}sortering/?note={note}", (PHONE, WIDE)),
        Shot("write-letter", "officer", f"{meeting}brev/"),
        Shot("letter", "chair", "letter", ANYWHERE),
        Shot("letter-ar", "chair", "letter", ANYWHERE, "ar"),
        Shot("outbox", "officer", "/udbakke/"),
        Shot("accessibility", "", "/was/"),
        Shot("log-in", "", "/konto/log-ind/"),
        Shot("paper", "officer", f"{evening}papir/"),
        Shot("seating", "officer", f"{coming}bordplan/"),
        Shot("who-comes", "officer", f"{coming}bordplan/folk/"),
        Shot("wishes", "officer", f"{coming}oensker/"),
        Shot("promises", "officer", f"{meeting}loefter/"),
        Shot("translations", "officer", f"{meeting}oversaettelser/", (DESK,)),
        Shot("who-can-read", "officer", f"{meeting}brev/offentligt/", (DESK,)),
        Shot("hearing", "officer", f"{meeting}hoering/", (DESK,)),
    ]


def later(over: str, live: str, hearing: str) -> list[Shot]:
    """What the demo's evening comes to: the harvest, a network that is away, the map. Each scene stays."""
    evening = f"/moeder/{live}/"
    return [
        Shot("hearing-answer", "", f"/hoering/{hearing}/", ANYWHERE),
        Shot("hearing-answer-ar", "", f"/hoering/{hearing}/", ANYWHERE, "ar"),
        Shot("table-offline", "table", "", (PHONE,), offline=True),
        Shot("table-harvest", "table", "", (PHONE,), scene="last_minutes"),
        Shot("table-harvest-ar", "table", "", (PHONE,), "ar"),
        Shot("projector-map", "projector", f"{evening}storskaerm/", (SCREEN,), scene="show_map"),
        Shot("projector-theme", "projector", f"{evening}storskaerm/", (SCREEN,), scene="show_theme"),
        Shot("table-after", "table", "", (SMALL, PHONE), scene="end_evening"),
        Shot("table-after-ar", "table", "", (SMALL, PHONE), "ar"),
    ]


def class_meeting(live: str, over: str, code: str, letter: str) -> list[Shot]:
    return [
        Shot("class-control", "officer", f"/moeder/{live}/styring/", (PHONE,)),
        Shot("class-projector", "projector", f"/moeder/{live}/storskaerm/", (SCREEN,)),
        # By now the notes are compared, so that the table is shown what others write.
        Shot("class-table", "", f"/bord/{code}/", (PHONE,)),
        Shot("class-seating", "officer", f"/moeder/{live}/bordplan/", (PHONE,)),
        Shot("class-letter", "", f"/offentligt/{letter}/", (PHONE,)),
        Shot("class-letter-ar", "", f"/offentligt/{letter}/", (PHONE,), "ar"),
    ]


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SAMSPIL_DATA", folder)
        os.environ.setdefault("SAMSPIL_TEST_FOLDER", folder)  # where the servers of tests keep their static files
        real = {"SAMSPIL_LANGUAGE_MODEL": "1"}
        server = ServerProcess(Path(folder) / "demo", command="demo", private=True, environment=real)
        server.start()
        try:
            # Letters that a bare machine has no font for.
            os.environ["FONTCONFIG_FILE"] = str(fonts(Path(folder)))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(**launch_arguments())  # type: ignore[arg-type]  # a plain mapping
                over, live, planned, note = scene(server, "ids").split()
                _all(browser, server, shots(over, live, planned, note, scene(server, "answer_link")))
                _all(browser, server, class_meeting(*scene(server, "classes").split()))
                _all(browser, server, later(over, live, scene(server, "hearing_link")))
                browser.close()
        finally:
            server.stop()
    return 0


def fonts(folder: Path) -> Path:
    """The machine's fonts, and after them our own for other scripts than the Latin, which a browser falls back on."""
    (folder / "fonts").mkdir()
    for pattern in ("Vazirmatn*", "*Ethiopic*", "*Tamil*"):
        for font in (ROOT / "samspil" / "ui" / "fonts").glob(pattern):
            shutil.copy(font, folder / "fonts")
    made = folder / "fonts.conf"
    made.write_text(
        f"<fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include><dir>{folder}/fonts</dir>"
        f"<cachedir>{folder}/fontcache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return made


def _all(browser: Browser, server: ServerProcess, wanted: list[Shot]) -> None:
    for shot in wanted:
        if ONLY and not any(shot.name.startswith(name) for name in ONLY):
            continue
        if shot.scene:
            scene(server, shot.scene)
        for width in shot.widths:
            take(browser, server.url, shot, width)


def scene(server: ServerProcess, name: str) -> str:
    """Set a scene in the server's own environment; what it prints."""
    code = f"from scripts import picture_scenes; picture_scenes.{name}()"
    done = subprocess.run(
        [sys.executable, "-m", "samspil.cli", "django", "shell", "--no-imports", "-c", code],
        env=server.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return "".join(done.stdout.strip().splitlines()[-1:])


def take(browser: Browser, origin: str, shot: Shot, width: int) -> None:
    screen = shot.who == "projector" or width == SCREEN
    height = SCREENS[width] if screen else 860
    context = browser.new_context(
        viewport={"width": width, "height": height},
        base_url=origin,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        device_scale_factor=2 if width <= PHONE else 1,
    )
    page = context.new_page()
    if shot.who:
        page.goto("/")
        page.locator(f'form[action*="hvem={shot.who}"] button').click()
        page.wait_for_load_state()
    if shot.path == "letter":
        page.locator('a[href^="/breve/"]').first.click()
        page.wait_for_load_state()
    elif shot.path:
        page.goto(shot.path)
    if shot.language != "da":
        page.goto(f"{re.sub(r'[?#].*', '', page.url)}?sprog={shot.language}")
    page.wait_for_timeout(500)
    if shot.offline:
        write_offline(page)
    # The demo's bar is no part of the product.
    page.evaluate("document.querySelector('.sp-demobar')?.remove()")
    tall = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
    if not screen:
        page.set_viewport_size({"width": width, "height": max(height, tall)})
    page.screenshot(path=PICTURES / f"{shot.name}-{width}.png")
    print(f"{shot.name}-{width}")
    context.close()


def write_offline(page: Page) -> None:
    """The network goes, and the table writes on."""
    page.context.set_offline(True)
    for text in ("Spørg også de familier, der ikke kom i aften.", "Et fast tidspunkt, så alle ved, hvornår."):
        page.locator("#skriv").fill(text)
        page.locator("#skriv").press("Enter")
        page.locator("[data-pending] li", has_text=text).wait_for()
    page.locator("[data-offline]:visible").wait_for()


if __name__ == "__main__":
    raise SystemExit(main())
