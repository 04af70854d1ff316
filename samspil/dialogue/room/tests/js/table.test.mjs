/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// table.js with a network: a note is shown as saved when it is, and what is refused stays with its reason.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { Meeting, PATH, field, noteItem, pending, shown, write } from "./table_page.mjs";

let device, meeting;

beforeEach(async () => {
  meeting = await Meeting.start();
  device = new Device();
});
afterEach(async () => {
  device.close();
  await meeting.server.stop();
});

const sent = () => meeting.server.posts("/noter/").map(({ fields }) => fields.note);

/* ---------- Saved ---------- */

test("a note waits until the server has said that it is saved", async () => {
  const tab = await meeting.open(device);
  const release = meeting.server.hold();

  write(tab, "Mere ro");
  await until(() => meeting.server.open === 1);
  const meanwhile = [pending(tab).map((row) => row.textContent), shown(tab), field(tab).value];
  release();
  await tab.idle();

  assert.deepEqual(meanwhile, [["Mere roSendes"], [], ""]);
  assert.deepEqual([pending(tab), shown(tab), meeting.words], [[], ["Mere ro"], ["Mere ro"]]);
  assert.equal(tab.find("[data-empty]"), null);
  assert.equal(tab.find("[data-notes]").hidden, false);
});

test("notes are sent one at a time, the oldest first", async () => {
  const tab = await meeting.open(device);
  const release = meeting.server.hold();

  for (const words of ["en", "to", "tre"]) write(tab, words);
  await until(() => meeting.server.open === 1 && pending(tab).length === 3);
  release();
  await tab.idle();

  assert.deepEqual(sent(), ["en", "to", "tre"]);
  assert.equal(meeting.server.mostOpen, 1);
  assert.deepEqual(shown(tab), ["tre", "to", "en"]);
});

test("a note that is pressed twice is sent once", async () => {
  const tab = await meeting.open(device);
  tab.type(field(tab), "Mere ro");

  tab.find("[data-write]").requestSubmit();
  tab.find("[data-write]").requestSubmit();
  await tab.idle();

  assert.deepEqual(sent(), ["Mere ro"]);
  assert.deepEqual(meeting.words, ["Mere ro"]);
});

test("a press with nothing written leaves the page where it is", async () => {
  const tab = await meeting.open(device);

  tab.find("[data-write]").requestSubmit();
  await tab.idle();

  assert.deepEqual(sent(), []);
  assert.equal(tab.document.activeElement, field(tab));
});

