/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { missing } from "#copies";
import { Sorting } from "./sorting_page.mjs";

test("the sorting desk has what the real one has", async () => {
  const names = [
    "dialogue/sorting.html", "dialogue/sorting_panels.html", "dialogue/sorting_theme.html", "dialogue/sorting_point.html",
    "ui/skeleton.html",
  ];
  // Of the test's own: a list of radio buttons, and the form that the real page has without an id.
  const known = ['"radio"', '"later"'];
  const sorting = await Sorting.start();
  const html = `<p id="sp-say"></p><div id="sp-toasts"></div>${sorting.desk()}${sorting.answer({ fields: { gor: "nyt" } }).html}`;
  await sorting.server.stop();

  assert.deepEqual(missing(html, names, known), []);
});
