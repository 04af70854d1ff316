/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The table's page: a note is shown at once as waiting, and as saved only when the server has said so. What waits lies
// in the device's queue (queue.js) and is sent one at a time, the oldest first. Its id is made here, so that a note that
// is sent twice is one note.

import { swap } from "../live/swap.js";
import { say } from "../ui/say.js";
import { draftOf } from "./draft.js";
import { accept, refuse } from "./field.js";
import { followHarvest, showHarvest } from "./harvest.js";
import { compareWith, dropKept, keepSaved } from "./kept.js";
import { forgetNamed, lookSoon } from "./naming.js";
import { fromDevice, keepForLater } from "./offline.js";
import { icon, showPending } from "./pending.js";
import { confirm, forget, keep, mark, onChange, waiting } from "./queue.js";
import { ask, post } from "./sending.js";

const app = document.querySelector("[data-table-app]");
// No form: sorting is closed, and nothing more is taken.
const form = document.querySelector("[data-write]");
const notes = document.getElementById("noter");
const offline = document.querySelector("[data-offline]");
const back = document.querySelector("[data-back]");
const words = JSON.parse(document.getElementById("offline-words").textContent);

const WAITS = [1000, 2000, 4000, 8000];
const { code } = app.dataset;
const draft = draftOf(code);

let away = fromDevice() || navigator.onLine === false;
let sending = false;
let failures = 0;
let timer = 0;
let backTimer = 0;
let waitingSince = 0; // for the lock that another tab has
let missed = 0; // notes that have waited since the network went
let told = false; // that it is away, since it was last seen to work

function uuid4() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  // Plain http on the local network has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/* ---------- What waits is shown ---------- */

/** "2 noter venter på denne telefon." in the page's language, whatever plurals it has. */
function counted(forms, count) {
  const kind = new Intl.PluralRules(document.documentElement.lang).select(count);
  return (forms[kind] ?? forms.other).replace("{n}", count);
}

async function draw() {
  let readable = true;
  const all = await waiting().catch(() => {
    readable = false;
    return [];
  });
  if (!form) return drawLeft(all);
  const mine = all.filter((entry) => entry.code === code && (entry.kind === "note" || entry.why || away));
  show(mine);
  const unsent = all.filter((entry) => !entry.why).length;
  // A star or a withdrawal that waits is no note: it is only shown in the list.
  const written = all.filter((entry) => !entry.why && entry.kind === "note").length;
  showAway();
  offline.querySelector("[data-count]").textContent = written ? counted(words.waiting, written) : "";
  if (away) {
    missed = Math.max(missed, unsent);
    back.hidden = true;
  } else if (missed && !unsent && readable) tellBack(all.length);
  return all;
}

function showAway() {
  offline.hidden = !away;
  if (!away || told) return;
  told = true;
  say(offline.textContent.replace(/\s+/g, " ").trim());
}

/** Sorting is closed: what never left this device is shown with the reason, so that somebody can still hand it over. */
function drawLeft(all) {
  const half = draft.kept();
  const mine = all.filter((entry) => entry.code === code).map((entry) => ({ ...entry, why: entry.why ?? words.closed }));
  if (half) mine.push({ words: half.text, data: {}, why: words.closed, half: true });
  show(mine);
  return all;
}

function show(entries) {
  showPending(entries, { away, presses });
}

/** What one may do about an entry that was refused: the words on a button, and what it does. */
function presses(entry) {
  const found = [];
  if (entry.words && form) found.push([words.again, () => takeBack(entry)]);
  if (entry.numbers) found.push([words.none, () => confirm(entry).then(flush)]);
  found.push([words.remove, () => remove(entry)]);
  return found;
}

async function remove(entry) {
  if (entry.half) draft.drop();
  else await forget(entry);
  draw();
}

/** Words that were not accepted go back to the field, after what stands there. */
async function takeBack(entry) {
  const field = form.elements.note;
  if (field.value.trim()) {
    field.value = `${field.value.trimEnd()}\n${entry.words}`;
    draft.save(form.elements);
  } else putBack(entry, entry.words);
  await forget(entry);
  field.focus();
  draw();
}

/** In the round and the language that it was written in. */
function putBack(entry, text) {
  form.elements.note.value = text;
  if (entry.data.round) form.elements.round.value = entry.data.round;
  if (entry.data.language) form.elements.language.value = entry.data.language;
  draft.save(form.elements);
}