test("says when, where and in what language it was written, with an id of its own", async () => {
  const tab = await meeting.open(device);
  tab.find("[name=round]").value = "1";
  tab.find("[name=language]").value = "ar";

  write(tab, "هدوء");
  await tab.idle();
  write(tab, "Mere ro");
  await tab.idle();

  const [first, second] = meeting.server.posts("/noter/").map(({ fields }) => fields);
  assert.deepEqual([first.round, first.language, Number(first.written_at)], ["1", "ar", device.clock.now]);
  assert.match(first.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(first.uuid, second.uuid);
});

test("makes ids where the browser has none, on plain http", async () => {
  const tab = device.open(await (await fetch(meeting.server.url + PATH)).text(), { address: meeting.server.url + PATH });
  const { crypto } = tab.window;
  Object.defineProperty(tab.window, "crypto", { value: { getRandomValues: (bytes) => crypto.getRandomValues(bytes) } });
  await tab.run("dialogue/table.js");

  write(tab, "Mere ro");
  await tab.idle();

  const [{ fields }] = meeting.server.posts("/noter/");
  assert.match(fields.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("Shift and Enter is a new line, and so is Enter while a sign is being composed", async () => {
  const tab = await meeting.open(device);
  tab.type(field(tab), "Mere ro");

  tab.key("Enter", { shiftKey: true });
  tab.key("Enter", { isComposing: true });
  await tab.idle();

  assert.deepEqual(sent(), []);
  assert.equal(field(tab).value, "Mere ro");
});

test("a note of a round that the page has not heard of brings the list", async () => {
  const tab = await meeting.open(device, { notes: "" });

  write(tab, "Mere ro");
  await until(() => shown(tab).length === 1);

  assert.deepEqual(shown(tab), ["Mere ro"]);
});

/* ---------- Refused ---------- */

const tooLong = (words) => (words?.startsWith("lang") ? "Noten er for lang" : "");
const error = (tab) => tab.text("#skriv-error");

test("a refused note goes back to the free field with its reason, and is in the queue no more", async () => {
  const tab = await meeting.open(device);
  meeting.refuse = tooLong;

  write(tab, "lang note");
  await tab.idle();

  assert.deepEqual([field(tab).value, error(tab), pending(tab)], ["lang note", "Noten er for lang", []]);
  assert.equal(field(tab).getAttribute("aria-invalid"), "true");
  assert.equal(tab.find("#skriv-error").getAttribute("role"), "alert");
  assert.match(field(tab).getAttribute("aria-describedby"), /skriv-error/);
  assert.deepEqual(meeting.words, []);
});

test("the reason goes when the note is written anew", async () => {
  const tab = await meeting.open(device);
  meeting.refuse = tooLong;
  write(tab, "lang note");
  await tab.idle();

  field(tab).value = "kort note";
  tab.key("Enter");
  await tab.idle();

  assert.equal(error(tab), undefined);
  assert.equal(field(tab).getAttribute("aria-invalid"), null);
  assert.equal(field(tab).getAttribute("aria-describedby"), "skriv-hint");
  assert.deepEqual(meeting.words, ["kort note"]);
});

async function refusedWhileWriting(tab) {
  meeting.refuse = tooLong;
  const release = meeting.server.hold();
  write(tab, "lang note");
  await until(() => meeting.server.open === 1);
  tab.type(field(tab), "den næste");
  release();
  await tab.idle();
}

test("a refused note stays beside what is being written, and holds up nothing", async () => {
  const tab = await meeting.open(device);

  await refusedWhileWriting(tab);
  const row = pending(tab)[0].textContent;
  tab.key("Enter");
  await tab.idle();

  assert.match(row, /lang note.*Ikke taget imod: Noten er for lang/);
  assert.deepEqual(meeting.words, ["den næste"]);
  assert.equal(pending(tab).length, 1);
  assert.deepEqual(sent(), ["lang note", "den næste"]);
});

test("a refused note is still there after a reload, and is not sent again", async () => {
  const tab = await meeting.open(device);
  await refusedWhileWriting(tab);
  tab.close();

  const next = await meeting.open(device);

  assert.match(pending(next)[0].textContent, /lang note.*Noten er for lang/);
  assert.deepEqual(sent(), ["lang note"]);
});

test("a refused note can be taken back to the field, after what stands there", async () => {
  const tab = await meeting.open(device);
  await refusedWhileWriting(tab);

  pending(tab)[0].querySelectorAll("button")[0].click();
  await tab.idle();

  assert.equal(field(tab).value, "den næste\nlang note");
  assert.equal(tab.document.activeElement, field(tab));
  assert.deepEqual(pending(tab), []);
});

test("a refused note can be removed", async () => {
  const tab = await meeting.open(device);
  await refusedWhileWriting(tab);

  pending(tab)[0].querySelectorAll("button")[1].click();
  await tab.idle();

  assert.deepEqual([pending(tab), field(tab).value], [[], "den næste"]);
});

for (const status of [400, 404, 405, 410, 413]) {
  test(`an answer of ${status} is final: the words go back with what to do`, async () => {
    const tab = await meeting.open(device);
    meeting.status = status;

    write(tab, "Mere ro");
    await tab.idle();

    assert.deepEqual([field(tab).value, error(tab), sent().length], ["Mere ro", "Findes ikke mere", 1]);
    assert.deepEqual(device.clock.waits, []);
  });
}

test("an old copy of the page fetches a new token and sends the same note with it", async () => {
  const tab = await meeting.open(device);
  meeting.token = "t2";

  write(tab, "Mere ro");
  await until(() => device.clock.waits.includes(1000));
  await device.clock.advance(1000);
  await tab.idle();

  const posts = meeting.server.posts("/noter/");
  assert.deepEqual(posts.map(({ headers }) => headers["x-csrftoken"]), ["t1", "t2"]);
  assert.equal(posts[0].fields.uuid, posts[1].fields.uuid);
  assert.deepEqual(meeting.words, ["Mere ro"]);
});

/* ---------- Stars and changes ---------- */

async function withNote() {
  meeting.notes.set("u1", "Mere ro");
  return meeting.open(device, { notes: meeting.list() });
}

test("a star is sent with the button that was pressed, and without the token among its fields", async () => {
  const tab = await withNote();

  tab.find("[value=star]").click();
  await tab.idle();

  assert.deepEqual(meeting.changes, [{ path: `${PATH}noter/u1/`, do: "star" }]);
  assert.deepEqual([pending(tab), tab.submitted], [[], []]);
});

test("two changes of one note arrive in the order in which they were made", async () => {
  const tab = await withNote();
  const release = meeting.server.hold();

  for (const words of ["Mere ro i klassen", "Mere ro i klassen hver dag"]) {
    tab.find("#note-u1 textarea").value = words;
    tab.find("[value=edit]").click();
  }
  await until(() => meeting.server.open === 1);
  release();
  await until(() => meeting.changes.length === 2);
  await tab.idle();

  assert.deepEqual(meeting.changes.map(({ note }) => note), ["Mere ro i klassen", "Mere ro i klassen hver dag"]);
});

test("a change that is refused stays with its words, its button's name and the reason", async () => {
  const tab = await withNote();
  meeting.refuse = tooLong;

  tab.find("#note-u1 textarea").value = "lang rettelse";
  tab.find("[value=edit]").click();
  await tab.idle();

  assert.match(pending(tab)[0].textContent, /Gem rettelsen.*lang rettelse.*Noten er for lang/);
  assert.equal(field(tab).value, "");
});

test("a note in the list that somebody is changing is not drawn over", async () => {
  const tab = await withNote();
  const standing = tab.find("#note-u1 textarea");
  standing.focus();
  standing.value = "Mere ro i";

  tab.find("[value=star]").click();
  await tab.idle();

  assert.equal(tab.find("#note-u1 textarea"), standing);
  assert.equal(standing.value, "Mere ro i");

  standing.value = standing.defaultValue;
  standing.blur();
  await until(() => tab.find("#note-u1 textarea") !== standing);
});

test("a note that has begun to be changed is not replaced when its own answer comes late", async () => {
  const tab = await meeting.open(device);
  const release = meeting.server.hold();
  write(tab, "Mere ro");
  await until(() => meeting.server.open === 1);
  // A live event was quicker than the answer.
  const [{ fields }] = meeting.server.posts("/noter/");
  tab.find("[data-notes]").innerHTML = noteItem(fields.uuid, "Mere ro");
  const standing = tab.find(`#note-${fields.uuid} textarea`);
  standing.focus();

  release();
  await tab.idle();

  assert.equal(tab.document.activeElement, standing);
  assert.equal(standing.isConnected, true);
  assert.deepEqual([pending(tab), shown(tab)], [[], ["Mere ro"]]);
});

/* ---------- What is being written ---------- */

test("what is being written survives a reload, with the round it was begun in", async () => {
  const tab = await meeting.open(device, { round: 1 });
  tab.type(field(tab), "halvt");
  tab.close();

  const next = await meeting.open(device, { round: 2 });

  assert.equal(field(next).value, "halvt");
  assert.equal(next.find("[name=round]").value, "1");
});

test("a new round takes the next note, not the one that is being written", async () => {
  const tab = await meeting.open(device);
  tab.type(field(tab), "halvt");

  tab.find("[data-round-now]").dataset.roundNow = "2";
  tab.fire(tab.document, "samspil:live");
  const meanwhile = tab.find("[name=round]").value;
  tab.key("Enter");
  await tab.idle();
  tab.type(field(tab), "n");

  assert.equal(meanwhile, "1");
  assert.equal(meeting.server.posts("/noter/")[0].fields.round, "1");
  assert.equal(tab.find("[name=round]").value, "2");
});

test("a note that was sent leaves no draft behind", async () => {
  const tab = await meeting.open(device);
  write(tab, "Mere ro");
  await tab.idle();
  tab.close();

  assert.equal(field(await meeting.open(device)).value, "");
});

test("a draft that cannot be read is no draft", async () => {
  device.storage.setItem("samspil:draft:K7PT", "{half");

  const tab = await meeting.open(device);
  write(tab, "Mere ro");
  await tab.idle();

  assert.deepEqual(meeting.words, ["Mere ro"]);
});

test("without any storage the browser sends the form itself, words and all", async () => {
  const refuse = () => {
    throw new Error("switched off");
  };
  device.storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  device.indexedDB = { open: refuse };
  const tab = await meeting.open(device, { notes: noteItem("u1", "Før") });

  write(tab, "Mere ro");
  await tab.idle();
  tab.find("[value=star]").click();
  await tab.idle();

  const [note, star] = tab.submitted;
  assert.deepEqual([note.fields.note, note.fields.csrfmiddlewaretoken], ["Mere ro", "t1"]);
  assert.equal(note.action, `${meeting.server.url}${PATH}noter/`);
  assert.deepEqual([star.fields.do, star.fields.csrfmiddlewaretoken], ["star", "t1"]);
  assert.equal(tab.submitted.length, 2);
});
