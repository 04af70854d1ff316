/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// table.js on a bad network, in several tabs, and after sorting has been closed: nothing is lost, nothing comes twice.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { CODE, Meeting, PATH, field, pending, says, shown, write } from "./table_page.mjs";

let device, meeting;

beforeEach(async () => {
  meeting = await Meeting.start();
  device = new Device();
});
afterEach(async () => {
  device.close();
  await meeting.server.stop();
});

const posts = () => meeting.server.posts("/noter/").map(({ fields }) => fields);
const waitsFor = (delay) => until(() => device.clock.waits.includes(delay), `a wait of ${delay} ms`);

/* ---------- Retries ---------- */

test("tries again after 1, 2, 4 and then each 8 seconds, with the same id, and at once with new hope", async () => {
  const tab = await meeting.open(device);
  meeting.status = 500;

  write(tab, "Mere ro");
  for (const delay of [1000, 2000, 4000, 8000, 8000]) {
    await waitsFor(delay);
    await device.clock.advance(delay);
  }
  await waitsFor(8000);
  meeting.status = 0;
  await device.clock.advance(8000);
  await tab.idle();

  assert.equal(posts().length, 7);
  assert.equal(new Set(posts().map(({ uuid }) => uuid)).size, 1);
  assert.deepEqual([meeting.words, shown(tab), pending(tab)], [["Mere ro"], ["Mere ro"], []]);

  meeting.status = 500;
  write(tab, "Og luft");
  await waitsFor(1000);
});

test("a note whose answer was lost is sent again and is one note", async () => {
  const tab = await meeting.open(device);
  meeting.server.network = "lost";
  write(tab, "Mere ro");
  await waitsFor(1000);
  const meanwhile = [meeting.words, pending(tab).length];

  meeting.server.network = "up";
  await device.clock.advance(1000);
  await tab.idle();

  assert.deepEqual(meanwhile, [["Mere ro"], 1]);
  assert.deepEqual([meeting.words, shown(tab), pending(tab)], [["Mere ro"], ["Mere ro"], []]);
});

test("a network that takes a note and says nothing is given up after 15 seconds", async () => {
  const tab = await meeting.open(device);
  meeting.server.network = "deaf";
  write(tab, "Mere ro");
  await until(() => posts().length === 1);

  await device.clock.advance(14_000);
  const before = says(tab, "offline");
  await device.clock.advance(1000);
  await waitsFor(1000);
  meeting.server.network = "up";
  await device.clock.advance(1000);
  await tab.idle();

  assert.equal(before, false);
  assert.deepEqual(meeting.words, ["Mere ro"]);
});

test("what failed is sent at once when the page hears from the server", async () => {
  for (const [words, news] of [["en", "samspil:beat"], ["to", "samspil:live"]]) {
    const tab = await meeting.open(device);
    meeting.status = 503;
    write(tab, words);
    await waitsFor(1000);

    meeting.status = 0;
    tab.fire(tab.document, news, {});
    await tab.idle();

    assert.equal(meeting.words.at(-1), words);
    tab.close();
  }
});

/* ---------- Offline and online ---------- */

test("without a network notes wait, counted in words, and go in order when it is back", async () => {
  const tab = await meeting.open(device);
  device.setOnline(false);
  await tab.idle();
  const empty = [says(tab, "offline"), tab.text("[data-count]")];

  write(tab, "en");
  await until(() => tab.text("[data-count]") === "1 note venter");
  write(tab, "to");
  await until(() => tab.text("[data-count]") === "2 noter venter");
  const rows = pending(tab).map((row) => row.textContent);
  device.setOnline(true);
  await tab.idle();

  assert.deepEqual(empty, [true, ""]);
  assert.deepEqual(rows, ["toVenter på denne telefon", "enVenter på denne telefon"]);
  assert.deepEqual([meeting.words, shown(tab), pending(tab)], [["en", "to"], ["to", "en"], []]);
  assert.equal(says(tab, "offline"), false);
});

