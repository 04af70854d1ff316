/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { missing } from "#copies";
import { noteItem, tablePage } from "./table_page.mjs";

test("the table's page has what the real one has", () => {
  const names = ["dialogue/table.html", "dialogue/table_item.html", "dialogue/table_note.html", "ui/skeleton.html"];
  const known = ['"csrfmiddlewaretoken"', '"note-u1"'];

  assert.deepEqual(missing(tablePage({ notes: noteItem("u1", "Mere ro") }), names, known), []);
});
