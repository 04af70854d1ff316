/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The table's page without a network: the page as it was last seen lies on the device, with everything it is made of,
// and the service worker shows it when the server cannot be reached. Needs https (or localhost); without it the queue
// works all the same, only a reload does not.

import { sinceArrival } from "../ui/arrival.js";

const PAGES = "samspil-pages";
const PARTS = "samspil-parts";
const CLOCK = "samspil:clock";
const UNTIL = "x-samspil-until";
const DAYS_KEPT = 14;
const MORNING = 6; // o'clock, by this device's time zone
const REST = 1000;

const root = document.documentElement;
let timer = 0;

/** Was this page shown from the device and not fetched just now? */
export const fromDevice = () => "kept" in root.dataset;

/* ---------- The clock goes on ---------- */

/** The device's clock may be an hour wrong: remember by how much, while the server is there to ask. */
function compare(now) {
  try {
    localStorage.setItem(CLOCK, String(Date.now() - now));
  } catch {
    // Without storage the clock of a page from the device starts where it was kept.
  }
}

/** Milliseconds that the device's clock is ahead; NaN when that is not known. */
function howWrong() {
  try {
    return Number(localStorage.getItem(CLOCK) ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** A clock on a page from the device was told the time long ago: tell it again. */
function setClocks() {
  const wrong = howWrong();
  if (Number.isNaN(wrong)) return;
  for (const box of document.querySelectorAll("[data-clock-now]")) box.dataset.clockNow = String(Date.now() - wrong);
}

/** The server's time, as well as this device knows it. */
export function serverNow() {
  const wrong = howWrong();
  return Date.now() - (Number.isNaN(wrong) ? 0 : wrong);
}

/** The morning after a moment, in milliseconds: until then a device keeps what people wrote at a meeting. */
export function nextMorning(after) {
  const morning = new Date(after);
  morning.setHours(MORNING, 0, 0, 0);
  if (morning.getTime() <= after) morning.setDate(morning.getDate() + 1);
  return morning.getTime();
}

/* ---------- The page is kept ---------- */

function copyOfPage() {
  const copy = root.cloneNode(true);
  delete copy.dataset.kept;
  // What belongs to this moment and not to the page.
  copy.querySelector("[data-pending]")?.replaceChildren();
  // Other tables' words are theirs: they may be taken back, and a copy would not know.
  copy.querySelector("#hoest")?.replaceChildren();
  for (const line of copy.querySelectorAll("[data-offline], [data-back]")) line.hidden = true;
  copy.querySelector("#sp-toasts")?.replaceChildren();
  copy.querySelector("[data-write] .form-error-message")?.remove();
  return `<!doctype html>${copy.outerHTML}`;
}

/** Until the next morning when people's words stand in it; a page that waits for its evening may wait for days. */
function keptUntil() {
  const now = serverNow();
  return document.querySelector("#noter [id^=note-]") ? nextMorning(now) : now + DAYS_KEPT * 86_400_000;
}

async function keepPage() {
  const pages = await caches.open(PAGES);
  const address = location.pathname;
  // The policies that came with the page belong to the copy as well.
  const known = (await pages.match(address)) ?? (await fetch(address, { headers: { Accept: "text/html" } }));
  if (!known.ok) return;
  const headers = new Headers(known.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  // By the device's clock, however wrong: the service worker knows no other.
  headers.set(UNTIL, String(keptUntil() + Date.now() - serverNow()));
  await pages.put(address, new Response(copyOfPage(), { headers }));
}

/** Stylesheets, scripts and icons, by what this page did load. Names carry a hash, so what is no longer used can go. */
async function keepParts() {
  const parts = await caches.open(PARTS);
  const used = new Set(
    performance
      .getEntriesByType("resource")
      .map((entry) => entry.name.split("#")[0])
      .filter((name) => name.startsWith(`${location.origin}/static/`)),
  );
  for (const icon of document.querySelectorAll("use[href]")) {
    used.add(new URL(icon.getAttribute("href"), location.href).href.split("#")[0]);
  }
  for (const name of used) {
    if (!(await parts.match(name))) await parts.add(name);
  }
  for (const request of await parts.keys()) {
    if (!used.has(request.url)) await parts.delete(request);
  }
}

/** Other evenings' pages hold people's words: they do not stay on a phone. */
export async function dropOldPages() {
  if (!globalThis.caches) return;
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const until = Number((await pages.match(request))?.headers.get(UNTIL) ?? 0);
    if (until <= Date.now()) await pages.delete(request);
  }
}

let keeping = null;
let again = false;

/** One copy at a time; what changes meanwhile is copied after it. */
async function keepNow() {
  clearTimeout(timer);
  if (keeping) {
    again = true;
    return;
  }
  do {
    again = false;
    keeping = keepPage().catch(() => {});
    await keeping;
  } while (again);
  keeping = null;
}

function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(keepNow, REST);
}

/** Make this page open without a network from now on; `over`: the meeting is done, and the copy goes instead. */
export async function keepForLater({ worker, over }) {
  if (!("serviceWorker" in navigator) || !globalThis.caches) return;
  if (over) {
    await (await caches.open(PAGES)).delete(location.pathname);
    return;
  }
  try {
    await navigator.serviceWorker.register(worker, { scope: new URL(".", new URL(worker, location.href)).pathname });
    if (!fromDevice()) {
      await keepPage();
      await keepParts();
      await dropOldPages();
    }
  } catch {
    return; // storage refused: the page works as it did before
  }
  root.dataset.ready = "offline";
  document.addEventListener("samspil:live", keepSoon);
  // At once: a note that was shown as saved must not be missing from the copy.
  document.addEventListener("samspil:saved", keepNow);
  // The browser may throw a copy away when the phone is full, unless it is asked not to.
  navigator.storage?.persist?.().catch(() => {});
}

if (fromDevice()) setClocks();
else {
  const told = document.querySelector("[data-clock-now]")?.dataset.clockNow;
  if (told) compare(Number(told) + sinceArrival());
}
document.addEventListener("samspil:beat", (event) => event.detail.now && compare(event.detail.now));
// A phone that slept has not counted meanwhile.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !navigator.onLine) setClocks();
});