test("counts the notes that wait, and no press as a note", async () => {
  meeting.notes.set("u1", "Mere ro");
  const tab = await meeting.open(device, { notes: meeting.list() });
  device.setOnline(false);
  tab.find("[value=star]").click();
  await until(() => pending(tab).length === 1);
  const starred = tab.text("[data-count]");

  write(tab, "Og luft");
  await until(() => pending(tab).length === 2);

  assert.deepEqual([starred, tab.text("[data-count]")], ["", "1 note venter"]);
});

test("says that all is saved when the last that waited is, and not before", async () => {
  const tab = await meeting.open(device);
  device.setOnline(false);
  for (const words of ["en", "to"]) write(tab, words);
  await until(() => pending(tab).length === 2);
  const release = meeting.server.hold();

  device.setOnline(true);
  await until(() => meeting.server.open === 1);
  const first = says(tab, "back");
  release();
  const again = meeting.server.hold();
  await until(() => meeting.words.length === 1 && meeting.server.open === 1);
  const second = says(tab, "back");
  again();
  await tab.idle();

  assert.deepEqual([first, second, says(tab, "back")], [false, false, true]);
  await device.clock.advance(60_000);
  assert.equal(says(tab, "back"), false);
});

for (const [left, refuse, answers] of [
  [1, (words) => words.startsWith("lang") && "For lang", ["kort", "lang 1", "kort 2"]],
  [2, (words) => words.startsWith("lang") && "For lang", ["kort", "lang 1", "lang 2"]],
  [1, () => "Sorteringen er lukket", ["kort"]],
]) {
  test(`says how many were not taken, and never that all is saved: ${answers} (${left})`, async () => {
    const tab = await meeting.open(device);
    meeting.refuse = (words) => refuse(words) || "";
    device.setOnline(false);
    for (const words of answers) write(tab, words);
    await until(() => pending(tab).length === answers.length);

    device.setOnline(true);
    await tab.idle();

    const sentence = left === 1 ? "1 ikke gemt" : `${left} er ikke gemt`;
    assert.deepEqual([says(tab, "back"), tab.text("[data-back]"), pending(tab).length], [true, sentence, left]);
    assert.equal(meeting.words.length, answers.length - left);
  });
}

test("counts a note that was refused before the network went", async () => {
  const tab = await meeting.open(device);
  meeting.refuse = (words) => (words === "lang" ? "For lang" : "");
  const release = meeting.server.hold();
  write(tab, "lang");
  await until(() => meeting.server.open === 1);
  tab.type(field(tab), "den næste");
  release();
  await tab.idle();

  device.setOnline(false);
  tab.key("Enter");
  await until(() => pending(tab).length === 2);
  device.setOnline(true);
  await until(() => meeting.words.length === 1);
  await tab.idle();

  assert.deepEqual([meeting.words, tab.text("[data-back]")], [["den næste"], "1 ikke gemt"]);
});

test("says nothing of being back when nothing had waited", async () => {
  const tab = await meeting.open(device);

  device.setOnline(false);
  await tab.idle();
  device.setOnline(true);
  tab.fire(tab.document, "samspil:beat", {});
  await tab.idle();

  assert.deepEqual([says(tab, "offline"), says(tab, "back")], [false, false]);
});

test("a phone that is reloaded without a network keeps its notes and sends them later", async () => {
  const tab = await meeting.open(device);
  device.setOnline(false);
  write(tab, "Mere ro");
  await until(() => pending(tab).length === 1);
  tab.close();

  const next = await meeting.open(device);
  const waiting = [pending(next).length, says(next, "offline")];
  device.setOnline(true);
  await next.idle();

  assert.deepEqual(waiting, [1, true]);
  assert.deepEqual([meeting.words, pending(next)], [["Mere ro"], []]);
});

