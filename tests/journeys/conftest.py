# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The stage that the journeys are played on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.eyes import Eyes
from tests.journeys.mailbox import mailbox
from tests.journeys.stage import OFFICER, SCHOOLS, SEATS, Stage
from tests.server import ServerProcess


@pytest.fixture
def stage(start_server_process: Callable[..., ServerProcess], browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    with mailbox() as box:
        server = start_server_process(
            environment={"SAMSPIL_SMTP_URL": box.url, "SAMSPIL_MAIL_FROM": "samspil@fjordby.example"}
        )
        made = Stage(server, box, Eyes(server.url), browser)
        made.command("begin", "--municipality", "Fjordby Kommune", "--name", "Mette Holm Krogh", "--email", OFFICER)
        for name, content in (("skoler.csv", SCHOOLS), ("bestyrelser.csv", SEATS)):
            (tmp_path / name).write_text(content, encoding="utf-8-sig")
        made.command("import", "--do", str(tmp_path / "skoler.csv"), str(tmp_path / "bestyrelser.csv"))
        yield made
