/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// Does what is being written name somebody? Asked in a pause of the writing; a warning and never a block. Without a network
// the saved note says it later.

import { say } from "../ui/say.js";

const named = document.querySelector("[data-named]");
const PAUSE = 600;
let asked = 0;
let timer = 0;

function show(warning) {
  const line = named.querySelector("[data-words]");
  if (line.textContent.trim() !== warning) say(warning);
  line.textContent = warning;
  named.hidden = !warning;
}

async function look(form, post) {
  const mine = ++asked;
  const text = form.elements.note.value;
  if (!text.trim()) return show("");
  try {
    const answer = await post(named.dataset.named, { note: text, language: form.elements.language.value });
    if (answer.ok && mine === asked) show((await answer.json()).warning);
  } catch {
    // As said above.
  }
}

export function lookSoon(form, post) {
  clearTimeout(timer);
  timer = setTimeout(() => look(form, post), PAUSE);
}

export function forgetNamed() {
  clearTimeout(timer);
  asked += 1;
  show("");
}
