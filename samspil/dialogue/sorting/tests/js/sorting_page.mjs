/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The sorting desk for the unit tests: what sorting.js reads of dialogue/sorting.html, a server that sorts as ours does, and
// the htmx that the real pages have. copies.mjs holds it to the templates.

import { htmxSource, until } from "#browser";
import { Server } from "#server";

const MOVE = "/moeder/1/sorter/flyt/";
const DESK = "/moeder/1/sorter/";
const UNDO = "/moeder/1/sorter/fortryd/";
const LATER = "/moeder/1/sorter/senere/";
export const NOTES = ["Mere ro", "Mere luft", "Flere voksne", "Kortere beskeder"];
const POINTS = { p1: "Ro i klassen", p2: "Luft og lys", p3: "Voksne nok" };

const form = (id, action, fields) =>
  `<form id="${id}" method="post" action="${action}" hx-post="${action}" hx-target="#desk" hx-swap="outerHTML"${id === "drop" ? " hidden" : ""}>
    ${Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join("")}</form>`;

const panelLink = (here, key, act, place) =>
  `<a href="${DESK}?note=${here}&amp;gor=${act}" data-key="${key}" data-panel="${place}">${act}</a>`;

/** The panel that a link opens, with the field that wants the focus. */
const panel = (act, note) => `<section class="sp-desk-panel" data-panel-open="${act}">
  <form method="post" action="${MOVE}" hx-post="${MOVE}" hx-target="#desk" hx-swap="outerHTML">
    <input type="hidden" name="do" value="${act}"><input type="hidden" name="focus" value="${note}">
    <input type="checkbox" name="unit" checked><textarea name="statement" data-autofocus data-send></textarea>
    <p data-keys-switch hidden><button type="button">Genveje</button></p>
    <button>Gem</button><a href="${DESK}?note=${note}" data-close>Luk</a></form></section>`;

/** The search: its field, and the points that hold what is asked for. */
const search = (note, query) => `<section class="sp-desk-panel" data-panel-open="soeg">
  <form method="get" action="${DESK}" hx-get="${DESK}" hx-target="#found" hx-select="#found" hx-swap="outerHTML" hx-trigger="input changed delay:250ms from:#q, submit">
    <input type="hidden" name="note" value="${note}"><input type="hidden" name="gor" value="soeg"><input id="q" name="q" type="search" value="${query}" data-autofocus></form>
  <div id="found" data-query="${query}">${Object.entries(POINTS)
    .filter(([, words]) => query && words.toLowerCase().includes(query))
    .map(([point]) => `<button type="submit" form="place" data-hit name="point" value="${point}">Her</button>`)
    .join("")}</div></section>`;

/** What the officer has done so far, and the desk as it then looks. */
export class Sorting {
  here = 0;
  moves = []; // the fields of each move, in order
  said = "";

  static async start() {
    const sorting = new Sorting();
    sorting.server = await Server.start((request) => sorting.answer(request));
    return sorting;
  }

  answer({ method, path, fields }) {
    if (fields.gor === "soeg") return { html: search(fields.note, fields.q ?? "") };
    if (fields.gor) return { html: panel(fields.gor, fields.note) };
    if (method === "GET") this.here = Number(fields.note ?? this.here);
    else this.acts[path](fields);
    return { html: this.desk() };
  }

  acts = {
    [MOVE]: (fields) => {
      this.moves.push({ ...fields });
      this.said = `Note ${this.here + 1} er lagt.`;
      if (!fields.stay) this.here += 1;
    },
    [UNDO]: () => {
      this.said = "Fortrudt.";
      if (this.moves.pop()) this.here -= 1;
    },
    [LATER]: () => {
      this.said = "Den kommer igen.";
      this.here += 1;
    },
  };

  desk() {
    const { here } = this;
    const near = (note, key, arrow) =>
      NOTES[note] ? `<a href="${DESK}?note=${note}" data-key="${key}" data-desk>${arrow}</a>` : "";
    return `<div id="desk" data-live="/live/desk/" data-here="${here}">
      ${form("undo", UNDO, { focus: here })}
      ${form("place", MOVE, { do: "place", unit: here, focus: here })}
      ${form("arrange", MOVE, { do: "point-move", point: "", theme: "", after: "", focus: here, stay: "1" })}
      ${form("drop", MOVE, { do: "place", unit: "", source: "", point: "", focus: here })}
      <button type="submit" form="undo" data-key="u">Fortryd</button>
      ${panelLink(here, "?", "hjaelp", "point")}
      <main id="main-content" tabindex="-1">
        <article class="sp-focus-note" id="note-card" tabindex="-1" draggable="true" data-unit="${here}">
          <h2 id="note">Note ${here + 1}</h2><p class="sp-focus-text">${NOTES[here]}</p>
          ${near(here - 1, "ArrowLeft", "Forrige")}${near(here + 1, "ArrowRight", "Næste")}
        </article>
        <div id="note-panel"></div>
        <ol>${Object.entries(POINTS)
          .map(
            ([point, words], place) =>
              `<li><button class="sp-sug${place ? "" : " is-first"}" type="submit" form="place" name="point" value="${point}" data-key="${place + 1}">${words}</button></li>`,
          )
          .join("")}</ol>
        ${panelLink(here, "n", "nyt", "note")}${panelLink(here, "s", "del", "note")}${panelLink(here, "x", "til-side", "note")}
        ${form("later", LATER, { focus: here }).replace("</form>", '<button data-key="j">Senere</button></form>')}
        ${panelLink(here, "/", "soeg", "point")}${panelLink(here, "m", "saml", "point")}
        <form method="get" action="${DESK}" data-only-form><button aria-pressed="false">Kun ét bord</button></form>
        <input type="radio" id="radio">
        <div id="point-panel"></div>
        <div id="themes" data-live-swap="themes"><section data-theme="t1"><h3><a href="${DESK}?gor=temaet&amp;tema=t1" data-panel="point">Ret</a></h3>${Object.keys(POINTS)
          .map((point) => `<li data-point="${point}"><button class="sp-pt-btn" type="submit" form="place" name="point" value="${point}">${point}</button>
            <a href="${DESK}?gor=punkt&amp;punkt=${point}" data-panel="point">Åbn</a><i draggable="true" data-unit="9" data-source="p1"></i></li>`)
          .join("")}</section><section data-theme="t2"><h3><a href="${DESK}?gor=temaet&amp;tema=t2" data-panel="point">Ret</a></h3></section></div>
      </main>
      <footer class="sp-desk-foot"><p class="sp-undo"><span>${this.said}</span></p></footer></div>`;
  }

  /** The desk in a tab of `device`, with htmx as the real page has it. */
  async open(device) {
    const page = `<!doctype html><html lang="da"><body class="sp-desk"><p id="sp-say"></p><div id="sp-toasts"></div>${this.desk()}</body></html>`;
    const tab = device.open(page, { address: this.server.url + DESK, real: true });
    tab.window.eval(htmxSource());
    await tab.run("dialogue/sorting.js");
    await until(() => tab.document.readyState === "complete");
    return tab;
  }
}

/** The desk has its answer, and htmx has made its forms ready. */
export const rests = (tab) => until(() => !tab.find("[data-busy], .htmx-request, .htmx-settling"), "the desk rests");
export const noteShown = (tab) => tab.text(".sp-focus-text");
export const panelOpen = (tab) => tab.find("[data-panel-open]")?.dataset.panelOpen;
