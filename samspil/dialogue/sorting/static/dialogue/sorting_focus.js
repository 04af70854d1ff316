/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

// Where the focus is after the sorting desk has been drawn anew: never at the page's beginning.

const PLACES = [
  [(element) => element.id, (element) => `#${CSS.escape(element.id)}`],
  [(element) => element.dataset.key, (element) => `#desk [data-key="${CSS.escape(element.dataset.key)}"]`],
  [(element) => element.closest("#themes [data-point]"), (element, row) =>
    `#themes [data-point="${row.dataset.point}"] .${element.matches(".sp-pt-open") ? "sp-pt-open" : "sp-pt-btn"}`],
  [(element) => element.closest("#themes [data-theme]"), (_element, theme) =>
    `#themes [data-theme="${theme.dataset.theme}"] h3 a`],
];

/** How this is found again on the new desk; "" when it goes with its panel, or is not of the desk. */
export function nameOf(element) {
  if (!element?.closest?.("#desk")) return "";
  for (const [find, name] of PLACES) {
    const found = find(element);
    if (found) return name(element, found);
  }
  return "";
}

/** To a field that waits, to what had the focus, or else to the note; nothing where something has the focus. */
export function refocus(name = "") {
  if (document.activeElement !== document.body) return;
  const wanted = ["#desk .sp-desk-panel [data-autofocus]", name, "#note-card", "#main-content"];
  const places = wanted.map((selector) => selector && document.querySelector(selector));
  places.find(Boolean)?.focus({ preventScroll: true });
}
