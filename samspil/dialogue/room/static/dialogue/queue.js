/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What this device has not yet been told is saved, in the order it was written. One queue for all tables and tabs.
// IndexedDB, written through to the disk: a reload, a closed tab or a flat battery loses nothing.
// What it has been told is saved is kept beside it for a while (kept.js): the server may lose its disk.

const STORE = "waiting";
const KEPT = "kept";

// Another tab at the same table is told when the queue changes.
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("samspil:queue") : null;

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("samspil", 2);
    asked.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) {
        const store = asked.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
        store.createIndex("uuid", "uuid", { unique: true });
      }
      asked.result.createObjectStore(KEPT, { keyPath: "uuid" });
    };
    asked.onsuccess = () => {
      // A later version of the page may want to change the store: let go of it.
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      asked.result.onclose = () => {
        opened = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

/** Run `work(store, kept)` in one transaction; resolves with its answer when the device has it on its disk. */
async function inStore(mode, work) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const act = base.transaction([STORE, KEPT], mode, { durability: "strict" });
    const answer = work(act.objectStore(STORE), act.objectStore(KEPT));
    act.oncomplete = () => resolve(answer?.result);
    act.onerror = act.onabort = () => reject(act.error ?? new Error("aborted"));
  });
}

async function changed(work) {
  await inStore("readwrite", work);
  channel?.postMessage("changed");
}

/** Everything that waits, the oldest first: [{ seq, uuid, code, url, data, … }]. */
export const waiting = () => inStore("readonly", (store) => store.getAll());

/** Keep an entry; rejects when the device cannot (no room, storage switched off). */
export const keep = (entry) => changed((store) => store.add(entry));

export const forget = (entry) => changed((store) => store.delete(entry.seq));

/** Put the entry back changed, in its old place. One that another tab has settled meanwhile stays gone. */
export const mark = (entry, why, numbers) => replace(entry, (found) => ({ ...found, why, numbers }));

/** The person has said that these numbers are no CPR numbers: sent again with that. */
export const confirm = (entry) =>
  replace(entry, ({ numbers, data, ...found }) => ({ ...found, why: "", data: { ...data, "not-cpr": numbers } }));

const replace = (entry, change) =>
  changed((store) => {
    const found = store.get(entry.seq);
    found.onsuccess = () => found.result && store.put(change(found.result));
    return found;
  });

/** The server has said that `entry` is saved: it waits no more. `change(record)` gives what is kept of its note. */
export const settled = (entry, note, change) =>
  changed((store, kept) => {
    store.delete(entry.seq);
    const found = kept.get(note);
    found.onsuccess = () => {
      const record = change(found.result);
      if (record) kept.put(record);
    };
  });

/** What is kept of saved notes: [{ uuid, code, entry, … }]. */
export const keptNotes = () => inStore("readonly", (_, kept) => kept.getAll());

/** Change what is kept: `change(record)` gives the record anew, or nothing when it is to go. */
export const keptChange = (change) =>
  inStore("readwrite", (_, kept) => {
    const walk = kept.openCursor();
    walk.onsuccess = () => {
      const at = walk.result;
      if (!at) return;
      const record = change(at.value);
      if (!record) at.delete();
      else if (record !== at.value) at.update(record);
      at.continue();
    };
  });

/** The server does not know these notes any more: their entries wait again, each once. */
export const waitAgain = (records) =>
  changed((store, kept) => {
    for (const { uuid, entries } of records) {
      kept.delete(uuid);
      for (const entry of entries) {
        const anew = { ...entry, again: true };
        delete anew.seq;
        delete anew.why;
        const there = store.index("uuid").getKey(entry.uuid);
        there.onsuccess = () => there.result === undefined && store.add(anew);
      }
    }
  });

/** Those that wait again and were refused are tried anew. */
export const tryAgain = (code) =>
  changed((store) => {
    const all = store.getAll();
    all.onsuccess = () => {
      for (const { why, ...entry } of all.result) {
        if (entry.again && why && entry.code === code) store.put(entry);
      }
    };
  });

export function onChange(react) {
  if (channel) channel.onmessage = react;
}
