# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Everything that can be taken along from a letter, by log-in, by link and openly; and who may read it."""

import csv
import io
import re
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from samspil.core import throttle
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.models import Attachment, InvitationReply, Letter
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.published.package import File, inside, named_apart, zip_file
from samspil.dialogue.published.queries import Contact, contacts
from samspil.dialogue.published.tasks import letter_files
from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
from samspil.dialogue.publishing.actions.showing import letter_hide, letter_show
from samspil.dialogue.tests.factories import LATER, InvitationFactory
from samspil.dialogue.tests.letter_evening import SECRET, an_evening, invite, point_uuid
from samspil.engines.sorting import PointMerge
from samspil.people.addresses.enums import AddressKind
from samspil.people.models import RoleAddress
from samspil.people.tests.factories import BoardFactory, RoleAddressFactory, SchoolFactory
from tests.made_once import made_once

QUOTE = "Én besked om ugen er nok"


def an_evening_with_a_file():
    evening = an_evening()
    invite(evening)
    evening.meeting.rounds.update(handout="assumptions")
    made = Attachment(
        meeting=evening.meeting,
        title="Oplæg",
        filename="Oplæg.txt",
        content_type="text/plain",
        size=4,
        sha256="0" * 64,
        created_at=LATER,
        created_by=evening.by,
    )
    made.file.save("x", ContentFile(b"Ord."), save=False)
    made.save()
    return evening


def a_sent_evening():
    evening = an_evening_with_a_file()
    evening.draft()
    pick = {"meeting": evening.meeting, "by": evening.by, "now": LATER}
    quote_pick(**pick, point=point_uuid(evening.weekly), note=evening.notes["weekly1"], text=QUOTE)
    evening.version = letter_publish(
        meeting=evening.meeting, number=1, revision=Letter.objects.get().revision, by=evening.by, now=LATER
    )
    letter_send(version=evening.version, by=evening.by, now=LATER)
    return evening


unsent = made_once(an_evening_with_a_file)
evening = made_once(a_sent_evening)


@pytest.fixture
def version(evening):
    return evening.version


def comes(evening, school, *, coming=True, kind=AddressKind.WHOLE_BOARD, mailbox=""):
    board = BoardFactory(school=SchoolFactory(name=school))
    address = RoleAddressFactory(kind=kind, board=board, mailbox=mailbox)
    invitation = InvitationFactory(meeting=evening.meeting, address=address)
    InvitationReply.objects.create(
        invitation=invitation, coming=coming, people=3 if coming else 0, answered_by="Fatima Ali", answered_at=LATER
    )
    return board


def addresses(version):
    """How each kind of reader reaches the letter."""
    row = MessageRecipient.objects.order_by("pk").first()
    token = re.search(r"/brev/([^/\s]+)/", row.text)[1]
    return {
        "login": reverse("dialogue:letter", args=[version.uuid]),
        "link": reverse("dialogue:letter-link", args=[token]),
        "open": reverse("dialogue:public", args=[version.letter.public_uuid]),
    }


def show(evening, **more):
    return letter_show(meeting=evening.meeting, by=evening.by, now=LATER, **{"indexed": False, **more})


# The package.


@pytest.mark.parametrize("way", ["login", "link", "open"])
def test_everything_on_the_page_can_be_taken_along(client, evening, version, way):
    comes(evening, "Åskolen", mailbox="bestyrelsen@aaskolen.example")
    show(evening)
    if way == "login":
        client.force_login(evening.by)
    address = addresses(version)[way]
    page = client.get(address).content.decode()

    for tail in (
        "brev.pdf", "brev.docx", "noter.xlsx", "noter.csv", "naeste-moede.ics", "ark.pdf", "alt.zip",
        "punkt/1/noter.csv?udgave=1", "punkt/1/noter.xlsx?udgave=1",
    ):  # fmt: skip
        assert f'href="{address}{tail}"' in page
        assert client.get(f"{address}{tail}").status_code == 200
    assert "bestyrelsen@aaskolen.example" in page
    assert "Fatima" not in page


