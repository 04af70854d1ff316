/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

// The sorting desk: keys, panels, drag and drop. Everything here presses a button or follows a link that is on the page.

import { say } from "../ui/samspil.js";
import { nameOf, refocus } from "./sorting_focus.js";
import { stepFields } from "./sorting_order.js";
import "./sorting_search.js";

const SWITCH = "samspil-one-key"; // kept in the browser: whose keys these are
// Where a key is a sign that is written, or moves among choices.
const ELSEWHERE =
  "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog, details.sp-menu";

// What may wait for the answer to the press before: it says nothing about a note that one has not seen yet.
const PATIENT = ["ArrowLeft", "ArrowRight", "u", "t", "m", "/", "?"];

const UNREAD = 500; // milliseconds

let busy = 0;
let changed = -Infinity; // when other suggestions came under the same keys
let last = ""; // the key that is being answered
let waiting = null;
let opener = ""; // what opened the panel, so that the focus goes back to it
let arranged = ""; // the row that keeps the focus on its way up or down
let held = ""; // what had the focus when the desk was asked for anew

const desk = () => document.getElementById("desk");
const keysOn = () => localStorage.getItem(SWITCH) !== "off";

/* ---------- Panels and notes without a whole new page ---------- */

function swap(url, target, { push = false } = {}) {
  begin();
  return globalThis.htmx
    .ajax("GET", url, { target, swap: target === "#desk" ? "outerHTML" : "innerHTML" })
    .then(() => { if (push) history.replaceState(null, "", url); })
    .finally(() => done());
}

function begin() {
  busy += 1;
  document.documentElement.toggleAttribute("data-busy", true);
}

/** An answer has come; what was pressed meanwhile is pressed now. */
function done(all = false) {
  busy = all ? 0 : Math.max(busy - 1, 0);
  document.documentElement.toggleAttribute("data-busy", busy > 0);
  if (busy || !waiting) return;
  const next = waiting;
  waiting = null;
  press(next.key, next);
}

function closePanels() {
  let closed = false;
  for (const place of document.querySelectorAll("#note-panel, #point-panel")) {
    closed = closed || place.hasChildNodes();
    place.replaceChildren();
  }
  return closed;
}

/** Only one panel at a time: the fields of two would share their names. */
function openPanel(link) {
  const place = document.getElementById(`${link.dataset.panel}-panel`);
  if (!place) return false;
  const url = new URL(link.href);
  // The note in focus may have changed since this part of the page was drawn.
  if (!url.searchParams.get("note")) url.searchParams.set("note", desk().dataset.here);
  closePanels();
  opener = nameOf(link) || opener;
  swap(url.pathname + url.search, `#${place.id}`).then(() => {
    place.querySelector("[data-autofocus]")?.focus();
    place.scrollIntoView({ block: "nearest" });
    showSwitch();
  });
  return true;
}

/** The link of the desk that was pressed to be followed here, not in another tab. */
function linkOf(event) {
  if (!globalThis.htmx || event.ctrlKey || event.metaKey || event.button) return null;
  return event.target.closest("#desk a[href]");
}

document.addEventListener("click", (event) => {
  const link = linkOf(event);
  if (!link) return;
  if (link.matches("[data-close]")) {
    event.preventDefault();
    closePanels();
    refocus(opener);
  } else if (link.matches("[data-panel]")) {
    if (openPanel(link)) event.preventDefault();
  } else if (link.matches("[data-desk]")) {
    event.preventDefault();
    if (!busy) swap(link.href, "#desk", { push: true });
  }
});

/* ---------- Keys ---------- */

function keyOf(event) {
  // With Shift a digit is another sign, so the place on the keyboard decides.
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
  return digit ? digit[1] : event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** Does this press mean the note that is seen, and not what has the focus? */
function takes(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  // Whoever is in a form that is to be filled in writes: a letter there, also on a check box, is no command.
  // Arrows move in lists of radio buttons as everywhere else.
  const others = event.key.startsWith("Arrow") ? `${ELSEWHERE}, input` : ELSEWHERE;
  return !event.target.closest?.(`${others}, .sp-desk-panel form`);
}

/** A press that may wait for the answer; a double press is one. */
function wait(key, event) {
  if (PATIENT.includes(key) && (key !== last || key.startsWith("Arrow"))) waiting = { key, shiftKey: event.shiftKey };
}

function press(key, event) {
  const control = document.querySelector(`#desk [data-key="${CSS.escape(key)}"]:not(:disabled)`);
  if (!control) return;
  event.preventDefault?.();
  if (busy) {
    wait(key, event);
    return;
  }
  last = key;
  if (/^[1-5]$/.test(key)) {
    // What one has just begun to press was meant for what stood there before.
    if (performance.now() - changed < UNREAD) return;
    stayWith(event.shiftKey);
  }
  control.click();
}

/** With Shift the note stays in focus, so that it can support several points. */
function stayWith(stay) {
  const form = document.getElementById("place");
  form?.querySelector("[name=stay]")?.remove();
  if (!form || !stay) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "stay", value: "1" });
  form.append(field);
}

function escape(event) {
  if (event.target.closest?.("details.sp-menu[open]")) return;
  if (closePanels()) refocus(opener);
}

document.addEventListener("keydown", (event) => {
  if (!desk()) return;
  if (event.key === "Escape") escape(event);
  else if (keysOn() && takes(event)) press(keyOf(event), event);
});

