/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What this device holds and no server has, shown where a table's code is asked for: there one comes when the table's own
// page is no more, and words that wait would else be seen by nobody.

import { forget, waiting } from "./queue.js";

const place = document.querySelector("[data-left]");

function item(entry) {
  const made = place.querySelector("template").content.firstElementChild.cloneNode(true);
  made.querySelector("[data-words]").textContent = entry.words;
  made.querySelector("button").addEventListener("click", async () => {
    await forget(entry);
    await draw();
    place.querySelector("button")?.focus();
  });
  return made;
}

async function draw() {
  const left = (await waiting().catch(() => [])).filter(({ words }) => words);
  place.querySelector("ul").replaceChildren(...left.map(item));
  place.hidden = !left.length;
}

draw();