def test_one_file_holds_it_all_under_names_of_its_language(client, evening, version):
    comes(evening, "Åskolen", mailbox="bestyrelsen@aaskolen.example")
    address = f"{addresses(version)['link']}alt.zip"
    response = client.get(address, headers={"Accept-Language": "da"})
    archive = zipfile.ZipFile(io.BytesIO(response.content))

    arabic = zipfile.ZipFile(io.BytesIO(client.get(address, headers={"Accept-Language": "ar"}).content)).namelist()
    assert len(arabic) == len(archive.namelist())
    assert not {name for name in arabic if name.startswith("Filer/")} & set(archive.namelist())
    assert archive.namelist() == [
        "Brev.pdf",
        "Brev.docx",
        "Noter.xlsx",
        "Noter.csv",
        "Næste møde.ics",
        "Ark fra bordene.pdf",
        "Bestyrelser.csv",
        "Filer/Oplæg.txt",
    ]
    assert archive.read("Filer/Oplæg.txt") == b"Ord."
    assert archive.read("Brev.pdf").startswith(b"%PDF")
    assert "Åskolen;bestyrelsen@aaskolen.example" in archive.read("Bestyrelser.csv").decode("utf-8-sig")
    assert SECRET not in archive.read("Noter.csv").decode("utf-8-sig")


def test_the_file_is_made_once_and_what_others_change_is_in_it_all_the_same(client, evening, version, monkeypatch):
    def archive():
        return zipfile.ZipFile(io.BytesIO(client.get(address).content))

    address = f"{addresses(version)['link']}alt.zip"
    first = client.get(address).content
    monkeypatch.setattr(letter_docx, "docx_file", lambda *_args, **_more: b"made anew")
    again = client.get(address).content
    comes(evening, "Åskolen", mailbox="bestyrelsen@aaskolen.example")
    with_board = archive()
    note_mask(note=evening.notes["weekly2"], spans=[(0, 2)], by=evening.by, now=LATER)

    assert again == first
    assert "Åskolen" in with_board.read("Bestyrelser.csv").decode("utf-8-sig")
    assert with_board.read("Brev.docx") != b"made anew"
    assert with_board.getinfo("Filer/Oplæg.txt").compress_type == zipfile.ZIP_STORED
    assert archive().read("Brev.docx") == b"made anew"
    assert "[navn] besked om ugen" in archive().read("Noter.csv").decode("utf-8-sig")


def test_nobody_without_a_log_in_takes_everything_over_and_over(client, evening, version):
    cache.clear()
    show(evening)
    address = addresses(version)

    said = [client.get(f"{address['open']}alt.zip") for _ in range(throttle.PACKAGES + 1)]

    assert [response.status_code for response in said] == [200] * throttle.PACKAGES + [429]
    assert "Vent et minut" in said[-1].content.decode()
    assert client.get(address["open"]).status_code == 200
    assert client.get(f"{address['link']}alt.zip").status_code == 200
    cache.clear()


def test_an_open_page_gets_its_own_points_notes_after_a_correction(client, evening, version):
    def points(address):
        answer = client.get(address)
        rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        return {row[1] for row in list(rows)[1:]} if answer.status_code == 200 else answer.status_code

    show(evening)
    address = addresses(version)
    links = {
        way: re.findall(r'href="([^"]+/punkt/\d+/noter\.csv[^"]*)"', client.get(address[way]).content.decode())
        for way in ("link", "open")
    }
    before = {way: [points(link) for link in found] for way, found in links.items()}
    evening.move(PointMerge(evening.weekly, evening.first))
    evening.draft()
    letter_publish(
        meeting=evening.meeting,
        number=2,
        revision=Letter.objects.get().revision,
        changes="Et punkt er væk.",
        by=evening.by,
        now=LATER,
    )

    after = {way: [points(link) for link in found] for way, found in links.items()}

    gone = before["open"].index({"Én samlet besked om ugen er nok."})
    before["open"][gone] = 404
    # A link's reader gets the version that stood on the page; openly there is only the newest.
    assert after == before


