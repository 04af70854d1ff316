/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The service worker of the tables' pages. It shows the page as it was last kept (offline.js) when the server cannot be
// reached, is on its way up, or takes too long. It sends nothing: the page has the queue, and nothing is sent unseen.

const PAGES = "samspil-pages";
const PARTS = "samspil-parts";
const UNTIL = "x-samspil-until";
const PATIENCE = 5000; // ms; then a page from the device is better than a white one

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(part(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
});

async function part(request) {
  const kept = await (await caches.open(PARTS)).match(request.url);
  return kept ?? fetch(request);
}

async function page(request, address) {
  const kept = await fromDevice(address);
  const fetched = fetch(request);
  if (!kept) return fetched;
  try {
    const answer = await Promise.race([fetched, late()]);
    return answer.status >= 500 ? kept : answer;
  } catch {
    fetched.catch(() => {});
    return kept;
  }
}

// The copy, marked as one, so that its clock does not believe that it was told the time just now.
async function fromDevice(address) {
  const pages = await caches.open(PAGES);
  const found = await pages.match(address);
  if (!found) return null;
  // People's words stay on a device until the morning, whoever opens it then.
  if (Number(found.headers.get(UNTIL)) <= Date.now()) {
    await pages.delete(address);
    return null;
  }
  const words = await found.text();
  return new Response(words.replace("<html ", "<html data-kept "), { headers: found.headers });
}

const late = () => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
