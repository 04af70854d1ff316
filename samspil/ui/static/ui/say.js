/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What happens on a page is said to a screen reader in one place: short sentences, each once, never a list drawn anew.
// A part that comes live or with an answer says what it has to say in [data-say]; it is said when it is another than before.

const STAYS = 10_000; // ms; whoever reads the page by hand does not come upon old news
const before = new Map(); // the part that is swapped → what it said last

/** Say something once, without showing it. The region is not atomic: what stands there is not read again. */
export function say(words) {
  const place = document.getElementById("sp-say");
  if (!place || !words) return;
  const line = document.createElement("p");
  line.textContent = words;
  place.append(line);
  setTimeout(() => line.remove(), STAYS);
}

const nameOf = (element) => element.closest("[data-live-swap]")?.dataset.liveSwap ?? element.id;

/** What the page's parts say now and did not say before; a part that is gone says nothing. */
function news() {
  const now = new Map([...document.querySelectorAll("[data-say]")].map((part) => [nameOf(part), part.dataset.say]));
  const found = [...now].filter(([name, words]) => before.get(name) !== words).map(([, words]) => words);
  before.clear();
  for (const [name, words] of now) before.set(name, words);
  return found;
}

/** Say what has changed in the parts of the page. */
export function sayNews() {
  for (const words of news()) say(words);
}

news();
for (const event of ["samspil:live", "htmx:afterSettle"]) document.addEventListener(event, sayNews);
