/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// offline.js: how long the copy of a table's page is kept, on a device whose clock is wrong.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device } from "#browser";
import { Server } from "#server";

const DAY = 86_400_000; // ms
const UNTIL = "x-samspil-until";

let server, device;

beforeEach(async () => {
  server = await Server.start(() => ({ html: "<html></html>" }));
  device = new Device();
});
afterEach(async () => {
  device.close();
  await server.stop();
});

/** The page opened on a device whose clock is `wrong` ms ahead, and the copy that is kept of it. */
async function copyOf(wrong, notes) {
  const told = device.clock.now - wrong;
  const address = `${server.url}/bord/K7PT/`;
  const tab = device.open(
    `<html><body><div data-clock-now="${told}"></div><div id="noter">${notes}</div></body></html>`,
    { address },
  );
  const kept = new Map();
  const whole = (asked) => new URL(asked.url ?? asked, address).href;
  const pages = {
    match: async (asked) => kept.get(whole(asked)),
    put: async (asked, answer) => kept.set(whole(asked), answer),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async (asked) => kept.delete(whole(asked)),
  };
  const parts = { ...pages, keys: async () => [] };
  Object.assign(tab.window, { caches: { open: async (name) => (name.endsWith("pages") ? pages : parts) } });
  Object.defineProperty(tab.window.navigator, "serviceWorker", { value: { register: async () => {} } });
  const { keepForLater } = await tab.run("dialogue/offline.js");
  await keepForLater({ worker: "/bord/arbejder.js", over: false });
  return kept.get(address);
}

for (const wrong of [0, 3 * DAY, -3 * DAY]) {
  test(`a copy lasts until the next morning by a clock that is ${wrong / DAY} days ahead`, async () => {
    const copy = await copyOf(wrong, '<li id="note-1"></li>');
    const left = Number(copy.headers.get(UNTIL)) - device.clock.now;

    assert.ok(left > 0 && left <= DAY, `${left / DAY} days`);
  });

  test(`a page that waits for its evening lasts a fortnight by a clock that is ${wrong / DAY} days ahead`, async () => {
    const copy = await copyOf(wrong, "");

    assert.equal(Math.round((Number(copy.headers.get(UNTIL)) - device.clock.now) / DAY), 14);
  });
}
