/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

// Keeps [data-live-swap] elements inside [data-live] up to date over one stream a page.
// Open only while the page is seen: a browser allows six connections to a server, and pages must load as well.

import { swap } from "./swap.js";

const LOST_AFTER = 10_000; // ms without contact before the page says so
const SILENT_AFTER = 40_000; // ms without even a heartbeat (each 15 s): the network has died without a word
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 30_000;

let source = null;
let address = "";
let last = "";
let listening = new Set();
let retry = FIRST_RETRY;
let lostTimer = 0;
let silentTimer = 0;
let retryTimer = 0;
let finished = false;

/** The page's subscriptions: [{ element, url, channels }] in the order of the page. */
function places() {
  return [...document.querySelectorAll("[data-live]")]
    .filter((element) => element.dataset.live)
    .map((element) => {
      const url = new URL(element.dataset.live, document.baseURI);
      const asked = url.searchParams.getAll("channel");
      const inPath = decodeURIComponent(url.pathname.replace(/\/$/, "").split("/").pop());
      return { element, url, named: asked.length > 0, channels: asked.length ? asked : [inPath] };
    });
}

const channelsOf = (found) => [...new Set(found.flatMap((place) => place.channels))];

/** Do events say which channel they belong to? Only a page that follows one channel by its path does without. */
const named = (found) => found.some((place) => place.named) || channelsOf(found).length > 1;

/** One address for all of the page's channels; without the place to resume from. */
function addressOf(found) {
  const url = new URL(found[0].url);
  const parameters = new URLSearchParams({ language: document.documentElement.lang });
  for (const place of found) place.url.searchParams.forEach((value, name) => parameters.set(name, value));
  parameters.delete("channel");
  if (named(found)) {
    if (!found[0].named) url.pathname = url.pathname.replace(/[^/]+\/?$/, "");
    for (const channel of channelsOf(found)) parameters.append("channel", channel);
  }
  url.search = parameters.toString();
  return url.href;
}

/** What the server gave with the page: data-live-last, numbers in the order of the element's channels. */
function firstLast(found) {
  const numbers = new Map();
  for (const { element, channels } of found) {
    const given = (element.dataset.liveLast ?? "").split(".");
    channels.forEach((channel, place) => numbers.set(channel, given[place]));
  }
  const known = channelsOf(found).map((channel) => numbers.get(channel));
  return known.every(Boolean) ? known.join(".") : "";
}

/** Everything that can be swapped now: [{ event, channel, name, part }]. */
function targets() {
  const found = places();
  const several = named(found);
  return found.flatMap(({ element, channels }) =>
    [element, ...element.querySelectorAll("[data-live-swap]")]
      .filter((part) => part.dataset.liveSwap && part.closest("[data-live]") === element)
      .flatMap((part) => {
        const name = part.dataset.liveSwap;
        return channels.map((channel) => ({ event: several ? `${channel}/${name}` : name, channel, name, part }));
      }),
  );
}

function listen() {
  for (const { event } of targets()) {
    if (!source || listening.has(event)) continue;
    listening.add(event);
    source.addEventListener(event, receive);
  }
}

function receive(message) {
  inContact();
  if (message.lastEventId) last = message.lastEventId;
  for (const { event, part, name, channel } of targets()) {
    if (event !== message.type) continue;
    swap(part, message.data, () => {
      globalThis.htmx?.process(part);
      listen();
      part.dispatchEvent(new CustomEvent("samspil:live", { bubbles: true, detail: { name, channel } }));
    });
  }
}

function beat(message) {
  inContact();
  if (message.lastEventId) last = message.lastEventId;
  document.dispatchEvent(new CustomEvent("samspil:beat", { detail: { now: Number(message.data) } }));
}

function show(selector, visible) {
  for (const line of document.querySelectorAll(selector)) line.hidden = !visible;
}

function inContact() {
  retry = FIRST_RETRY;
  clearTimeout(lostTimer);
  lostTimer = 0;
  show("[data-live-lost]", false);
  clearTimeout(silentTimer);
  silentTimer = setTimeout(() => {
    outOfContact();
    reopen();
  }, SILENT_AFTER);
}

function outOfContact() {
  if (!lostTimer) lostTimer = setTimeout(() => show("[data-live-lost]", true), LOST_AFTER);
}

async function failed() {
  outOfContact();
  // While CONNECTING the browser tries again by itself, with the id in its own header.
  if (!source || source.readyState !== EventSource.CLOSED) return;
  const asked = address;
  // Nobody has left: how long nothing has been heard is counted on.
  letGo();
  retryTimer = setTimeout(open, retry * (0.75 + Math.random() / 2));
  retry = Math.min(retry * 2, LONGEST_RETRY);
  // An answer that is not a stream: either the server is on its way up, or the page may no longer be followed.
  const answer = await fetch(asked, { method: "HEAD" }).catch(() => null);
  if (answer && [401, 403, 404, 410].includes(answer.status)) stop();
}

function stop() {
  finished = true;
  close();
  show("[data-live-closed]", true);
}

function open() {
  const found = places();
  if (source || finished || document.hidden || !found.length) return;
  clearTimeout(retryTimer);
  if (addressOf(found) !== address) {
    address = addressOf(found);
    last = firstLast(found);
  }
  const url = new URL(address);
  if (last) url.searchParams.set("last", last);
  source = new EventSource(url);
  listening = new Set();
  source.addEventListener("open", inContact);
  source.addEventListener("error", failed);
  source.addEventListener("beat", beat);
  listen();
}

function letGo() {
  for (const timer of [silentTimer, retryTimer]) clearTimeout(timer);
  source?.close();
  source = null;
}

function close() {
  letGo();
  clearTimeout(lostTimer);
  lostTimer = 0;
}

function reopen() {
  source?.close();
  source = null;
  open();
}

/** Look at the page again: what is followed may have come or gone with a swap of other parts. */
function follow() {
  const found = places();
  if (!found.length) close();
  else if (source && addressOf(found) !== address) reopen();
  else if (source) listen();
  else open();
}

document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
addEventListener("pagehide", close);
addEventListener("pageshow", open);
addEventListener("online", () => (source ? reopen() : open()));
document.addEventListener("htmx:afterSettle", follow);
follow();
