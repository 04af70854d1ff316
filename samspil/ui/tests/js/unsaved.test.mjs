/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// A form with typed words leaves its page only when somebody is there to take them.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { Server } from "#server";

const PAGE = `<html lang="da"><body><main id="main-content"><form method="post" action="/svar/">
  <textarea name="words"></textarea><button name="do" value="send">Send</button></form></main>
  <div id="sp-toasts"></div></body></html>`;
const PATIENCE = 8000; // ms
const KEPT = "Det kom ikke frem. Dine ord står her endnu. Prøv igen om et øjeblik.";

let server, device, tab;

beforeEach(async () => {
  server = await Server.start(() => ({ html: "" }));
  device = new Device();
  tab = device.open(PAGE, { address: `${server.url}/svar/` });
  await tab.run("ui/samspil.js");
});
afterEach(async () => {
  device.close();
  await server.stop();
});

const press = () => tab.find("button").click();
const sent = () => tab.submitted.map(({ fields }) => fields);
const told = () => tab.text("#sp-toasts [role=alert]");

test("typed words are sent once, with the press that was made", async () => {
  tab.type(tab.find("textarea"), "Ring før skovturen");
  press();
  press();
  await until(() => sent().length);
  await tab.idle();

  assert.deepEqual(sent(), [{ words: "Ring før skovturen", do: "send" }]);
  assert.equal(told(), undefined);
});

for (const network of ["cut", "deaf"]) {
  test(`without an answer (${network}) the words stay, it is said, and a later press sends them`, async () => {
    server.network = network;
    tab.type(tab.find("textarea"), "Ring før skovturen");
    press();
    if (network === "deaf") await until(() => server.asked.length);
    await device.clock.advance(PATIENCE);
    await until(told);

    assert.equal(told(), KEPT);
    assert.deepEqual(sent(), []);
    assert.equal(tab.find("textarea").value, "Ring før skovturen");

    server.network = "up";
    press();
    await until(() => sent().length);
    assert.equal(sent()[0].words, "Ring før skovturen");
  });
}

test("a server on its way up is no server", async () => {
  server.answer = () => ({ status: 503, html: "" });
  tab.type(tab.find("textarea"), "Ring før skovturen");
  press();
  await until(told);

  assert.deepEqual(sent(), []);
});

test("what another script sends is not asked about, and a form without typed words is sent at once", async () => {
  press();
  assert.equal(sent().length, 1);

  tab.find("form").addEventListener("submit", (event) => event.preventDefault());
  tab.type(tab.find("textarea"), "Ring");
  press();
  await tab.idle();
  assert.deepEqual([sent().length, server.asked.length], [1, 0]);
});
