# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How fast is a note acknowledged, and shown on the projector? `python -m bench.live --help`; prints JSON.

A real installation (private PostgreSQL with its usual durability and 20,000 persons, analysed; `samspil serve` with one
web process and its worker) takes notes over HTTP from tables that write in bursts, while watchers hold the projector's
stream. Times are from the moment a table sends: "acknowledged" until it has the answer, "shown" until each watcher has
a picture with the note in it. The baseline is what peers do: the same watchers fetch the page each five seconds
instead.

The budgets (30 tables, 200 watchers, 2 notes a second in bursts of 10) are in bench.budgets; nothing may be lost.
"""

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import budgets
from bench.live_house import ROOT, House, house
from bench.live_wire import Client
from bench.memory import shares

POLL_SECONDS = 5.0
# The address of a card and the table's own note beside it.
CARD = re.compile(rb'action="(/bord/[^"]+/hoest/[^"]+/)".*?name="own" value="([^"]+)"', re.DOTALL)
SETTLED_SECONDS = 3.0


@dataclass(frozen=True)
class Sent:
    uuid: str
    at: float
    acknowledged: float


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """p50, p95 and p99 in milliseconds."""
    ordered = sorted(values)
    places = {name: min(len(ordered) - 1, int(len(ordered) * part)) for name, part in PARTS.items()}
    return {name: round(ordered[place] * 1000, 1) if ordered else None for name, place in places.items()}


PARTS = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


async def write_note(client: Client, code: str) -> Sent:
    uuid = str(uuid4())
    body = urlencode({"uuid": uuid, "round": 1, "language": "da", "note": f"{random.choice(WORDS)} ({uuid[:8]})"})
    begun = time.monotonic()
    answer = await client.ask(
        f"/bord/{code}/noter/", body=body.encode(), Accept="application/json", X_CSRFToken=client.cookies["csrftoken"]
    )
    done = time.monotonic()
    if answer.status != 200 or not json.loads(answer.body)["saved"]:
        raise RuntimeError(answer.body.decode())
    return Sent(uuid, begun, done - begun)


async def write_notes(place: House, *, rate: float, burst: int, seconds: float) -> list[Sent]:
    """`rate` notes a second in all, `burst` at the same moment from as many tables."""
    clients = {code: Client(place.port) for code in place.scene.tables}
    for code, client in clients.items():
        await client.ask(f"/bord/{code}/", Accept="text/html")
    sent: list[Sent] = []
    begin, number = time.monotonic() + 0.5, 0
    while (due := begin + number * burst / rate) < begin + seconds:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        codes = random.sample(list(clients), min(burst, len(clients)))
        sent += await asyncio.gather(*(write_note(clients[code], code) for code in codes))
        number += 1
    for client in clients.values():
        client.close()
    return sent


async def harvest(place: House, *, seconds: float) -> list[float]:
    """The last minutes: each table asks for its cards within six seconds, and answers one each five seconds.

    Seconds that each answer took until the server had it.
    """
    took: list[float] = []

    async def table(code: str) -> None:
        client = Client(place.port)
        until = time.monotonic() + seconds
        await asyncio.sleep(random.random() * 6)
        page = await client.ask(f"/bord/{code}/", Accept="text/html")
        while time.monotonic() < until:
            card = CARD.search(page.body)
            if card:
                body = urlencode({"own": card[2].decode(), "answer": random.choice(("same", "differs", "no"))}).encode()
                begun = time.monotonic()
                page = await client.ask(
                    card[1].decode(), body=body, Accept="application/json", X_CSRFToken=client.cookies["csrftoken"]
                )
                took.append(time.monotonic() - begun)
                page.body = json.loads(page.body)["harvest"].encode()
            else:
                page = await client.ask(f"/bord/{code}/hoest/", Accept="text/html")
            await asyncio.sleep(4 + 2 * random.random())
        client.close()

    await asyncio.gather(*(table(code) for code in place.scene.tables))
    return took


@contextmanager
def watching(place: House, *, watchers: int, poll: float = 0.0) -> Iterator[dict[str, Any]]:
    """Watchers in their own process; what they saw is in the dict afterwards."""
    scene = place.scene
    stream = urlencode(
        [("language", "da"), ("as", "projector"), ("token", scene.screen)]
        + [("channel", f"{kind}:{scene.meeting}") for kind in ("room", "notes")]
    )
    address = f"/storskaerm/{scene.screen}/" if poll else f"/live/?{stream}"
    # Each table's phone follows the clock and its own notes; a peer's page would be fetched again instead.
    phones = [] if poll else [_phone(scene.meeting, code, table) for code, table in scene.tables.items()]
    order = {"port": place.port, "address": address, "watchers": watchers, "poll": poll, "phones": phones}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.live_wire"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    result: dict[str, Any] = {}
    begun = time.monotonic()
    try:
        print(json.dumps(order), file=process.stdin, flush=True)
        assert process.stdout.readline() == "ready\n"
        result["opened_in"] = time.monotonic() - begun
        yield result
        print("stop", file=process.stdin, flush=True)
        result |= json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait(20)


def _phone(meeting: str, code: str, table: str) -> str:
    channels = [("channel", f"room:{meeting}"), ("channel", f"table:{table}")]
    return "/live/?" + urlencode([("language", "da"), ("code", code), *channels])


def numbers_of(scene_meeting: str) -> dict[str, int]:
    """The number that each note's event got, by the note."""
    from samspil.live.queries import events_after

    rows = events_after(channel=f"notes:{scene_meeting}", number=0, limit=1_000_000)
    return {str(row.data["note"]): row.number for row in rows if row.kind == "note"}


