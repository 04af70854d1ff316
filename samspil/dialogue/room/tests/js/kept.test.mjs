/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// kept.js: a server that has lost saved notes is given them again by the phones, each once; and only until the morning.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { Meeting, PATH, field, pending, shown, write } from "./table_page.mjs";

const HOUR = 3_600_000;
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

/** The table's page, after `words` were written there and saved. */
async function saved(...words) {
  const tab = await meeting.open(device);
  for (const note of words) write(tab, note);
  await tab.idle();
  return tab;
}

/** The server shows the table's notes as it has them. */
async function news(tab, name = "notes") {
  if (name === "notes") tab.find("#noter").innerHTML = meeting.list();
  tab.fire(tab.find("#noter"), "samspil:live", { name });
  await tab.idle();
}

async function kept(tab) {
  const queue = await tab.run("dialogue/queue.js");
  return (await queue.keptNotes()).map(({ entry }) => entry.words);
}

const idOf = (words) => [...meeting.notes].find(([, said]) => said === words)[0];

async function press(tab, words, button, change = () => {}) {
  const item = tab.find(`#note-${idOf(words)}`);
  change(item);
  item.querySelector(`[value=${button}]`).click();
  await tab.idle();
}

test("notes that an older copy of the database does not have are given to it again, each once and with its id", async () => {
  const tab = await saved("en", "to", "tre");
  const [before, ids] = [posts(), new Map(meeting.notes)];
  meeting.notes.delete(idOf("en"));
  meeting.notes.delete(idOf("tre"));

  await news(tab);

  const again = posts().slice(before.length);
  assert.deepEqual(again.map(({ note }) => note), ["en", "tre"]);
  assert.ok(again.every((fields) => fields.again === "1" && before.some(({ uuid }) => uuid === fields.uuid)));
  assert.deepEqual(new Map([...meeting.notes].sort()), new Map([...ids].sort()));
  assert.deepEqual([pending(tab), shown(tab).length], [[], 3]);
});

test("a phone that opens the page anew after the loss gives them too", async () => {
  (await saved("en")).close();
  meeting.notes.clear();

  const tab = await meeting.open(device, { notes: meeting.list() });
  await until(() => meeting.words.length === 1);

  assert.deepEqual([meeting.words, field(tab).value], [["en"], ""]);
});

test("a page from the device is not the server's word: nothing is given again", async () => {
  (await saved("en")).close();
  meeting.notes.clear();

  const tab = device.open((await meeting.page()).replace("<html ", "<html data-kept "), { address: meeting.server.url + PATH });
  await tab.run("dialogue/table.js");
  await tab.idle();

  assert.deepEqual(meeting.words, []);
});

test("a second loss is made good as the first", async () => {
  const tab = await saved("en");

  for (let loss = 0; loss < 2; loss += 1) {
    meeting.notes.clear();
    await news(tab);
    assert.deepEqual(meeting.words, ["en"]);
  }
});

test("what is given is what the note came to say, and not what was taken back or erased", async () => {
  const tab = await saved("en", "to", "tre", "fire");
  await press(tab, "en", "edit", (item) => (item.querySelector("textarea").value = "en, rettet"));
  await press(tab, "to", "withdraw");
  // Another phone changed one, an officer erased one.
  const [third, fourth] = [idOf("tre"), idOf("fire")];
  meeting.notes.set(third, "tre <b>\nlinjer");
  meeting.erased.add(fourth);
  await news(tab);
  const stays = await kept(tab);
  meeting.notes.clear();

  await news(tab);

  assert.deepEqual(meeting.words, ["en, rettet", "tre <b>\nlinjer"]);
  assert.ok(!stays.includes("fire"));
});

test("a table's other view comes with its note, in order", async () => {
  const tab = await saved("en");
  await press(tab, "en", "star");
  await press(tab, "en", "dissent", (item) => (item.querySelector("[name=dissent]").value = "Nej"));
  meeting.notes.clear();
  meeting.changes = [];

  await news(tab);

  assert.deepEqual(meeting.changes.map((change) => [change.do, change.dissent]), [["star", undefined], ["dissent", "Nej"]]);
});

test("one that cannot be taken yet stands with the reason, and is tried again with what comes", async () => {
  const tab = await saved("en");
  meeting.notes.clear();
  meeting.refuse = () => "Runden er ikke begyndt";
  await news(tab);
  const meanwhile = [pending(tab).map((row) => row.textContent), field(tab).value];

  meeting.refuse = () => "";
  await news(tab, "question");

  assert.match(meanwhile[0][0], /en.*Runden er ikke begyndt/);
  assert.equal(meanwhile[1], "");
  assert.deepEqual([meeting.words, pending(tab)], [["en"], []]);
});

test("another table's notes are not given on this table's page", async () => {
  await saved("en");
  const queue = await device.tabs[0].run("dialogue/queue.js");
  await queue.keptChange((record) => ({ ...record, code: "ANDET1" }));
  meeting.notes.clear();

  await news(device.tabs[0]);

  assert.deepEqual(meeting.words, []);
});

/* ---------- Only until the morning ---------- */

test("kept until six the next morning, and gone then, in a page that stands open", async () => {
  device.clock.now = new Date(2026, 8, 1, 19).getTime();
  const tab = await saved("en");

  await device.clock.advance(10 * HOUR);
  await tab.idle();
  const atFive = await kept(tab);
  await device.clock.advance(HOUR + 1000);
  await tab.idle();

  assert.deepEqual([atFive, await kept(tab)], [["en"], []]);
});

for (const page of ["dialogue/kept.js", "dialogue/table.js"]) {
  test(`gone the next morning on a shared device, whichever table's page is opened (${page})`, async () => {
    device.clock.now = new Date(2026, 8, 1, 19).getTime();
    (await saved("en")).close();
    device.clock.now += 12 * HOUR;

    const tab = device.open((await meeting.page()).replaceAll("K7PT", "ANDET1"), { address: `${meeting.server.url}/bord/ANDET1/` });
    await tab.run(page);
    await tab.idle();

    assert.deepEqual(await kept(tab), []);
  });
}

test("gone as soon as the meeting says that its notes are collected", async () => {
  (await saved("en")).close();

  const tab = await meeting.open(device, { open: false });

  assert.deepEqual(await kept(tab), []);
});

test("what waits and was never saved does not go in the morning", async () => {
  const tab = await meeting.open(device);
  device.setOnline(false);
  write(tab, "en");
  await tab.idle();
  tab.close();
  device.clock.now += 30 * HOUR;
  device.setOnline(true);

  const next = await meeting.open(device);
  await next.idle();

  assert.deepEqual(meeting.words, ["en"]);
});
