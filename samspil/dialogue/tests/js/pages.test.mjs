/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The pages of these tests are small copies. What a script looks for in them is what the real templates have.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Device, templateFile } from "#browser";
import { noteItem, tablePage } from "./table_page.mjs";
import { Sorting } from "./sorting_page.mjs";

/** The ids, names and data attributes that stand in `html`, as they would stand in a template. */
function hooks(html) {
  const device = new Device();
  const { document } = device.open(html);
  const found = new Set();
  for (const element of document.querySelectorAll("body *")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("data-")) found.add(name);
      else if (["name", "id"].includes(name)) found.add(`"${value}"`);
    }
    for (const name of element.classList) found.add(name);
  }
  device.close();
  return [...found];
}

const source = (names) => names.map((name) => readFileSync(templateFile(name), "utf8")).join("\n");
const missing = (html, names, known) => hooks(html).filter((hook) => !known.includes(hook) && !source(names).includes(hook));

test("the table's page has what the real one has", () => {
  const names = ["dialogue/table.html", "dialogue/table_item.html", "dialogue/table_note.html"];
  const known = ['"csrfmiddlewaretoken"', '"note-u1"'];

  assert.deepEqual(missing(tablePage({ notes: noteItem("u1", "Mere ro") }), names, known), []);
});

test("the sorting desk has what the real one has", async () => {
  const names = [
    "dialogue/sorting.html", "dialogue/sorting_panels.html", "dialogue/sorting_point.html", "ui/skeleton.html",
  ];
  // Of the test's own: a list of radio buttons, and the form that the real page has without an id.
  const known = ['"radio"', '"later"'];
  const sorting = await Sorting.start();
  const html = `<p id="sp-say"></p><div id="sp-toasts"></div>${sorting.desk()}${sorting.answer({ fields: { gor: "nyt" } }).html}`;
  await sorting.server.stop();

  assert.deepEqual(missing(html, names, known), []);
});