def ranks(numbers: dict[str, int]) -> dict[str, int]:
    """The picture says how many notes there are: the note that came as the n-th is on it when it says n."""
    return {uuid: rank for rank, uuid in enumerate(sorted(numbers, key=numbers.__getitem__), 1)}


def shown_after(sent: Sequence[Sent], places: dict[str, int], seen: list[list[list[float]]]) -> tuple[list[float], int]:
    """Seconds from sending until shown, for each note at each watcher; and how many never were."""
    waits, lost = [], 0
    for watcher in seen:
        values = [value for _, value in watcher]
        for note in sent:
            place = places.get(note.uuid)
            first = bisect_left(values, place) if place is not None else len(values)
            if first < len(values):
                waits.append(watcher[first][0] - note.at)
            else:
                lost += 1
    return waits, lost


def measure(
    place: House, options: argparse.Namespace, *, watchers: int, poll: float = 0.0, harvesting: bool = False
) -> dict[str, Any]:
    """One run of the evening with streams, or with `poll` seconds between fetches; perhaps a round's last minutes."""
    before, memory = place.cpu(), place.memory()
    known = set(numbers_of(place.scene.meeting))
    with watching(place, watchers=watchers, poll=poll) as watched:
        opened_memory = place.memory()
        # Those who watch have come before the first table has written.
        time.sleep(SETTLED_SECONDS)
        begun = time.monotonic()
        sent, answers = asyncio.run(evening(place, options, harvesting=harvesting))
        time.sleep(poll + 1.5)
        took = time.monotonic() - begun
        used = {name: round(seconds - before[name], 2) for name, seconds in place.cpu().items()}
    numbers = numbers_of(place.scene.meeting)
    waits, unseen = shown_after(sent, ranks(numbers), watched["seen"])
    return {
        "watchers": watchers,
        "notes": len(sent),
        "acknowledged_ms": percentiles([note.acknowledged for note in sent]),
        "shown_ms": percentiles(waits),
        **({"answers": len(answers), "answered_ms": percentiles(answers)} if harvesting else {}),
        "lost": len([note for note in sent if note.uuid not in numbers or note.uuid in known]),
        "not_shown": unseen,
        "streams_ended": watched["ended"],
        "seconds": round(took, 1),
        "cpu_seconds": used,
        "memory_mb": {"before": round(memory), "watched": round(opened_memory), "after": round(place.memory())},
        "shares_mb": shares(place.data),
        "opened_in_seconds": round(watched["opened_in"], 2),
    }


async def evening(place: House, options: argparse.Namespace, *, harvesting: bool) -> tuple[list[Sent], list[float]]:
    notes = write_notes(place, rate=options.rate, burst=options.burst, seconds=options.seconds)
    if not harvesting:
        return await notes, []
    sent, answers = await asyncio.gather(notes, harvest(place, seconds=options.seconds))
    return sent, answers


