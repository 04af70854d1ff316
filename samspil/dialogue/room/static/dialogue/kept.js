/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// A saved note stays on the device that wrote it until the next morning, and no longer. When the server shows the table's
// notes without it (its disk was lost, an older copy was read in), it waits again and is sent with its old id. A note that
// the server has under that id is answered as it stands, so nothing comes twice.

import { dropOldPages, nextMorning, serverNow } from "./offline.js";
import { keptChange, keptNotes, settled, tryAgain, waitAgain } from "./queue.js";

const KINDS = { star: "star", unstar: "star", dissent: "dissent", agree: "dissent", quotable: "quote", unquotable: "quote" };
const UNDONE = ["unstar", "agree", "unquotable"];
let timer = 0;

/* ---------- What is kept ---------- */

const noteOf = (entry) => (entry.kind === "note" ? entry.uuid : (entry.url.match(/\/noter\/([^/]+)\/$/)?.[1] ?? ""));

/** A note that was changed is kept as it was changed; of others' notes nothing is kept. */
function withChange(record, entry) {
  if (!record) return null;
  const { do: what, note } = entry.data;
  if (what === "edit") return withWords(record, note);
  if (what === "withdraw" || what === "restore") return { ...record, gone: what === "withdraw" };
  const changes = { ...record.changes, [KINDS[what]]: entry };
  if (UNDONE.includes(what)) delete changes[KINDS[what]];
  return { ...record, changes };
}

function withWords(record, words) {
  const { entry } = record;
  return { ...record, entry: { ...entry, words, data: { ...entry.data, note: words, again: "1" } } };
}

/** The server has the entry: it waits no more, and its note is kept. */
export async function keepSaved(entry) {
  const made = { uuid: entry.uuid, code: entry.code, until: nextMorning(serverNow()), changes: {}, gone: false, entry };
  await settled(entry, noteOf(entry), (record) =>
    entry.kind === "note" ? withWords(made, entry.data.note) : withChange(record, entry),
  );
  dropAt(made.until);
}

/* ---------- What the server shows ---------- */

const wordsIn = (item) => {
  const said = item.querySelector("p.sp-voice")?.cloneNode(true);
  for (const line of said?.querySelectorAll("br") ?? []) line.replaceWith("\n");
  return said?.textContent;
};

/** As the server shows it: its words may have been changed or masked at another place, or erased. */
function asShown(record, item) {
  if (!item) return record;
  if ("erased" in item.dataset) return null;
  const gone = item.classList.contains("is-gone");
  const words = gone ? undefined : wordsIn(item);
  const same = gone === record.gone && (words === undefined || words === record.entry.data.note);
  return same ? record : withWords({ ...record, gone }, words ?? record.entry.data.note);
}

/** `list` is all the table's notes, from the server just now. True when something waits to be sent again. */
export async function compareWith(list, code) {
  const itemOf = ({ uuid }) => list.querySelector(`#${CSS.escape(`note-${uuid}`)}`);
  const mine = (record) => record.code === code;
  await keptChange((record) => (mine(record) ? asShown(record, itemOf(record)) : record));
  const lost = (await keptNotes()).filter((record) => mine(record) && !record.gone && !itemOf(record));
  lost.sort((one, other) => one.entry.seq - other.entry.seq);
  await waitAgain(lost.map(({ uuid, entry, changes }) => ({ uuid, entries: [entry, ...Object.values(changes)] })));
  await tryAgain(code);
  return lost.length > 0;
}

/* ---------- Until the morning ---------- */

function dropAt(morning) {
  clearTimeout(timer);
  timer = setTimeout(() => dropKept(), morning - serverNow());
}

/** What has stood until its morning goes, whichever table it was of; `over`: all of that table goes, its meeting is done. */
export async function dropKept(over = "") {
  await dropOldPages();
  await keptChange((record) => (record.until <= serverNow() || record.code === over ? null : record));
  const mornings = (await keptNotes()).map(({ until }) => until);
  if (mornings.length) dropAt(Math.min(...mornings));
}

document.addEventListener("visibilitychange", () => document.hidden || dropKept().catch(() => {}));
dropKept().catch(() => {});
