/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// live.js where the server answers, but with no stream: on its way up, full, or closed to this page.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { Server } from "#server";

const PAGE = `<!doctype html><html lang="da"><body><p data-live-lost hidden></p><p data-live-closed hidden></p>
<div data-live="/live/room/"><div data-live-swap="clock"></div></div></body></html>`;

let device, server, sources, status;

beforeEach(async () => {
  [device, sources, status] = [new Device(), [], 503];
  server = await Server.start(() => ({ status, html: "" }));
});
afterEach(async () => {
  device.close();
  await server.stop();
});

/** The page, with streams that do what the test says. */
async function open() {
  const tab = device.open(PAGE, { address: `${server.url}/` });
  tab.window.EventSource = class extends tab.window.EventTarget {
    static CLOSED = 2;
    readyState = 0;

    constructor() {
      super();
      sources.push(this);
    }

    close() {
      this.readyState = 2;
    }

    says(kind) {
      this.dispatchEvent(new tab.window.Event(kind));
    }
  };
  await tab.run("live/live.js");
  return tab;
}

/** The server has answered with something that is no stream: the browser gives up at once. */
async function refused(tab) {
  sources.at(-1).close();
  sources.at(-1).says("error");
  await tab.idle();
}

test("a server that answers without a stream is said to be away after ten seconds, while it is tried again", async () => {
  const tab = await open();

  for (let waited = 0; waited < 10_000; waited += 1000) {
    if (sources.at(-1).readyState === 0) await refused(tab);
    assert.equal(tab.find("[data-live-lost]").hidden, true, `after ${waited} ms`);
    await device.clock.advance(1000);
  }

  assert.equal(tab.find("[data-live-lost]").hidden, false);
  assert.ok(sources.length > 2);
});

test("what was said goes when the server gives a stream again", async () => {
  const tab = await open();
  await refused(tab);
  await device.clock.advance(10_000);
  const lost = tab.find("[data-live-lost]").hidden;

  sources.at(-1).says("open");

  assert.deepEqual([lost, tab.find("[data-live-lost]").hidden], [false, true]);
});

test("a page that may not be followed any more says that, and not that it tries again", async () => {
  const tab = await open();
  status = 404;

  await refused(tab);
  await until(() => !tab.find("[data-live-closed]").hidden);
  await device.clock.advance(60_000);

  assert.equal(tab.find("[data-live-lost]").hidden, true);
  assert.equal(sources.length, 1);
});

test("a page that nobody sees tells nothing of its own silence", async () => {
  const tab = await open();
  sources.at(-1).says("error");

  tab.window.dispatchEvent(new tab.window.Event("pagehide"));
  await device.clock.advance(60_000);

  assert.equal(tab.find("[data-live-lost]").hidden, true);
});