def test_the_tables_codes_are_not_taken_along(client, evening, version):
    from pypdf import PdfReader

    client.force_login(evening.by)
    made = client.get(f"{addresses(version)['login']}ark.pdf").content
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)

    assert "antagelser" in words
    assert not any(table.code in words for table in evening.meeting.tables.all())


def test_a_points_notes_alone(client, evening, version):
    client.force_login(evening.by)
    address = addresses(version)["login"]
    rows = list(
        csv.reader(io.StringIO(client.get(f"{address}punkt/1/noter.csv").content.decode("utf-8-sig")), delimiter=";")
    )

    assert {row[1] for row in rows[1:]} == {"Én samlet besked om ugen er nok."}
    assert len(rows) == 1 + 5
    assert client.get(f"{address}punkt/99/noter.csv").status_code == 404
    assert client.get(f"{address}punkt/1/noter.exe").status_code == 404


def test_boards_that_were_there_with_their_fixed_mailbox_and_no_person(unsent):
    comes(unsent, "Ådalsskolen", mailbox="aadal@example.dk")
    comes(unsent, "Bakkeskolen", kind=AddressKind.BOARD_CHAIR)
    comes(unsent, "Fjordskolen", coming=False, mailbox="fjord@example.dk")
    both = comes(unsent, "Engskolen", kind=AddressKind.BOARD_CHAIR, mailbox="formand@example.dk")
    RoleAddressFactory(kind=AddressKind.WHOLE_BOARD, board=both, mailbox="eng@example.dk")

    assert contacts(meeting=unsent.meeting) == [
        Contact("Bakkeskolen", ""),
        Contact("Engskolen", "eng@example.dk"),
        Contact("Ådalsskolen", "aadal@example.dk"),
    ]


@pytest.mark.parametrize("boards", [1, 3])
def test_the_boards_ask_as_often_however_many(unsent, boards, django_assert_num_queries):
    for number in range(boards):
        comes(unsent, f"Skole {number}")

    with django_assert_num_queries(2):
        assert len(contacts(meeting=unsent.meeting)) == boards


NAMES = st.text(alphabet="aAbæ./\\:. \n", max_size=8)


@given(st.lists(NAMES, max_size=8))
def test_no_name_climbs_out_of_the_folder_and_no_two_are_one(names):
    files = list(named_apart(File(inside(name), b"") for name in names))
    made = zip_file(files, at=LATER)

    assert len({file.name.casefold() for file in files}) == len(names)
    assert all(file.name.startswith("Filer/") and file.name.count("/") == 1 for file in files)
    assert not any(file.name.rpartition("/")[2] == ".." for file in files)
    assert zip_file(files, at=LATER) == made


# The public page.


def test_the_public_page_is_there_only_while_an_officer_shows_it(evening, version):
    reader, address = Client(), addresses(version)["open"]
    assert reader.get(address).status_code == 404

    show(evening)
    page = reader.get(address)
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    assert 'name="robots" content="noindex"' in page.content.decode()
    assert QUOTE in page.content.decode()
    assert "/brev/" not in page.content.decode()
    assert SECRET not in page.content.decode()

    letter_hide(meeting=evening.meeting, by=evening.by, now=LATER)
    assert [reader.get(f"{address}{tail}").status_code for tail in ("", "brev.pdf", "alt.zip")] == [404] * 3
    actions = AuditEntry.objects.filter(action__in=["letter.show", "letter.hide"]).order_by("pk")
    assert [row.action for row in actions] == ["letter.show", "letter.hide"]


def test_search_engines_are_let_in_only_when_asked(evening, version):
    show(evening, indexed=True)
    page = Client().get(addresses(version)["open"])

    assert "X-Robots-Tag" not in page
    assert 'name="robots"' not in page.content.decode()


