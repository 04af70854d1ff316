/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The clock shows what the server's clock shows, also where the page or an event was long on its way.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device } from "#browser";

const TOLD = Date.parse("2026-09-01T17:00:00Z");
const MINUTE = 60_000;

const box = (told) => `<div data-clock data-clock-now="${told}" data-clock-ends="${TOLD + 10 * MINUTE}"
  data-clock-total="15"><span data-clock-digits></span></div>`;

let device;

beforeEach(() => {
  device = new Device();
});
afterEach(() => device.close());

async function page() {
  const tab = device.open(`<html lang="da"><body><main id="main-content">${box(TOLD)}</main></body></html>`);
  await tab.run("ui/samspil.js");
  return tab;
}

/** Seconds left. Real seconds pass here, so that a test says between what the clock stands. */
function left(tab) {
  const [minutes, seconds] = tab.text("[data-clock-digits]").split(":").map(Number);
  return minutes * 60 + seconds;
}

test("a page that took four minutes to arrive shows four minutes less", async () => {
  device.slow = 4 * MINUTE;
  const tab = await page();

  assert.ok(left(tab) <= 360 && left(tab) > 240, left(tab));
});

test("what comes later is told now, however long the page took to arrive", async () => {
  device.slow = 4 * MINUTE;
  const tab = await page();
  tab.find("main").innerHTML = box(TOLD + 1);
  tab.fire(tab.document, "samspil:live", {});

  assert.ok(left(tab) > 480, left(tab));
});

test("a heartbeat sets a clock that goes wrong, and leaves one that rests", async () => {
  const tab = await page();
  tab.fire(tab.document, "samspil:beat", { now: TOLD + 5 * MINUTE });
  assert.ok(left(tab) <= 300 && left(tab) > 180, left(tab));

  tab.find("[data-clock]").dataset.clockEnds = "";
  tab.find("[data-clock-digits]").textContent = "03:00";
  tab.fire(tab.document, "samspil:beat", { now: TOLD + 9 * MINUTE });
  assert.equal(tab.text("[data-clock-digits]"), "03:00");
});
