/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The pages of unit tests are small copies. What a script looks for in them must be what the real templates have.

import { readFileSync } from "node:fs";

import { Device, templateFile } from "#browser";

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

/** What `html`, a small copy of a page, has and the real templates do not; `known`: what only the test has. */
export const missing = (html, names, known) =>
  hooks(html).filter((hook) => !known.includes(hook) && !source(names).includes(hook));