def test_a_letter_that_is_not_sent_cannot_be_shown(unsent):
    with pytest.raises(Refused, match="ikke sendt endnu"):
        show(unsent)
    unsent.draft()
    with pytest.raises(Refused, match="ikke sendt endnu"):
        show(unsent)


def test_a_classs_letter_opens_by_its_address_and_never_for_search_engines(officer, evening, version):
    address, url = addresses(version)["open"], reverse("dialogue:letter-public", args=[evening.meeting.uuid])
    evening.meeting.kind = MeetingKind.CLASS
    evening.meeting.save()

    with pytest.raises(Refused) as refused:
        show(evening, indexed=True)
    page = officer.post(url, {"do": "show", "indexed": "on"}, follow=True).content.decode()
    closed = Client().get(address).status_code
    show(evening)

    assert refused.value.code == "class-not-indexed"
    assert "Det her er et brev fra en klasse." in page
    assert closed == 404
    opened = Client().get(address)
    assert opened.status_code == 200
    assert "noindex" in opened.content.decode()


def test_a_second_press_writes_no_second_row(evening, version):
    show(evening)
    show(evening)
    letter_hide(meeting=evening.meeting, by=evening.by, now=LATER)
    letter_hide(meeting=evening.meeting, by=evening.by, now=LATER)

    assert AuditEntry.objects.filter(action__in=["letter.show", "letter.hide"]).count() == 2


def test_a_name_masked_later_is_gone_from_the_public_page(evening, version):
    address = addresses(version)["open"]
    show(evening)
    note_mask(note=evening.notes["weekly2"], spans=[(0, 2)], by=evening.by, now=LATER)

    page = Client().get(address).content.decode()
    assert "[navn] besked om ugen er nok, siger vi. Udgave 2." in page


def test_the_officer_sees_who_may_read_and_presses(officer, evening, version):
    url = reverse("dialogue:letter-public", args=[evening.meeting.uuid])
    page = officer.get(url).content.decode()
    assert "2 modtagere" in page
    assert "Ingen andre." in page

    page = officer.post(url, {"do": "show", "indexed": "on"}, follow=True).content.decode()
    assert "Alle andre, uden at logge ind." in page
    assert "Søgemaskiner må vise siden." in page
    assert str(Letter.objects.get().public_uuid) in page

    page = officer.post(url, {"do": "hide"}, follow=True).content.decode()
    assert "Ingen andre." in page
    assert Letter.objects.get().public_at is None


def test_before_the_letter_is_sent_there_is_no_page_about_its_readers(officer, unsent):
    assert officer.get(reverse("dialogue:letter-public", args=[unsent.meeting.uuid])).status_code == 404
    assert RoleAddress.objects.exists()


def test_the_worker_makes_a_sent_letters_files_and_nobody_waits_for_them(
    unsent, client, settings, django_capture_on_commit_callbacks
):
    settings.LANGUAGES = [("da", "Dansk")]
    letter = unsent.draft()
    version = letter_publish(meeting=unsent.meeting, number=1, revision=letter.revision, by=unsent.by, now=LATER)
    with django_capture_on_commit_callbacks(execute=True):
        letter_send(version=version, by=unsent.by, now=LATER)
    waiting = DBTaskResult.objects.filter(task_path=letter_files.module_path, status=TaskResultStatus.READY)
    assert [row.args_kwargs["args"] for row in waiting] == [[str(version.uuid)]]

    # The letter, its short form, its appendix and the archive in each language; the handouts are in all at once.
    assert letter_files.call(str(version.uuid)) == 4 + 1
    kept = {row.pk: bytes(row.content) for row in version.prints.all()}
    client.force_login(unsent.by)
    for part in ("", "kort", "noter"):
        assert client.get(reverse("dialogue:letter-pdf", args=[version.uuid]), {"del": part}).content in kept.values()
    assert set(version.prints.values_list("pk", flat=True)) == kept.keys()
