/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// In the last minutes of a round the table is shown notes of others. The page knows from the clock when that is; all
// tables know it at the same moment, so each waits a little of its own. While nothing waits for an answer it asks again
// now and then: others still write.

import { keepFocus } from "../ui/focus.js";
import { sayNews } from "../ui/say.js";
import { serverNow } from "./offline.js";

const SPREAD = 6000; // ms
const AGAIN = 15_000; // ms until it is asked again
const place = document.getElementById("hoest");
const own = Math.random() * SPREAD;

let timer = 0;
let shownFor = ""; // the round's end that the cards belong to

export function showHarvest(html) {
  const putFocusBack = keepFocus(place);
  place.innerHTML = html; // our own server's fragment
  for (const field of place.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    field.value = document.querySelector("[data-write] [name=csrfmiddlewaretoken]").value;
  }
  putFocusBack();
  sayNews();
}

async function fetchCards(at) {
  try {
    const answer = await fetch(place.dataset.harvest, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    showHarvest(await answer.text());
    shownFor = at;
  } catch {
    // Nobody answers just now.
  }
  clearTimeout(timer);
  timer = setTimeout(look, AGAIN);
}

/** Does a card wait for an answer, or is somebody in the middle of them? */
function busy() {
  if (place.contains(document.activeElement) || place.querySelector("details[open]")) return true;
  return [...place.querySelectorAll("form")].some((form) => !form.querySelector("[aria-pressed=true]"));
}

/** Look at when the harvest begins: minutes may have been added, the round may be closed. */
function look() {
  clearTimeout(timer);
  const at = document.querySelector("[data-harvest-at]")?.dataset.harvestAt ?? "";
  if (!at) {
    place.replaceChildren();
    shownFor = "";
    return;
  }
  const wait = Number(at) - serverNow();
  if (wait <= 0) {
    if (!shownFor || !busy()) fetchCards(at);
    else timer = setTimeout(look, AGAIN);
  } else {
    if (shownFor) place.replaceChildren();
    shownFor = "";
    timer = setTimeout(look, wait + own);
  }
}

export function followHarvest() {
  document.addEventListener("samspil:live", look);
  look();
}
