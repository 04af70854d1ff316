# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A meeting on a real server from invitation to promise, then people are erased: the dump, the files and what the
processes said hold nothing of them, and no link, table code or log-in code.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from lxml import html

from samspil.config.postgres import binaries
from tests.journeys.mailbox import Mailbox, link, mailbox, words
from tests.server import ROOT, ServerProcess

pytestmark = pytest.mark.process

ROWS = (ROOT / "tests/forgotten_rows.py").read_text(encoding="utf-8")
MEMBER = ("Ibenholt Kragelund", "ibk.kragelund@fjordby.example", "23456789")
CHAIR = ("Torhild Vængegaard", "torhild.v@fjordby.example", "34567812")
GUEST = ("Sigvalda Plessenborg", "sig.pless@fjordby.example", "45678123")
# On the list of guests, and in no rolls.
LISTED = "Gudmund Solbakke"
SCHOOLS = "institutionsnummer;navn\n901003;Havneskolen\n"
SEATS = "institutionsnummer;fornavn;efternavn;e-mail;telefon;plads;formand\n" + "".join(
    f"901003;{name.replace(' ', ';')};{email};{phone};forælder;{chair}\n"
    for (name, email, phone), chair in ((MEMBER, "nej"), (CHAIR, "ja"), (GUEST, "nej"))
)
SAID = " og ".join(f"{name} ({email}, {phone})" for name, email, phone in (MEMBER, CHAIR))
NAMES = f"{MEMBER[0]} og {CHAIR[0]}"
NEEDS = {MEMBER: f"{GUEST[0]} sidder i kørestol. {MEMBER[0]} hører dårligt.", CHAIR: "Jeg sidder i kørestol af egetræ."}


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as made:
        yield made


def test_nothing_of_an_erased_person_and_no_secret_is_left(start_server_process, box, tmp_path):
    server = start_server_process(environment={"SAMSPIL_SMTP_URL": box.url, "SAMSPIL_MAIL_FROM": "s@fjordby.example"})
    begin(server, tmp_path)
    rows(server, "plan", NAMES, SAID, CHAIR[1], LISTED)
    for who in (CHAIR, MEMBER):
        answer(server, box, who)
    code = rows(server, "begin")
    write(server, code)
    rows(server, "hear", NAMES, SAID)
    for who in (MEMBER, CHAIR):
        remark(server, box, who)
    rows(server, "send", SAID, MEMBER[0], MEMBER[1])
    box.wait(GUEST[1], "Brev efter mødet")
    logged_in = log_in(server, box, CHAIR)
    waiting = log_in(server, box, MEMBER, finish=False)
    secrets = {code, logged_in, waiting, *tokens(box)}
    assert len(secrets) > 8
    before = stands(server, SAID)

    # The first as an operator does it; the others by the same command, without a programme that is loaded for each.
    erase(server.command, MEMBER[1])
    for _name, email, _phone in (CHAIR, GUEST):
        erase(lambda *words: server.shell(COMMAND.format(words=words)), email)
    rows(server, "take_off", LISTED)
    rows(server, "erase_notes")

    assert len(before) > 20, before
    assert stands(server, *strings(), "egetræ") == set()
    kept = left(server)
    assert [
        (where, one) for where, text in kept.items() for one in (*strings(), "egetræ") if one.casefold() in text
    ] == []
    found = [(where, one) for where, text in kept.items() for one in secrets if one.casefold() in text]
    # A table opens by its code as long as the meeting is held.
    assert set(found) <= {("dump", code)}


def begin(server: ServerProcess, folder: Path) -> None:
    server.command(
        "begin", "--municipality", "Fjordby Kommune", "--name", "Mette Holm", "--email", "mette@fjordby.example"
    )
    lists = [folder / "skoler.csv", folder / "bestyrelser.csv"]
    for file, content in zip(lists, (SCHOOLS, SEATS), strict=True):
        file.write_text(content, encoding="utf-8-sig")
    server.command("import", "--do", *map(str, lists))


def rows(server: ServerProcess, step: str, *values: str) -> str:
    return server.shell(f"{ROWS}\n{step}(*{values!r})")


