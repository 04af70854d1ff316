/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The service worker of the tables' pages: the server first, the kept page when the server cannot be had.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, test } from "node:test";
import vm from "node:vm";

import { Response, caches } from "undici";

import { Clock, templateFile, until } from "#browser";
import { Server } from "#server";

const FILE = templateFile("dialogue/table_worker.js");
const KEPT = "<html lang=da>kept</html>";

let answer, clock, server, listeners;

// A worker's addresses are whole by themselves; undici has no page that they could belong to.
const whole = (path) => new URL(path, server.url).href;

beforeEach(async () => {
  answer = { html: "<html lang=da>fresh</html>" };
  server = await Server.start(() => answer);
  clock = new Clock();
  listeners = {};
  const self = {
    addEventListener: (kind, act) => {
      listeners[kind] = act;
    },
    skipWaiting: async () => "skipped",
    clients: { claim: async () => "claimed" },
  };
  const world = {
    self,
    Response,
    URL,
    Date: { now: () => clock.now },
    caches: {
      open: async (name) => ({
        match: async (path) => (await caches.open(name)).match(whole(path)),
        delete: async (path) => (await caches.open(name)).delete(whole(path)),
      }),
    },
    fetch: ({ url }) => fetch(url),
    location: { origin: server.url },
    setTimeout: clock.set,
  };
  const script = new vm.Script(readFileSync(FILE, "utf8"), { filename: pathToFileURL(FILE).href });
  script.runInContext(vm.createContext(world));
});
afterEach(async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await server.stop();
});

/** What the worker answers a request with; undefined when it leaves it to the browser. */
function ask(path, { method = "GET", mode = "navigate", origin = server.url } = {}) {
  let given;
  const request = { url: origin + path, method, mode };
  listeners.fetch({
    request,
    respondWith: (response) => {
      given = response;
    },
  });
  return given;
}

async function keep(cache, path, words) {
  const headers = { "X-Policy": "strict", "X-Samspil-Until": String(clock.now + 3_600_000) };
  await (await caches.open(cache)).put(server.url + path, new Response(words, { headers }));
}

test("takes over at once, also the pages that are open", async () => {
  const waited = [];
  for (const kind of ["install", "activate"]) await listeners[kind]({ waitUntil: (work) => waited.push(work) });

  assert.deepEqual(await Promise.all(waited), ["skipped", "claimed"]);
});

test("leaves alone what is sent, what is elsewhere and what is no page", () => {
  assert.equal(ask("/bord/K7PT/", { method: "POST" }), undefined);
  assert.equal(ask("/bord/K7PT/", { origin: "http://127.0.0.2" }), undefined);
  assert.equal(ask("/live/room/", { mode: "cors" }), undefined);
});

test("shows the server's page while there is a server, with or without a kept one", async () => {
  const before = await (await ask("/bord/K7PT/")).text();
  await keep("samspil-pages", "/bord/K7PT/", KEPT);
  const after = await (await ask("/bord/K7PT/")).text();

  assert.deepEqual([before, after], [answer.html, answer.html]);
});

for (const status of [404, 410, 429]) {
  test(`an answer of ${status} is the server's word`, async () => {
    await keep("samspil-pages", "/bord/K7PT/", KEPT);
    answer = { status, html: "no" };

    assert.equal((await ask("/bord/K7PT/")).status, status);
  });
}

test("a kept page is shown to nobody after its morning, and goes then", async () => {
  await keep("samspil-pages", "/bord/K7PT/", KEPT);
  answer = { status: 503, html: "down" };
  const before = await (await ask("/bord/K7PT/")).text();
  clock.now += 3_600_000;

  const after = await ask("/bord/K7PT/");

  assert.match(before, /kept/);
  assert.equal(after.status, 503);
  assert.equal(await (await caches.open("samspil-pages")).match(whole("/bord/K7PT/")), undefined);
});

test("shows the kept page, marked as kept and with its headers, when the server fails", async () => {
  await keep("samspil-pages", "/bord/K7PT/", KEPT);
  for (const fails of [() => (answer = { status: 502, html: "" }), () => (server.network = "cut")]) {
    fails();

    const shown = await ask("/bord/K7PT/");

    assert.equal(await shown.text(), "<html data-kept lang=da>kept</html>");
    assert.equal(shown.headers.get("X-Policy"), "strict");
  }
});

test("shows the kept page after five seconds of silence, and not before", async () => {
  await keep("samspil-pages", "/bord/K7PT/", KEPT);
  server.network = "deaf";
  let shown;
  ask("/bord/K7PT/").then((response) => {
    shown = response;
  });
  await until(() => server.asked.length === 1);

  await clock.advance(4999);
  await new Promise((resolve) => setImmediate(resolve));
  const before = shown;
  await clock.advance(1);
  await until(() => shown);

  assert.equal(before, undefined);
  assert.match(await shown.text(), /data-kept/);
});

test("another table's kept page is not shown here", async () => {
  await keep("samspil-pages", "/bord/K7PT/", KEPT);
  server.network = "cut";

  await assert.rejects(ask("/bord/OTHER/"));
});

test("scripts and styles come from the device when it has them, else from the server", async () => {
  await keep("samspil-parts", "/static/a.js", "kept");

  const kept = await (await ask("/static/a.js", { mode: "no-cors" })).text();
  const asked = server.asked.length;
  const fetched = await (await ask("/static/b.js", { mode: "no-cors" })).text();

  assert.deepEqual([kept, asked, fetched], ["kept", 0, answer.html]);
});
