/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
/* What every page can do with JavaScript: the clock counts on, menus close, new content gets the focus, errors are said.
   Without it each page still works as it stands. */

import { sinceArrival } from "./arrival.js";
import { keepFocus } from "./focus.js";
import { say } from "./say.js";

export { say };

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Show a sentence in the corner until it is closed or the next one comes. kind: success, info, warning, error. */
export function toast(words, kind = "info") {
  const place = document.getElementById("sp-toasts");
  if (!place) return;
  const box = document.createElement("div");
  box.className = `toast toast-${kind} show`;
  box.setAttribute("role", kind === "error" ? "alert" : "status");
  const icon = document.createElement("div");
  icon.className = "toast-icon";
  const message = document.createElement("div");
  message.className = "toast-message";
  const text = document.createElement("p");
  text.textContent = words;
  message.append(text);
  box.append(icon, message);
  place.replaceChildren(box);
  if (kind !== "error") setTimeout(() => box.remove(), 8 * SECOND);
}

/* ---------- The clock ---------- */

const offsets = new WeakMap();
const lastLeft = new Map();
const said = new Set();
let age = sinceArrival(); // of what the page said when it came; what comes live is told now

/** The server's time now, from what the element was told and how long ago that was. */
function serverNow(box) {
  const told = box.dataset.clockNow;
  const known = offsets.get(box);
  if (known && known.told === told) return performance.now() + known.offset;
  const offset = Number(told) + age - performance.now();
  offsets.set(box, { told, offset });
  return performance.now() + offset;
}

function drawRing(ring, gone) {
  for (const part of ring.querySelectorAll("[data-minute]")) {
    const share = Math.min(Math.max(gone - Number(part.dataset.minute), 0), 1);
    part.setAttribute("stroke-dasharray", `0 ${share.toFixed(3)} ${(1 - share).toFixed(3)} 1`);
  }
}

function drawTicks(row, gone) {
  for (const part of row.querySelectorAll("[data-minute]")) {
    const share = Math.min(Math.max(gone - Number(part.dataset.minute), 0), 1);
    const width = Number(part.dataset.width);
    part.setAttribute("x", (Number(part.dataset.x) + width * share).toFixed(1));
    part.setAttribute("width", (width * (1 - share)).toFixed(1));
  }
}

function announce(box, ends, left) {
  const before = lastLeft.get(ends);
  lastLeft.set(ends, left);
  if (before === undefined) return;
  const marks = [[3 * MINUTE, box.dataset.clockThree], [MINUTE, box.dataset.clockOne], [0, box.dataset.clockOver]];
  for (const [at, words] of marks) {
    const key = `${ends} ${at}`;
    if (words && before > at && left <= at && !said.has(key)) {
      said.add(key);
      say(words);
    }
  }
}