test("a note for another table is sent from here too, and not shown here", async () => {
  const tab = await meeting.open(device);
  const queue = await device.open("<!doctype html>").run("dialogue/queue.js");
  const data = { uuid: "u9", note: "Fra bord 2", round: "1" };
  await queue.keep({ uuid: "u9", code: "OTHER", kind: "note", url: "/bord/OTHER/noter/", data, words: "Fra bord 2" });

  tab.fire(tab.window, "online");
  await tab.idle();

  assert.equal(meeting.server.posts("/bord/OTHER/").length, 1);
  assert.deepEqual(shown(tab), []);
  assert.deepEqual(await queue.waiting(), []);
});

/* ---------- Two tabs ---------- */

test("two tabs send each note once, in order, one at a time", async () => {
  const [one, other] = [await meeting.open(device), await meeting.open(device)];
  device.setOnline(false);
  write(one, "en");
  await until(() => pending(other).length === 1);
  write(other, "to");
  await until(() => pending(one).length === 2);

  device.setOnline(true);
  await until(() => meeting.words.length === 2);
  await Promise.all([one.idle(), other.idle()]);

  assert.deepEqual(posts().map(({ note }) => note), ["en", "to"]);
  assert.equal(meeting.server.mostOpen, 1);
  assert.deepEqual([pending(one), pending(other)], [[], []]);
});

test("a tab that waits for the other's turn takes it over after 20 seconds, and the note is one", async () => {
  const [asleep, awake] = [await meeting.open(device), await meeting.open(device)];
  meeting.server.network = "deaf";
  // The phone has put the tab to sleep in the middle of sending: it gives up nothing, not even after its 15 seconds.
  asleep.window.setTimeout = () => 0;
  write(asleep, "Mere ro");
  await until(() => posts().length === 1);
  meeting.server.network = "up";

  awake.fire(awake.window, "online");
  for (let seconds = 0; seconds < 20; seconds += 3) {
    await waitsFor(3000);
    assert.equal(posts().length, 1);
    await device.clock.advance(3000);
  }
  await until(() => meeting.words.length === 1);

  assert.equal(posts().length, 2);
  assert.equal(posts()[0].uuid, posts()[1].uuid);
  await until(() => pending(awake).length === 0);
});

test("works in a browser without locks", async () => {
  device.hasLocks = false;
  const tab = await meeting.open(device);

  write(tab, "Mere ro");
  await tab.idle();

  assert.deepEqual(meeting.words, ["Mere ro"]);
});

test("a tab that is seen again sends what waits", async () => {
  const tab = await meeting.open(device);
  const queue = await device.open("<!doctype html>").run("dialogue/queue.js");
  const data = { uuid: "u9", note: "Mere ro", round: "1" };
  await queue.keep({ uuid: "u9", code: CODE, kind: "note", url: `${PATH}noter/`, data, words: "Mere ro" });

  tab.fire(tab.document, "visibilitychange");
  await tab.idle();

  assert.deepEqual(meeting.words, ["Mere ro"]);
});

/* ---------- Sorting is closed ---------- */

async function closedWith(prepare) {
  const tab = await meeting.open(device);
  device.setOnline(false);
  await prepare(tab);
  tab.close();
  device.online = true;
  return meeting.open(device, { open: false });
}

test("what never left the device is shown with the reason when sorting is closed, and is not sent", async () => {
  const closed = await closedWith(async (tab) => {
    write(tab, "Mere ro");
    await until(() => pending(tab).length === 1);
    tab.type(field(tab), "halvt");
  });

  const rows = pending(closed).map((row) => row.querySelector(".sp-voice").textContent);
  assert.deepEqual(rows, ["halvt", "Mere ro"]);
  for (const row of pending(closed)) assert.match(row.textContent, /Ikke taget imod: Noterne er samlet/);
  assert.deepEqual(posts(), []);
});

test("what is removed then is gone for good", async () => {
  const closed = await closedWith(async (tab) => {
    write(tab, "Mere ro");
    await until(() => pending(tab).length === 1);
    tab.type(field(tab), "halvt");
  });

  for (const left of [1, 0]) {
    pending(closed)[0].querySelector("button").click();
    await until(() => pending(closed).length === left);
  }
  closed.close();

  assert.deepEqual(pending(await meeting.open(device, { open: false })), []);
});
