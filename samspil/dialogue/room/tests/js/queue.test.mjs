/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// queue.js: what a device has not been told is saved stays on it, in order, whatever happens to the tab.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { IDBObjectStore } from "fake-indexeddb";
import { Device, until } from "#browser";

const SCRIPT = "dialogue/queue.js";
const note = (uuid) => ({ uuid, code: "K7PT", kind: "note", url: "/", data: { note: uuid } });

let device;
const open = (at = device) => at.open("<!doctype html>").run(SCRIPT);
const uuids = async (queue) => (await queue.waiting()).map((entry) => entry.uuid);

beforeEach(() => {
  device = new Device();
});
afterEach(() => device.close());

test("keeps the order in which was written, whichever tab wrote", async () => {
  const [one, other] = [await open(), await open()];

  await one.keep(note("a"));
  await other.keep(note("c"));
  await one.keep(note("b"));

  assert.deepEqual(await uuids(one), ["a", "c", "b"]);
  assert.deepEqual(await uuids(other), ["a", "c", "b"]);
});

test("a tab that is closed leaves its entries to the next", async () => {
  await (await open()).keep(note("a"));
  device.tabs[0].close();

  const [entry] = await (await open()).waiting();

  assert.equal(entry.uuid, "a");
  assert.deepEqual(entry.data, { note: "a" });
});

test("forgets the entry it is told to, and no other", async () => {
  const queue = await open();
  for (const uuid of ["a", "b", "c"]) await queue.keep(note(uuid));

  await queue.forget((await queue.waiting())[1]);

  assert.deepEqual(await uuids(queue), ["a", "c"]);
});

test("a refused entry gets its reason and keeps its place", async () => {
  const queue = await open();
  for (const uuid of ["a", "b"]) await queue.keep(note(uuid));

  await queue.mark((await queue.waiting())[0], "For lang");

  assert.deepEqual(
    (await queue.waiting()).map(({ uuid, why }) => [uuid, why]),
    [["a", "For lang"], ["b", undefined]],
  );
});

test("an entry that another tab has settled does not come back with a reason", async () => {
  const [one, other] = [await open(), await open()];
  await one.keep(note("a"));
  const [entry] = await one.waiting();
  await other.forget(entry);

  await one.mark(entry, "For lang");

  assert.deepEqual(await one.waiting(), []);
});

test("one id is one entry", async () => {
  const queue = await open();
  await queue.keep(note("a"));

  await assert.rejects(queue.keep({ ...note("a"), data: { note: "other words" } }));

  assert.deepEqual(
    (await queue.waiting()).map(({ data }) => data.note),
    ["a"],
  );
});

test("the other tabs are told of each change, the one that made it is not", async () => {
  const [one, other] = [await open(), await open()];
  const told = [];
  one.onChange(() => told.push("one"));
  other.onChange(() => told.push("other"));

  await one.keep(note("a"));
  await until(() => told.length === 1);
  const [entry] = await one.waiting();
  await one.mark(entry, "Nej");
  await until(() => told.length === 2);
  await one.forget(entry);
  await until(() => told.length === 3);

  assert.deepEqual(told, ["other", "other", "other"]);
});

test("works in a browser that cannot tell other tabs", async () => {
  const tab = device.open("<!doctype html>");
  delete tab.window.BroadcastChannel;
  const queue = await tab.run(SCRIPT);
  queue.onChange(() => assert.fail("nobody can tell"));

  await queue.keep(note("a"));

  assert.deepEqual(await uuids(queue), ["a"]);
});

test("a device without room says so and keeps what it had", async (t) => {
  const queue = await open();
  await queue.keep(note("a"));
  const { add } = IDBObjectStore.prototype;
  t.after(() => Object.assign(IDBObjectStore.prototype, { add }));
  // As a browser does when the disk is full: the request is taken, the transaction is not.
  IDBObjectStore.prototype.add = function full(entry) {
    const asked = add.call(this, entry);
    asked.onsuccess = () => this.transaction.abort();
    return asked;
  };

  await assert.rejects(queue.keep(note("b")), /abort/i);

  assert.deepEqual(await uuids(queue), ["a"]);
});

test("storage that is switched off is said, and is asked again the next time", async () => {
  const tab = device.open("<!doctype html>");
  const { indexedDB } = tab.window;
  let off = true;
  tab.window.indexedDB = {
    open: (...wanted) => {
      if (off) throw new tab.window.DOMException("off", "SecurityError");
      return indexedDB.open(...wanted);
    },
  };
  const queue = await tab.run(SCRIPT);

  await assert.rejects(queue.keep(note("a")), { name: "SecurityError" });
  await assert.rejects(queue.waiting(), { name: "SecurityError" });
  off = false;
  await queue.keep(note("b"));

  assert.deepEqual(await uuids(queue), ["b"]);
});

const opened = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });

test("what waited in the first version of the storage still waits", async () => {
  const asked = device.indexedDB.open("samspil", 1);
  asked.onupgradeneeded = () => {
    const store = asked.result.createObjectStore("waiting", { keyPath: "seq", autoIncrement: true });
    store.createIndex("uuid", "uuid", { unique: true });
    store.add(note("a"));
  };
  (await opened(asked)).close();

  const queue = await open();

  assert.deepEqual([await uuids(queue), await queue.keptNotes()], [["a"], []]);
});

test("storage of a later version is left alone", async () => {
  (await opened(device.indexedDB.open("samspil", 3))).close();

  const queue = await open();

  await assert.rejects(queue.keep(note("a")), { name: "VersionError" });
});

test("an open tab does not hold up a later version of the page", async () => {
  const queue = await open();
  await queue.keep(note("a"));

  const later = await opened(device.indexedDB.open("samspil", 3));

  assert.equal(later.version, 3);
  later.close();
});

test("goes on after the browser has thrown its storage away", async () => {
  const queue = await open();
  await queue.keep(note("a"));
  await opened(device.indexedDB.deleteDatabase("samspil"));

  await queue.keep(note("b"));

  assert.deepEqual(await uuids(queue), ["b"]);
});