/* ---------- Sending ---------- */

/** One tab sends at a time: what one page has changed twice must not arrive the wrong way round. */
async function flush() {
  if (sending || !form) return;
  if (!navigator.locks) return send();
  clearTimeout(timer);
  // A tab that the phone has put to sleep keeps its lock: after a while it is taken over. Notes sent twice are one.
  const steal = waitingSince > 0 && Date.now() - waitingSince > 20_000;
  try {
    await navigator.locks.request("samspil:queue", steal ? { steal } : { ifAvailable: true }, async (lock) => {
      if (!lock) {
        waitingSince ||= Date.now();
        timer = setTimeout(flush, 3000);
        return;
      }
      waitingSince = 0;
      await send();
    });
  } catch {
    // Another tab has taken over.
  }
}

async function send() {
  if (sending) return;
  clearTimeout(timer);
  sending = true;
  let again = 0;
  try {
    for (;;) {
      const next = (await draw()).find((entry) => !entry.why);
      if (!next) break;
      await settle(next, await ask(next));
      failures = 0;
      told = false;
      reached();
    }
  } catch {
    failures += 1;
    away = true;
    again = WAITS[Math.min(failures, WAITS.length) - 1];
  }
  sending = false;
  const all = await draw();
  if (again) timer = setTimeout(flush, again);
  // One that came while the last was on its way.
  else if (all.some((entry) => !entry.why)) setTimeout(flush);
}

/** After a time without a network what is refused stays in the list, so that every tab knows that not all is saved. */
function mayReturn(entry) {
  return entry.kind === "note" && entry.code === code && !entry.again && !form.elements.note.value && !missed;
}

async function settle(entry, answer) {
  if (answer.saved) {
    await keepSaved(entry);
    if (entry.code !== code) return;
    if (answer.item) place(answer);
    else if (answer.harvest !== undefined) showHarvest(answer.harvest);
    else swap(notes, answer.html, compare);
    say(words.kept);
    document.dispatchEvent(new CustomEvent("samspil:saved"));
  } else if (!answer.numbers && mayReturn(entry)) {
    // Refused: the words go back to the field if it is free, else they stay here with the reason.
    putBack(entry, entry.words);
    await forget(entry);
    refuse(answer.message);
  } else {
    await mark(entry, answer.message, answer.numbers);
    say(`${words.stopped}: ${answer.message}`);
  }
}

/** The server is there. */
function reached() {
  if (!away) return;
  away = false;
  draw();
}

/** Said once, when all that waited has its answer; it stands for a while, since few look at the phone just then. */
function tellBack(left) {
  missed = 0;
  back.className = left ? "sp-state sp-state-stop" : "sp-state sp-state-kept";
  back.replaceChildren(icon(left ? "error" : "check"), left ? counted(words.partly, left) : words.saved);
  back.hidden = false;
  say(back.textContent);
  clearTimeout(backTimer);
  // What is not saved stands with its reason until somebody does something about it.
  backTimer = setTimeout(() => {
    back.hidden = true;
  }, 60_000);
}

// The note stands as saved, at the top of its round's list or where it stood already.
function place({ uuid, round, item: html }) {
  const box = document.createElement("template");
  box.innerHTML = html; // our own server's fragment
  const made = box.content.querySelector("li");
  const standing = document.getElementById(`note-${uuid}`);
  // One that somebody has begun to change stays as it is: the next event brings it up to date.
  if (standing) return standing.contains(document.activeElement) || standing.replaceWith(made);
  const rows = notes.querySelector(`[data-notes="${round}"]`);
  if (!rows) return fetchNotes();
  rows.prepend(made);
  rows.hidden = false;
  rows.parentElement.querySelector("[data-empty]")?.remove();
}

/** The list is the server's, from just now: what it has lost is sent again. */
async function compare() {
  try {
    await compareWith(notes, code);
    flush();
  } catch {
    // The device keeps nothing.
  }
}

// A round that this page has not heard of yet.
async function fetchNotes() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    swap(notes, page.getElementById("noter").innerHTML, compare);
  } catch {
    // The note is saved; the list follows with the next event.
  }
}