def strings() -> list[str]:
    made = [LISTED]
    for name, email, phone in (MEMBER, CHAIR, GUEST):
        paired = " ".join(phone[at : at + 2] for at in range(0, 8, 2))
        made += [name, name.split()[0], name.split()[1], email, email.split("@")[0], phone, paired]
    return made


def press(client: httpx.Client, address: str, **values: str) -> str:
    """What comes after the first form of the page that has these fields."""
    page = html.fromstring(client.get(address).content)
    form = next(
        form
        for form in page.forms
        if form.method == "POST"
        and values.keys() <= {field.get("name") for field in form.iter("input", "textarea", "select", "button")}
    )
    data = {**dict(form.form_values()), **values}
    answered = client.post(httpx.URL(address).join(form.action or address), data=data, headers={"Referer": address})
    assert answered.status_code == 200, answered.text
    return answered.text


def visitor() -> httpx.Client:
    return httpx.Client(follow_redirects=True, timeout=60)


def own(server: ServerProcess, address: str) -> str:
    """Mails are written beside the server, which alone knows its port."""
    return server.url + httpx.URL(address).path


def answer(server: ServerProcess, box: Mailbox, who: tuple[str, str, str]) -> None:
    address = own(server, link(box.wait(who[1], "Invitation"), "/svar/"))
    # The chair signs with less than a name.
    more = {"access_needs": NEEDS[who], "answered_by": "Formanden fra egetræet" if who == CHAIR else who[0]}
    with visitor() as client:
        assert "Svaret er gemt" in press(client, address, coming="yes", people="3", **more)


def write(server: ServerProcess, code: str) -> None:
    with visitor() as client:
        for text in (f"Ros til {MEMBER[0]}.", f"Ring til {CHAIR[0]} på {CHAIR[2]}."):
            assert text in press(client, f"{server.url}/bord/{code}/", uuid=str(uuid4()), note=text)


def remark(server: ServerProcess, box: Mailbox, who: tuple[str, str, str]) -> None:
    address = own(server, link(box.wait(who[1], "Passer brevet"), "/hoering/"))
    with visitor() as client:
        assert "Svaret er gemt" in press(client, address, v0="differs", w0=f"Spørg {who[0]}, egetræ.")


def log_in(server: ServerProcess, box: Mailbox, who: tuple[str, str, str], *, finish: bool = True) -> str:
    box = box.from_now()
    with visitor() as client:
        press(client, f"{server.url}/konto/log-ind/", email=who[1])
        found = re.search(r"er: (\d{6,8})", words(box.wait(who[1], "kode")))
        assert found
        if finish:
            press(client, f"{server.url}/konto/log-ind/kode/", code=found[1])
    return found[1]


def tokens(box: Mailbox) -> set[str]:
    return {token for mail in box.mails for token in re.findall(r"/([A-Za-z0-9_-]{43})\b", words(mail))}


COMMAND = """
from django.core.management import call_command
call_command(*{words!r})
"""


def erase(run: Callable[..., str], email: str) -> None:
    found = run("person", "find", email).split()[0]
    run("person", "udlever", found)
    assert "slettet" in run("person", "slet", found)


def stands(server: ServerProcess, *texts: str) -> set[str]:
    """As the house reads it: with its keys, archives and PDFs opened."""
    parts = [part for text in texts for part in re.split(r" og |[(),]", text)]
    script = (
        f"from samspil.core.tests.everywhere import places\nprint('\\n'.join(places(*{[p.strip() for p in parts]!r})))"
    )
    return set(filter(None, server.shell(script).splitlines()))


def left(server: ServerProcess) -> dict[str, str]:
    """As a thief reads it: a dump of the database, every file of the data folder, and what the processes said."""
    dump = subprocess.run(
        [binaries.program("pg_dump"), "--no-owner", f"--dbname={server.database_url}"],
        capture_output=True,
        check=True,
        env=dict(os.environ),
    ).stdout
    files = {
        str(path.relative_to(server.data)): path.read_bytes()
        for path in server.data.rglob("*")
        if path.is_file() and "static" not in path.parts
    }
    held = {"dump": dump, **files, "output": "".join(server._all_said).encode()}
    return {where: content.decode("utf-8", "replace").casefold() for where, content in held.items()}
