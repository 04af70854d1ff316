/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What waits on this device, and what was refused with its reason, as the table's page shows it.

import { keepFocus } from "../ui/focus.js";

const list = document.querySelector("[data-pending]");
const offline = document.querySelector("[data-offline]");
const words = JSON.parse(document.getElementById("offline-words").textContent);

/** The newest first. `presses(entry)` gives what one may do about an entry that was refused: [words, what it does]. */
export function showPending(entries, { away, presses }) {
  const putFocusBack = keepFocus(list);
  list.replaceChildren(...entries.reverse().map((entry) => item(entry, away, presses)));
  putFocusBack();
}

export function icon(name) {
  // The page has the sprite; its address is in the icon beside the offline line.
  const made = offline.querySelector("svg").cloneNode(true);
  const use = made.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, `#${name}`));
  return made;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function item(entry, away, presses) {
  const li = element("li", entry.why ? "sp-note is-stop" : "sp-note is-wait");
  if (entry.label) li.append(element("p", "sp-small sp-quiet", entry.label));
  if (entry.words) {
    const said = element("p", "sp-voice", entry.words);
    said.dir = "auto";
    if (entry.data.language) said.lang = entry.data.language;
    li.append(said);
  }
  if (entry.why) li.append(state("stop", "error", `${words.stopped}: ${entry.why}`), choices(presses(entry)));
  else li.append(state("wait", "hourglass", away ? words.later : words.sending));
  return li;
}

function state(kind, picture, text) {
  const line = element("p", `sp-state sp-state-${kind}`);
  line.append(icon(picture), text);
  return line;
}

function choices(presses) {
  const row = element("p", "sp-row");
  for (const [text, act] of presses) {
    const button = element("button", "sp-toggle sp-toggle-edge", text);
    button.type = "button";
    button.addEventListener("click", act);
    row.append(button);
  }
  return row;
}