function drawClock(box) {
  const ends = box.dataset.clockEnds;
  if (!ends) return; // paused or not begun: what the server drew is right
  const left = Math.max(Number(ends) - serverNow(box), 0);
  const seconds = Math.ceil(left / SECOND);
  const minutes = Math.floor(seconds / 60);
  const digits = box.querySelector("[data-clock-digits]");
  if (digits) {
    digits.textContent = `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    const label = (box.dataset.clockLabel || "").replace("{minutes}", minutes).replace("{seconds}", seconds % 60);
    if (label) digits.setAttribute("aria-label", label);
  }
  const gone = Number(box.dataset.clockTotal) - left / MINUTE;
  const ring = box.querySelector("[data-clock-ring]");
  if (ring) drawRing(ring, gone);
  const row = box.querySelector("[data-clock-ticks]");
  if (row) drawTicks(row, gone);
  announce(box, ends, left);
}

function drawClocks() {
  document.querySelectorAll("[data-clock]").forEach(drawClock);
}

drawClocks();
age = 0;
setInterval(drawClocks, SECOND);
document.addEventListener("visibilitychange", drawClocks);
document.addEventListener("samspil:live", drawClocks);
document.addEventListener("samspil:beat", ({ detail }) => {
  if (!detail.now) return;
  for (const box of document.querySelectorAll("[data-clock]")) box.dataset.clockNow = detail.now;
  drawClocks();
});

/* ---------- Menus ---------- */

function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.sp-menu[open]")) {
    if (menu !== but) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.sp-menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.sp-menu[open]");
  closeMenus();
  if (menu) menu.querySelector("summary").focus();
});

/* ---------- Focus ---------- */

/** Content that asks for the focus gets it: an error summary, a note that was opened for editing. */
function focusIn(root) {
  const wanted = root.matches?.("[data-autofocus]") ? root : root.querySelector("[data-autofocus]");
  if (wanted) wanted.focus();
}

focusIn(document);
document.addEventListener("htmx:afterSettle", (event) => focusIn(event.detail.elt));

/* A press may be refused a second time while it is answered (hx-disabled-elt), and its button is then drawn anew. */
let putBack = () => {};
const main = () => document.getElementById("main-content") ?? document.body;
document.addEventListener("htmx:beforeRequest", () => {
  const again = keepFocus(main());
  if (document.activeElement !== document.body) putBack = again;
});
// After all who may want the focus somewhere else: a page's own script does so when the new content has settled, which
// comes after the request is over.
const SETTLED = 60;
document.addEventListener("htmx:afterSettle", () => setTimeout(() => putBack(main())));
document.addEventListener("htmx:afterRequest", () => setTimeout(() => putBack(main()), SETTLED));

/* ---------- When the answer is no, or does not come ---------- */

const LOST = {
  da: "Det kom ikke frem. Dine ord står her endnu. Prøv igen om et øjeblik.",
  en: "It did not get through. Your words are still here. Try again in a moment.",
  ar: "لم يصل. كلماتكم ما زالت هنا. حاولوا مرة أخرى بعد لحظة.",
};

function lost() {
  return LOST[document.documentElement.lang] || LOST.da;
}

document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const plain = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  toast(plain ? answer.responseText : lost(), "error");
});
document.addEventListener("htmx:sendError", () => toast(lost(), "error"));
document.addEventListener("htmx:timeout", () => toast(lost(), "error"));

/* ---------- Words that are not saved yet ---------- */

/* The browser asks before a page is left, or another form of it is sent, with words that are not saved. A page says so
   too where it has places for it. data-unsaved="yes" on a form: it came back with words that were refused.
   data-words-kept around forms: their words are kept on the device as they are typed. */

// Not an address or a code at the log-in: those are typed again in a moment.
const WORDS = "textarea, input[type=text]:not([inputmode])";
const unsaved = new Set();

function showUnsaved() {
  const some = [...unsaved].some((form) => form.isConnected);
  for (const place of document.querySelectorAll("[data-unsaved-yes]")) place.hidden = !some;
  for (const place of document.querySelectorAll("[data-unsaved-no]")) place.hidden = some;
  return some;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.method !== "post" || !form.querySelector(WORDS) || form.closest("[data-words-kept]")) return;
  unsaved.add(form);
  showUnsaved();
});
/* A browser that reaches nobody puts its own page in the place of this one, and "back" does not bring the words again.
   So the server is looked for before typed words are sent. What htmx sends leaves the page as it is. */
const PATIENCE = 8 * SECOND;
const looking = new WeakSet();
let found = null; // the form whose server has just answered

async function reached() {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(import.meta.url, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return answer.status < 500;
  } catch {
    return false;
  } finally {
    clearTimeout(patience);
  }
}

async function sendWhenReached(form, press) {
  if (looking.has(form)) return;
  looking.add(form);
  const there = await reached();
  looking.delete(form);
  if (!there) return toast(lost(), "error");
  found = form;
  form.requestSubmit(press);
  found = null;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (unsaved.has(form) && form !== found && !event.defaultPrevented) {
    event.preventDefault();
    sendWhenReached(form, event.submitter);
  } else unsaved.delete(form);
});
document.addEventListener("reset", (event) => unsaved.delete(event.target));
window.addEventListener("beforeunload", (event) => { if (showUnsaved()) event.preventDefault(); });
document.querySelectorAll('form[data-unsaved="yes"]').forEach((form) => unsaved.add(form));
