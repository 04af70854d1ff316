/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What the table's page asks the server, and what it was answered.

const PATIENCE = 15_000; // ms; a network that takes everything and answers nothing is no network
const form = document.querySelector("[data-write]");
const words = JSON.parse(document.getElementById("offline-words").textContent);

export async function post(url, data) {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(url, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      redirect: "error",
      signal: stop.signal,
    });
  } finally {
    clearTimeout(patience);
  }
}

/** The cookie that the page was made with has gone (an old copy of the page): ask for a new one. */
async function renewToken() {
  const page = await (await fetch(location.pathname, { headers: { Accept: "text/html" } })).text();
  const token = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]");
  if (token) {
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token.value;
  }
}

/** What the server said to an entry; throws when it said nothing yet and the entry has to wait. */
export async function ask(entry) {
  const answer = await post(entry.url, entry.data);
  if (answer.ok || answer.status === 422) return answer.json();
  if (answer.status === 403) await renewToken();
  // Tried again it would be answered the same: what is wrong stands beside the words, which stay here.
  if ([400, 404, 405, 410, 413].includes(answer.status)) return { saved: false, message: words.unknown };
  throw new Error(String(answer.status));
}