/* ---------- The field ---------- */

async function write(event) {
  const field = form.elements.note;
  event.preventDefault();
  // Pressed twice, or with nothing written: the note is in the queue, or there is none. The page stays.
  if (!field.value.trim()) return field.focus();
  const text = field.value;
  const uuid = uuid4();
  const data = {
    uuid,
    note: text,
    round: form.elements.round.value,
    language: form.elements.language.value,
    written_at: String(Date.now()),
  };
  field.value = "";
  accept();
  forgetNamed();
  field.focus();
  try {
    await keep({ uuid, code, kind: "note", url: form.action, data, words: text });
  } catch {
    // The device cannot keep it: the browser sends the form itself, with what has been written meanwhile.
    field.value = text + field.value;
    draft.drop();
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  draft.save(form.elements);
  await draw();
  flush();
}

/* ---------- Star, change, withdraw, answer another table ---------- */

const FIELDS = { note: "edit", dissent: "dissent" }; // a field → the press that means it

/** What a press sends: the notes' shared form stands elsewhere, and its buttons say which note they mean. */
function meant(target, press) {
  const { href } = new URL(press.getAttribute("formaction") ?? target.action, location.href);
  const data = Object.fromEntries(new FormData(target, press));
  delete data.csrfmiddlewaretoken;
  for (const [field, by] of Object.entries(FIELDS)) if (data.do !== by) delete data[field];
  return { url: href, data, said: data.note ?? data.dissent ?? "" };
}

async function change(event) {
  const target = event.target.closest("[data-note-form], [data-harvest-form]");
  if (!target) return;
  event.preventDefault();
  const press = event.submitter;
  const { url, data, said } = meant(target, press);
  const label = press.getAttribute("aria-label") || press.textContent.trim();
  try {
    await keep({ uuid: uuid4(), code, kind: "change", url, data, words: said, label });
  } catch {
    sendPlainly(target, press, url);
    return;
  }
  // What was written there is in the queue now; the list may be drawn again.
  target.reset();
  if (document.activeElement?.matches("textarea") && target.contains(document.activeElement)) press.focus();
  await draw();
  flush();
}

/** As without JavaScript, with the button that was pressed; a part that came live has no token of its own. */
function sendPlainly(target, press, url) {
  const pressed = document.createElement("input");
  pressed.type = "hidden";
  pressed.name = press.name;
  pressed.value = press.value;
  target.append(pressed);
  target.action = url;
  target.elements.csrfmiddlewaretoken.value = form.elements.csrfmiddlewaretoken.value;
  HTMLFormElement.prototype.submit.call(target);
}

/* ---------- The beginning ---------- */

function follow() {
  const now = document.querySelector("[data-round-now]");
  if (!now) return;
  // A new round came: the next note belongs to it, one that is being written keeps the round it was begun in.
  if (!form.elements.note.value) form.elements.round.value = now.dataset.roundNow;
  form.hidden = false;
}

function contact() {
  // While something waits, only its being taken shows that the network is back.
  if (!failures) told = false;
  reached();
  if (failures) flush();
}

if (form) {
  form.querySelector("[data-enter-hint]").hidden = false;
  draft.restore(form.elements);
  form.addEventListener("submit", write);
  form.elements.note.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.elements.note.addEventListener("input", () => {
    if (form.elements.note.value.length === 1) {
      const now = document.querySelector("[data-round-now]");
      if (now) form.elements.round.value = now.dataset.roundNow;
    }
    draft.save(form.elements);
    lookSoon(form, post);
  });
  for (const part of [notes, document.getElementById("note-press")]) part.addEventListener("submit", change);
  document.getElementById("hoest").addEventListener("submit", change);
  followHarvest();
  addEventListener("online", flush);
  addEventListener("offline", () => {
    away = true;
    draw();
  });
  onChange(draw);
  document.addEventListener("samspil:live", follow);
  document.addEventListener("samspil:live", contact);
  document.addEventListener("samspil:live", ({ detail }) => detail?.name !== "clock" && compare());
  document.addEventListener("samspil:beat", contact);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  if (fromDevice()) flush();
  else compare().then(flush);
} else {
  onChange(draw);
  draw();
  dropKept(code).catch(() => {});
}
keepForLater({ worker: app.dataset.tableApp, over: !form });