def last_minutes(meeting: str) -> None:
    """The round is in its last minutes, when tables are shown each other's notes."""
    from samspil.core import clock
    from samspil.dialogue.models import Meeting

    found = Meeting.objects.select_related("current_round").get(uuid=meeting).current_round
    found.ends_at = clock.now() + timedelta(minutes=2, seconds=50)
    found.save(update_fields=["ends_at"])


def hold_open(place: House, options: argparse.Namespace) -> dict[str, Any]:
    """Many open streams: what they cost while nothing happens, and how far the last of them is behind when it does."""
    memory, quiet = place.memory(), 15
    with watching(place, watchers=options.connections) as watched:
        time.sleep(3)
        opened_memory, before = place.memory(), place.cpu()
        time.sleep(quiet)
        idle = place.cpu()["web"] - before["web"]
        sent = asyncio.run(write_notes(place, rate=options.rate, burst=options.burst, seconds=10))
        time.sleep(2)
    waits, unseen = shown_after(sent, ranks(numbers_of(place.scene.meeting)), watched["seen"])
    return {
        "connections": options.connections,
        "ended": watched["ended"],
        "opened_in_seconds": round(watched["opened_in"], 2),
        "memory_mb": {"before": round(memory), "open": round(opened_memory)},
        "idle_cpu_percent": round(100 * idle / quiet, 1),
        "acknowledged_ms": percentiles([note.acknowledged for note in sent]),
        "shown_ms": percentiles(waits),
        "not_shown": unseen,
    }


def ratio(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, float]:
    """How many times the baseline needs as much."""
    return {
        "shown_p95": round(theirs["shown_ms"]["p95"] / ours["shown_ms"]["p95"], 1),
        "acknowledged_p95": round(theirs["acknowledged_ms"]["p95"] / ours["acknowledged_ms"]["p95"], 1),
        "cpu_per_second": round(
            (sum(theirs["cpu_seconds"].values()) / theirs["seconds"])
            / (sum(ours["cpu_seconds"].values()) / ours["seconds"]),
            1,
        ),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tables", type=int, default=30)
    parser.add_argument("--watchers", type=int, default=200)
    parser.add_argument("--rate", type=float, default=2.0, help="notes a second, all tables together")
    parser.add_argument("--burst", type=int, default=10, help="notes sent in the same moment")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--connections", type=int, default=0, help="also hold so many streams open")
    parser.add_argument("--no-baseline", action="store_true")
    options = parser.parse_args()
    random.seed(2)
    with house(options.tables) as place:
        # What the first request loads is not what is asked about.
        asyncio.run(write_notes(place, rate=10, burst=options.burst, seconds=3))
        result: dict[str, Any] = {"samspil": measure(place, options, watchers=options.watchers)}
        last_minutes(place.scene.meeting)
        result["harvest"] = measure(place, options, watchers=options.watchers, harvesting=True)
        if not options.no_baseline:
            result["polling"] = measure(place, options, watchers=options.watchers, poll=POLL_SECONDS)
            result["ratio"] = ratio(result["samspil"], result["polling"])
        if options.connections:
            result["open"] = hold_open(place, options)
    json.dump(result, sys.stdout, indent=2)
    print()
    met = [
        (result["samspil"], budgets.ACKNOWLEDGED_MS, budgets.SHOWN_MS),
        (result["harvest"], budgets.HARVEST_ACKNOWLEDGED_MS, budgets.HARVEST_SHOWN_MS),
    ]
    over = any(
        budgets.missed(run["acknowledged_ms"]["p95"], acknowledged) or budgets.missed(run["shown_ms"]["p95"], shown)
        for run, acknowledged, shown in met
    )
    return 1 if over or any(run["lost"] or run["not_shown"] for run, _, _ in met) else 0


WORDS = (
    "Der er for mange beskeder om det praktiske og for få om det, der går godt i klassen",
    "Vi vil gerne mødes først på året og tale om, hvad vi forventer af hinanden",
    "Nye forældre ved ikke, hvem de skal spørge, og så spørger de ingen",
    "Børnene leger på tværs, når de voksne kender hinanden",
)

if __name__ == "__main__":
    sys.exit(main())
