/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What a screen reader is told on the table's page, and where the focus is after a press.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { Meeting, field, pending, said, shown, write } from "./table_page.mjs";

let device, meeting;

beforeEach(async () => {
  meeting = await Meeting.start();
  device = new Device();
});
afterEach(async () => {
  device.close();
  await meeting.server.stop();
});

const clock = (tab, words) => {
  tab.find("[data-live-swap=clock]").innerHTML = `<span hidden data-say="${words}"></span>`;
  tab.fire(tab.find("[data-live-swap=clock]"), "samspil:live", { name: "clock" });
};

test("each saved note is said to be saved, and no list is read again", async () => {
  const tab = await meeting.open(device);

  write(tab, "en");
  await tab.idle();
  write(tab, "to");
  await tab.idle();

  assert.deepEqual(said(tab), ["Gemt", "Gemt"]);
  assert.deepEqual(tab.all("[aria-live], [role=status]").filter((region) => region.contains(tab.find("#noter"))), []);
});

test("a pause, a new round and its end are said once each", async () => {
  const tab = await meeting.open(device);

  for (const words of ["Runde 1", "Runde 1", "Pause", "Pause", "Runde 1", "", "Slut", "Runde 2"]) clock(tab, words);

  assert.deepEqual(said(tab), ["Runde 1", "Pause", "Runde 1", "Slut", "Runde 2"]);
});

test("what has been said does not stand there for ever", async () => {
  const tab = await meeting.open(device);
  clock(tab, "Pause");

  await device.clock.advance(10_000);

  assert.deepEqual(said(tab), []);
});

test("that the network is away, that a note is refused, and how it ended are said", async () => {
  const tab = await meeting.open(device);
  meeting.refuse = (words) => (words?.startsWith("lang") ? "Noten er for lang" : "");

  device.setOnline(false);
  await tab.idle();
  write(tab, "lang note");
  await tab.idle();
  device.setOnline(true);
  await until(() => said(tab).length === 3);

  assert.deepEqual(said(tab), ["Intet net", "Ikke taget imod: Noten er for lang", "1 ikke gemt"]);
});

test("that the network is away is said once, however often it seems to be back before anything was taken", async () => {
  const tab = await meeting.open(device);

  device.setOnline(false);
  await tab.idle();
  write(tab, "venter");
  await tab.idle();
  for (let beat = 0; beat < 3; beat += 1) {
    tab.fire(tab.document, "samspil:beat", { now: Date.now() });
    await tab.idle();
  }
  const once = said(tab).filter((words) => words.startsWith("Intet net"));
  device.setOnline(true);
  await until(() => said(tab).includes("Alt er gemt"));
  device.setOnline(false);
  await tab.idle();

  assert.deepEqual([once.length, said(tab).filter((words) => words.startsWith("Intet net")).length], [1, 2]);
});

async function withNotes() {
  for (const uuid of ["u1", "u2"]) meeting.notes.set(uuid, uuid);
  return meeting.open(device, { notes: meeting.list() });
}

const focusedIn = (tab, selector) => tab.find(selector)?.contains(tab.document.activeElement);

for (const press of ["star", "withdraw", "edit", "dissent"]) {
  test(`after »${press}« the focus is still in the note, also when its list is drawn anew`, async () => {
    const tab = await withNotes();
    if (press === "edit") tab.find("#note-u2 textarea").value = "Andre ord";
    const button = tab.find(`#note-u2 [value=${press}]`);
    button.focus();

    button.click();
    await until(() => tab.find(`#note-u2 [value=${press}]`) !== button);
    await tab.idle();

    assert.ok(focusedIn(tab, "#note-u2"), tab.document.activeElement.outerHTML);
  });
}

test("when a refused note is removed the focus stays in what is left of them, not at the page's beginning", async () => {
  const tab = await meeting.open(device);
  meeting.refuse = () => "Nej";
  device.setOnline(false);
  for (const words of ["en", "to"]) write(tab, words);
  await tab.idle();
  device.setOnline(true);
  await until(() => pending(tab).length === 2 && tab.all("[data-pending] button").length === 4);

  for (let left = 1; left >= 0; left -= 1) {
    const remove = pending(tab)[0].querySelectorAll("button")[1];
    remove.focus();
    remove.click();
    await until(() => pending(tab).length === left);
    assert.ok(focusedIn(tab, "[data-pending]"), `with ${left} left`);
  }
  assert.deepEqual([shown(tab), field(tab).value], [[], ""]);
});
