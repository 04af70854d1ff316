/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The table's page for the unit tests: what table.js reads of dialogue/table.html, and a server that takes notes as ours does.
// copies.mjs holds it to the template.

import { Server } from "#server";

export const CODE = "K7PT";
export const PATH = `/bord/${CODE}/`;
const ONE_ROUND = `<section><ul data-notes="1" hidden></ul><p data-empty>Ingen noter endnu</p></section>`;

const WORDS = {
  kept: "Gemt",
  sending: "Sendes",
  later: "Venter på denne telefon",
  stopped: "Ikke taget imod",
  again: "Ret den",
  remove: "Fjern den",
  unknown: "Findes ikke mere",
  closed: "Noterne er samlet",
  saved: "Alt er gemt",
  partly: { one: "{n} ikke gemt", other: "{n} er ikke gemt" },
  waiting: { one: "{n} note venter", other: "{n} noter venter" },
};

const icon = (name) => `<svg><use href="/static/icons.svg#${name}"></use></svg>`;

const form = (token) => `
  <form method="post" action="${PATH}noter/" data-write>
    <input type="hidden" name="csrfmiddlewaretoken" value="${token}">
    <input type="hidden" name="uuid" value=""><input type="hidden" name="round" value="1">
    <input type="hidden" name="written_at" value="">
    <div class="form-group"><span id="skriv-hint"></span>
      <textarea id="skriv" name="note" aria-describedby="skriv-hint"></textarea>
      <p data-named="${PATH}navne/" hidden><span data-words></span></p></div>
    <button type="submit">Gem noten</button><p data-enter-hint hidden></p>
    <select name="language"><option value="da" selected></option><option value="ar"></option></select>
  </form>`;

/** `notes`: the rounds' lists; `open`: is sorting open, may one write? */
export const tablePage = ({ notes = ONE_ROUND, open = true, token = "t1", round = 1 } = {}) => `<!doctype html>
<html lang="da"><body>
<div data-live="/live/room/" data-table-app="/bord/arbejder.js" data-code="${CODE}">
  <script id="offline-words" type="application/json">${JSON.stringify(WORDS)}</script>
  <div data-offline hidden>${icon("sync")}<p>Intet net</p> <span data-count></span></div><p data-back hidden></p>
  <div data-live-swap="clock"></div>
  <div data-live-swap="question"><h1 data-round-now="${round}"></h1></div>
  ${open ? form(token) : ""}
  <div id="hoest" data-harvest="${PATH}hoest/"></div>
  <ul data-pending></ul>
  <form id="note-press" method="post" data-note-form hidden><input type="hidden" name="csrfmiddlewaretoken" value="t1"></form>
  <div data-live="/live/table/"><div id="noter" data-live-swap="notes">${notes}</div></div>
</div><div id="sp-say"></div></body></html>`;

const drawn = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");

export const noteItem = (uuid, words, { erased, gone } = {}) => `<li id="note-${uuid}" class="sp-note${gone ? " is-gone" : ""}"${erased ? " data-erased" : ""}>
  ${erased ? "<p>Slettet</p>" : `<p class="sp-voice">${drawn(words)}</p>`}
  <button form="note-press" formaction="${PATH}noter/${uuid}/" name="do" value="star" aria-label="Marker som vigtigst"></button>
  <form method="post" action="${PATH}noter/${uuid}/" data-note-form><input type="hidden" name="csrfmiddlewaretoken" value="t1">
    <textarea name="note">${drawn(words)}</textarea><button name="do" value="edit">Gem rettelsen</button>
    <button name="do" value="withdraw">Træk den tilbage</button>
    <textarea name="dissent"></textarea><button name="do" value="dissent">Anderledes</button></form></li>`;

/** The meeting's side: one note for each id, however often it comes. `refuse(words)` gives a reason or nothing. */
export class Meeting {
  notes = new Map(); // uuid → words
  erased = new Set(); // uuids of notes whose words are erased
  gone = new Set(); // and of those that were taken back
  changes = [];
  token = "t1";
  status = 0; // what every POST is answered with, when it is not 0
  refuse = () => "";

  static async start() {
    const meeting = new Meeting();
    meeting.server = await Server.start((request) => meeting.answer(request));
    return meeting;
  }

  answer(request) {
    return request.method === "GET" ? { html: this.page() } : this.#take(request);
  }

  page = () => tablePage({ token: this.token, notes: this.list() });

  #take({ path, fields, headers }) {
    if (headers["x-csrftoken"] !== this.token) return { status: 403, html: "" };
    if (this.status) return { status: this.status, html: "" };
    if (path.endsWith("/navne/")) return { json: { warning: "" } };
    const message = this.refuse(fields.note);
    if (message) return { status: 422, json: { saved: false, message } };
    if (path !== `${PATH}noter/`) {
      this.changes.push({ path, ...fields });
      const uuid = path.split("/").at(-2);
      if (fields.do === "edit") this.notes.set(uuid, fields.note);
      if (fields.do === "withdraw") this.gone.add(uuid);
      return { json: { saved: true, html: this.list() } };
    }
    return { json: this.#keep(fields) };
  }

  #keep({ uuid, note }) {
    if (!this.notes.has(uuid)) this.notes.set(uuid, note);
    return { saved: true, uuid, round: 1, item: noteItem(uuid, this.notes.get(uuid)) };
  }

  get words() {
    return [...this.notes.values()];
  }

  list() {
    const item = ([uuid, words]) => noteItem(uuid, words, { erased: this.erased.has(uuid), gone: this.gone.has(uuid) });
    return `<ul data-notes="1">${[...this.notes].map(item).join("")}</ul>`;
  }

  /** The table's page in a tab of `device`, at this server. */
  async open(device, options) {
    const tab = device.open(tablePage(options), { address: this.server.url + PATH });
    await tab.run("dialogue/table.js");
    await tab.idle();
    return tab;
  }
}

export const field = (tab) => tab.find("#skriv");
export const pending = (tab) => tab.all("[data-pending] > li");
export const shown = (tab) => tab.all("#noter li .sp-voice").map((words) => words.textContent);
export const said = (tab) => tab.all("#sp-say > p").map((line) => line.textContent);
export const says = (tab, line) => !tab.find(`[data-${line}]`).hidden;

/** Write a note and press Enter. */
export function write(tab, words) {
  tab.type(field(tab), words);
  tab.key("Enter");
}
