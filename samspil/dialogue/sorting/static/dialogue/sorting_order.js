/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */

// One step up or down: where the row that is stood on would stand then, as the form of the move says it.

const shelves = () => [...document.querySelectorAll("#themes [data-theme]")];
const idOf = (element, name) => element?.dataset[name] ?? "";

function pointStep(row, way) {
  const shelf = row.closest("[data-theme]");
  const rows = [...shelf.querySelectorAll("[data-point]")];
  const at = rows.indexOf(row);
  const fields = { do: "point-move", point: row.dataset.point };
  if (rows[at + way]) {
    return { ...fields, theme: shelf.dataset.theme, after: idOf(rows[way > 0 ? at + 1 : at - 2], "point") };
  }
  const next = shelves()[shelves().indexOf(shelf) + way];
  return next && { ...fields, theme: next.dataset.theme, after: way > 0 ? "" : "sidst" };
}

function themeStep(theme, way) {
  const themes = shelves().filter((one) => one.dataset.theme);
  const at = themes.indexOf(theme);
  if (at < 0 || !themes[at + way]) return null;
  const after = idOf(themes[way > 0 ? at + 1 : at - 2], "theme");
  return { do: "theme-order", point: "", theme: theme.dataset.theme, after };
}

/** The fields of the move for Alt and an arrow at `place`; null where there is no further. */
export function stepFields(place, way) {
  const row = place.closest("[data-point]");
  const theme = place.closest("[data-theme]");
  if (row) return pointStep(row, way);
  return theme && themeStep(theme, way);
}
