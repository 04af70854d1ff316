/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// left.js: words that never left the device are shown where a code is asked for, and taken away only by a press.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { Server } from "#server";

const PAGE = `<html><body><section data-left hidden><ul></ul>
  <template><li><p data-words></p><button type="button">Fjern</button></li></template></section></body></html>`;
let device, server;

beforeEach(async () => {
  server = await Server.start(() => ({ html: PAGE }));
  device = new Device();
});
afterEach(async () => {
  device.close();
  await server.stop();
});

/** The page on a device that holds these words. */
async function page(...words) {
  const tab = device.open(PAGE, { address: `${server.url}/bord/` });
  const queue = await tab.run("dialogue/queue.js");
  for (const said of words) {
    await queue.keep({ uuid: said, code: "K7PT", kind: "note", words: said, url: "/bord/K7PT/noter/", data: {} });
  }
  await tab.run("dialogue/left.js");
  return { tab, queue };
}

const shown = (tab) => [...tab.window.document.querySelectorAll("[data-words]")].map((line) => line.textContent);

test("what waits is shown, and removed one by one until nothing is left", async () => {
  const { tab, queue } = await page("en", "to");
  await until(() => shown(tab).length === 2);
  assert.deepEqual(shown(tab), ["en", "to"]);
  assert.equal(tab.find("[data-left]").hidden, false);

  tab.find("li button").click();
  await until(() => shown(tab).length === 1);
  assert.deepEqual(
    (await queue.waiting()).map(({ words }) => words),
    ["to"],
  );
  assert.equal(tab.window.document.activeElement, tab.find("li button"));

  tab.find("li button").click();
  await until(() => tab.find("[data-left]").hidden);
});

test("a device that holds nothing says nothing", async () => {
  const { tab } = await page();
  await tab.idle();

  assert.equal(tab.find("[data-left]").hidden, true);
});
