/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

// Puts new content into an element without taking anything from the person who reads or writes there.

import { WRITING, keepFocus } from "../ui/focus.js";

const shown = new WeakMap(); // element → what was last put there, and how the browser says it
const waiting = new Map(); // element → [content, done], until nobody writes there any more

/** Is somebody writing inside `element`, or has written something that is not sent yet? */
function isBeingWritten(element) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches(WRITING) && !["button", "submit", "reset"].includes(focused.type)) return true;
  return [...element.querySelectorAll("textarea, input[type=text], input[type=search], input:not([type])")].some(
    (field) => field.value !== field.defaultValue,
  );
}

/** What else a reader has done there: opened a detail, scrolled a list. */
function stateOf(element) {
  const opened = [...element.querySelectorAll("details[id]")].map((part) => [part.id, part.open]);
  const scrolled = [element, ...element.querySelectorAll("[id]")]
    .filter((part) => part.scrollTop || part.scrollLeft)
    .map((part) => [part === element ? null : part.id, part.scrollTop, part.scrollLeft]);
  const find = (id) => (id === null ? element : element.querySelector(`#${CSS.escape(id)}`));
  return () => {
    for (const [id, open] of opened) {
      const part = find(id);
      if (part) part.open = open;
    }
    for (const [id, top, left] of scrolled) find(id)?.scrollTo({ top, left, behavior: "instant" });
  };
}

function put(element, html, done) {
  const restoreFocus = keepFocus(element);
  const restoreState = stateOf(element);
  const before = element.getBoundingClientRect();
  element.innerHTML = html;
  shown.set(element, [html, element.innerHTML]);
  restoreState();
  restoreFocus();
  // What is above the reader's eyes may grow; what is read stays where it is.
  const grown = element.getBoundingClientRect().bottom - before.bottom;
  if (before.bottom < 0 && grown) scrollBy({ top: grown, behavior: "instant" });
  done();
}

/** Show `html` in `element`: now, or when nobody writes inside it any more; then call `done`. The newest wins. */
export function swap(element, html, done) {
  waiting.delete(element);
  const [former, inner] = shown.get(element) ?? [];
  if (former === html && inner === element.innerHTML) return;
  if (isBeingWritten(element)) waiting.set(element, [html, done]);
  else put(element, html, done);
}

function letWaitingIn() {
  for (const [element, [html, done]] of waiting) {
    if (!element.isConnected) waiting.delete(element);
    else if (!isBeingWritten(element)) {
      waiting.delete(element);
      put(element, html, done);
    }
  }
}

// After the event: focus has then reached its next element, a form has been emptied.
for (const event of ["focusout", "submit", "reset", "change", "htmx:afterSettle"]) {
  document.addEventListener(event, () => setTimeout(letWaitingIn));
}
