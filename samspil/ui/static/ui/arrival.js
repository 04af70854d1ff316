/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// On a slow phone seconds pass between the server's answer and the first script that reads it.

/** Milliseconds since this page began to arrive: so old is the time that the server wrote into it. */
export function sinceArrival() {
  const [page] = performance.getEntriesByType("navigation");
  return page?.responseStart ? Math.round(performance.now() - page.responseStart) : 0;
}