// A statement is one sentence: Enter sends it, as in a field with one line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.repeat) return;
  if (!event.target.matches?.("#desk [data-send]")) return;
  event.preventDefault();
  if (!busy) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#desk [form=place]") && event.detail) stayWith(event.shiftKey);
}, true);

/* ---------- Alt and an arrow: a point or a theme one step up or down ---------- */

function arrange(target, way) {
  const form = document.getElementById("arrange");
  const fields = form && stepFields(target, way);
  if (!fields || busy) return;
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  arranged = nameOf(target);
  form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  const way = event.altKey && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || !event.target.closest?.("#themes")) return;
  event.preventDefault();
  if (!event.repeat) arrange(event.target, way);
});

/* ---------- The switch for keys (WCAG 2.1.4) ---------- */

function showSwitch() {
  for (const line of document.querySelectorAll("[data-keys-switch]")) {
    line.hidden = false;
    line.querySelector("button").setAttribute("aria-pressed", String(keysOn()));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-keys-switch] button");
  if (!button) return;
  localStorage.setItem(SWITCH, keysOn() ? "off" : "on");
  document.documentElement.toggleAttribute("data-keys-off", !keysOn());
  showSwitch();
});
document.documentElement.toggleAttribute("data-keys-off", !keysOn());

/* ---------- What was done is said once, with the note that comes next ---------- */

document.addEventListener("htmx:beforeRequest", (event) => { if (event.target.closest?.("#desk form")) begin(); });
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id === "desk") held = arranged || nameOf(document.activeElement);
  arranged = detail.target?.id === "desk" ? "" : arranged;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches?.("form")) done();
});

function showNote() {
  const card = document.querySelector(".sp-focus-note");
  const place = card?.getBoundingClientRect();
  if (place && (place.top < 0 || place.bottom > innerHeight)) card.scrollIntoView({ block: "center" });
}

const words = (selector) => document.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ");

let told = ""; // the latest sentence at the foot: it is said when it is another one

function sayWhat() {
  const what = words(".sp-desk-foot .sp-undo > span");
  if (what && what !== told) say(what);
  told = what;
}

function sayNote() {
  const note = words(".sp-focus-text");
  if (!note) return;
  const what = words(".sp-desk-foot .sp-undo > span");
  told = what;
  say(`${what ? `${what} ` : ""}${words("#note")}: ${note}`);
}

let here = desk()?.dataset.here;

function sayNews() {
  const now = desk()?.dataset.here;
  if (now === here) {
    sayWhat();
    return;
  }
  sayNote();
  showNote();
  here = now;
  held = "";
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id !== "desk" && detail.elt?.id !== "desk") return;
  done(true);
  sayNews();
  refocus(held);
  markTarget();
  showOnly();
  showSwitch();
});

/* ---------- Which point a suggestion is, among the themes ---------- */

function markTarget(wanted) {
  const first = wanted || document.querySelector(".sp-sug.is-first");
  for (const point of document.querySelectorAll("#themes [data-point]")) {
    point.classList.toggle("is-target", point.dataset.point === first?.value);
  }
}

for (const kind of ["focusin", "pointerover"]) {
  document.addEventListener(kind, (event) => {
    const suggestion = event.target.closest?.(".sp-sug");
    if (suggestion) markTarget(suggestion);
  });
}
document.addEventListener("samspil:live", () => markTarget());
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt?.id !== "suggestions") return;
  changed = performance.now();
  markTarget();
});
markTarget();

/* ---------- The filter stays on while one goes from note to note ---------- */

let only = Boolean(document.querySelector("#themes[data-only]"));

function showOnly() {
  const themes = document.getElementById("themes");
  if (!themes) return;
  if (only) themes.dataset.only = "single";
  else delete themes.dataset.only;
  document.querySelector("[data-only-form] button")?.setAttribute("aria-pressed", String(only));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("[data-only-form]")) return;
  event.preventDefault();
  only = !only;
  showOnly();
});

/* ---------- Drag and drop: a note onto a point ---------- */

let dragged = null;

document.addEventListener("dragstart", (event) => {
  const source = event.target.closest?.("#desk [data-unit]");
  if (!source) return;
  dragged = { unit: source.dataset.unit, source: source.dataset.source || "" };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", source.dataset.unit);
  desk().dataset.dragging = "";
});

document.addEventListener("dragend", () => {
  dragged = null;
  delete desk()?.dataset.dragging;
  for (const point of document.querySelectorAll(".is-over")) point.classList.remove("is-over");
});

function pointUnder(event) {
  const point = dragged && event.target.closest?.("#themes [data-point]");
  return point && point.dataset.point !== dragged.source ? point : null;
}

document.addEventListener("dragover", (event) => {
  const point = pointUnder(event);
  if (!point) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  if (point.classList.contains("is-over")) return;
  for (const other of document.querySelectorAll(".is-over")) other.classList.remove("is-over");
  point.classList.add("is-over");
});

document.addEventListener("drop", (event) => {
  const point = pointUnder(event);
  const form = document.getElementById("drop");
  if (!point || !form || busy) return;
  event.preventDefault();
  form.elements.do.value = dragged.source ? "move" : "place";
  form.elements.unit.value = dragged.unit;
  form.elements.source.value = dragged.source;
  form.elements.point.value = point.dataset.point;
  form.requestSubmit();
});

showSwitch();
