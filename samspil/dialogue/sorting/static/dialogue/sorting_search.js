/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

// The search at the sorting desk: Enter places the note at the only point that is left; arrows go among several.

let sought = null; // Enter was pressed before the answer to these words had come

function placeOnly(query) {
  const found = document.getElementById("found");
  if (found?.dataset.query !== query) return false;
  const hits = found.querySelectorAll("[data-hit]");
  if (hits.length === 1) hits[0].click();
  else hits[0]?.focus();
  return true;
}

/** Enter in the field, and nothing of a writing system that uses Enter to choose signs. */
const isEnter = (event) => event.key === "Enter" && event.target.id === "q" && !event.repeat && !event.isComposing;

document.addEventListener("keydown", (event) => {
  if (!isEnter(event)) return;
  event.preventDefault();
  if (placeOnly(event.target.value)) return;
  sought = event.target.value;
  event.target.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches?.("#q, #found [data-hit]")) return;
  event.preventDefault();
  const places = [...document.querySelectorAll("#q, #found [data-hit]")];
  places[places.indexOf(event.target) + step]?.focus();
});

document.addEventListener("input", (event) => {
  if (event.target.id === "q") sought = null;
});

document.addEventListener("htmx:afterSettle", () => {
  if (sought !== null && placeOnly(sought)) sought = null;
});
