/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What this device has not yet been told is saved, in the order it was written. One queue for all tables and tabs.
// IndexedDB, written through to the disk: a reload, a closed tab or a flat battery loses nothing.

const STORE = "waiting";

// Another tab at the same table is told when the queue changes.
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("samspil:queue") : null;

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("samspil", 1);
    asked.onupgradeneeded = () => {
      const store = asked.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
      store.createIndex("uuid", "uuid", { unique: true });
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

/** Run `work(store)` in one transaction; resolves with its answer when the device has it on its disk. */
async function inStore(mode, work) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const act = base.transaction(STORE, mode, { durability: "strict" });
    const answer = work(act.objectStore(STORE));
    act.oncomplete = () => resolve(answer.result);
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
export const mark = (entry, why) =>
  changed((store) => {
    const found = store.get(entry.seq);
    found.onsuccess = () => found.result && store.put({ ...found.result, why });
    return found;
  });

export function onChange(react) {
  if (channel) channel.onmessage = react;
}
