/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// Content that is drawn anew takes the focused element with it, and the focus would fall to the page's beginning.

export const WRITING = "input:not([type=hidden]), textarea, select, [contenteditable]:not([contenteditable=false])";
const REACHABLE = `a[href], button, summary, [tabindex]:not([tabindex="-1"]), ${WRITING}`;

const reachable = (root) => [...root.querySelectorAll(REACHABLE)].filter((element) => !element.disabled);
const byId = (root, id) => (id ? root.querySelector(`#${CSS.escape(id)}`) : null);
/** What a press means: the same toggle has another value when it has been pressed. */
function keyOf(element) {
  const value = element.hasAttribute("aria-pressed") ? "pressed" : element.value;
  const action = element.getAttribute("formaction") ?? element.form?.getAttribute("action");
  return [element.tagName, element.name, value, action, element.getAttribute("href")].join(" ");
}

const lost = () => !document.activeElement || document.activeElement === document.body;

/** What cannot be seen cannot have the focus: then what opens it, or nothing. */
function seen(element) {
  const closed = element?.parentElement?.closest("details:not([open])");
  if (closed && element.closest("summary")?.parentElement !== closed) return closed.querySelector("summary");
  return element?.closest("[hidden]") ? null : element;
}

const alike = (root, key) => reachable(root).filter((element) => keyOf(element) === key);

/** How the focused element inside `root` is found again in new content: by its id, or as the same press of the same item.
 * Where there is none, what it stood in has the focus, and never another press: Enter may be on its way twice. */
function cluesOf(root, focused) {
  const item = focused.parentElement?.closest("[id]");
  const inside = item && root.contains(item) ? item : root;
  const [id, key, itemId] = [focused.id, keyOf(focused), inside.id];
  const [place, placeInPage] = [inside, root].map((part) => alike(part, key).indexOf(focused));
  return (now) => {
    const again = inside === root ? now : byId(now, itemId);
    return [byId(now, id), again && alike(again, key)[place], alike(now, key)[placeInPage], again];
  };
}

/** Call before `root` is drawn anew; the answer puts the focus back, if it was inside and has been lost. */
export function keepFocus(root) {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === root || !root.contains(focused)) return () => {};
  const clues = cluesOf(root, focused);
  return (now = root) => {
    if (!lost()) return;
    for (const found of [...clues(now), now]) {
      const element = seen(found);
      if (element && !element.matches(REACHABLE)) element.tabIndex = -1;
      element?.focus({ preventScroll: true });
      if (!lost()) return;
    }
  };
}
