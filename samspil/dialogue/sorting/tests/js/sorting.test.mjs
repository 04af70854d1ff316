/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// sorting.js: one key is one act on the note that is seen, and the next note has the focus when it is done.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Device, until } from "#browser";
import { NOTES, Sorting, noteShown, panelOpen, rests } from "./sorting_page.mjs";

let device, sorting;

beforeEach(async () => {
  sorting = await Sorting.start();
  device = new Device();
});
afterEach(async () => {
  device.close();
  await sorting.server.stop();
});

const shows = (tab, note) => until(() => noteShown(tab) === NOTES[note], `note ${note + 1} is shown`).then(() => rests(tab));
const opens = (tab, act) => until(() => panelOpen(tab) === act, `the panel ${act}`).then(() => rests(tab));
const placed = () => sorting.moves.map(({ unit, point }) => [unit, point]);

/* ---------- Keys ---------- */

for (const [key, act] of [["n", "nyt"], ["s", "del"], ["x", "til-side"], ["m", "saml"], ["/", "soeg"], ["?", "hjaelp"]]) {
  test(`${key} opens its panel for the note that is seen, with the focus in its field`, async () => {
    const tab = await sorting.open(device);

    const free = tab.key(key);
    await opens(tab, act);

    assert.equal(free, false); // or the sign would be written in the field as well
    assert.equal(tab.document.activeElement, tab.find("[data-autofocus]"));
    assert.equal(sorting.server.asked.at(-1).fields.note, "0");
    assert.deepEqual(sorting.moves, []);
  });
}

test("a capital letter is the same key", async () => {
  const tab = await sorting.open(device);

  tab.key("N", { shiftKey: true });

  await opens(tab, "nyt");
});

test("j leaves the note for later and shows the next", async () => {
  const tab = await sorting.open(device);

  tab.key("j");
  await shows(tab, 1);

  assert.equal(sorting.server.posts("/senere/").length, 1);
  assert.deepEqual(sorting.moves, []);
});

test("a digit places the note under that suggestion", async () => {
  const tab = await sorting.open(device);

  tab.key("2");
  await shows(tab, 1);
  tab.key("3");
  await shows(tab, 2);

  assert.deepEqual(placed(), [["0", "p2"], ["1", "p3"]]);
});

test("with Shift the note stays, to support several points, and without it does not", async () => {
  const tab = await sorting.open(device);

  tab.key('"', { code: "Digit2", shiftKey: true });
  await until(() => sorting.moves.length === 1).then(() => rests(tab));
  const stayed = noteShown(tab);
  tab.key("1");
  await shows(tab, 1);

  assert.equal(stayed, NOTES[0]);
  assert.deepEqual(sorting.moves.map(({ unit, point, stay }) => [unit, point, stay]), [["0", "p2", "1"], ["0", "p1", undefined]]);
});

test("arrows go from note to note, and the address with them", async () => {
  const tab = await sorting.open(device);

  tab.key("ArrowRight");
  await shows(tab, 1);
  await until(() => tab.window.location.search === "?note=1");
  tab.key("ArrowLeft");
  await shows(tab, 0);

  assert.deepEqual(sorting.moves, []);
});

test("u takes the last move back and shows its note again", async () => {
  const tab = await sorting.open(device);
  tab.key("1");
  await shows(tab, 1);

  tab.key("u");
  await shows(tab, 0);

  assert.deepEqual(sorting.moves, []);
  assert.equal(sorting.server.posts("/fortryd/").length, 1);
});

/* ---------- When no key is meant ---------- */

test("what is written in a field is words, not keys", async () => {
  const tab = await sorting.open(device);
  tab.key("n");
  await opens(tab, "nyt");

  const free = ["1", "j", "x", "u"].map((key) => tab.key(key));

  assert.deepEqual(free, [true, true, true, true]);
  assert.deepEqual(sorting.server.posts(), []);
});

for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }]) {
  test(`a digit with ${Object.keys(held)[0]} is the browser's`, async () => {
    const tab = await sorting.open(device);

    assert.equal(tab.key("1", held), true);
    assert.equal(tab.document.documentElement.hasAttribute("data-busy"), false);
  });
}

test("arrows in a list of radio buttons move there", async () => {
  const tab = await sorting.open(device);
  tab.find("#radio").focus();

  assert.equal(tab.key("ArrowRight"), true);
  assert.equal(tab.key("1"), false);
  await shows(tab, 1);
});

test("keys that are switched off stay off after a reload, and can be switched on again", async () => {
  const tab = await sorting.open(device);
  tab.key("?");
  await opens(tab, "hjaelp");
  const button = (at) => at.find("[data-keys-switch] button");
  const on = [button(tab).getAttribute("aria-pressed"), tab.find("[data-keys-switch]").hidden];

  button(tab).click();
  const off = button(tab).getAttribute("aria-pressed");
  tab.key("Escape");
  const free = tab.key("1");
  tab.close();
  const next = await sorting.open(device);

  assert.deepEqual([on, off, free, next.key("1")], [["true", false], "false", true, true]);
  assert.equal(next.document.documentElement.hasAttribute("data-keys-off"), true);
  device.storage.setItem("samspil-one-key", "on");
  assert.equal(next.key("1"), false);
  await shows(next, 1);
});

/* ---------- Pressed again before the answer has come ---------- */

test("a digit that is pressed twice says nothing of the note that comes next", async () => {
  const tab = await sorting.open(device);
  const release = sorting.server.hold();

  for (let press = 0; press < 3; press += 1) tab.key("1");
  await until(() => sorting.server.open === 1);
  tab.key("2");
  tab.key("n");
  release();
  await shows(tab, 1);

  assert.deepEqual(placed(), [["0", "p1"]]);
  assert.equal(panelOpen(tab), undefined);
});

test("undo may be pressed before the answer has come, and follows it", async () => {
  const tab = await sorting.open(device);
  const release = sorting.server.hold();

  tab.key("1");
  await until(() => sorting.server.open === 1);
  tab.key("u");
  release();
  await until(() => sorting.server.posts("/fortryd/").length === 1);
  await shows(tab, 0);

  assert.deepEqual(sorting.moves, []);
});

test("undo that is pressed twice is one undo", async () => {
  const tab = await sorting.open(device);
  tab.key("1");
  await shows(tab, 1);
  tab.key("2");
  await shows(tab, 2);
  const release = sorting.server.hold();

  tab.key("u");
  await until(() => sorting.server.open === 1);
  tab.key("u");
  release();
  await shows(tab, 1);

  assert.deepEqual(placed(), [["0", "p1"]]);
});

test("arrows that are pressed fast are each a note", async () => {
  const tab = await sorting.open(device);
  const release = sorting.server.hold();

  tab.key("ArrowRight");
  await until(() => sorting.server.open === 1);
  tab.key("ArrowRight");
  release();

  await shows(tab, 2);
});

test("a letter on a check box of a panel is no key", async () => {
  const tab = await sorting.open(device);
  tab.key("n");
  await opens(tab, "nyt");
  tab.find("[data-panel-open] [type=checkbox]").focus();

  const free = ["1", "m", "u", "x"].map((key) => tab.key(key));

  assert.deepEqual(free, [true, true, true, true]);
  assert.equal(panelOpen(tab), "nyt");
});

/* ---------- Where the focus is afterwards ---------- */

test("after a press the focus is at the next note, or where it was", async () => {
  const tab = await sorting.open(device);
  tab.find('[data-key="1"]').focus();
  tab.key("1");
  await shows(tab, 1);
  const moved = tab.document.activeElement.id;

  tab.find('[data-point="p2"] .sp-pt-btn').focus();
  tab.key("1", { shiftKey: true });
  await until(() => sorting.moves.length === 2);
  await rests(tab);

  assert.equal(moved, "note-card");
  assert.equal(tab.document.activeElement.value, "p2");
});

/* ---------- A point or a theme one step up or down ---------- */

const steps = [
  ["p2", "ArrowUp", { point: "p2", theme: "t1", after: "" }],
  ["p3", "ArrowUp", { point: "p3", theme: "t1", after: "p1" }],
  ["p1", "ArrowDown", { point: "p1", theme: "t1", after: "p2" }],
  ["p3", "ArrowDown", { point: "p3", theme: "t2", after: "" }],
];
for (const [point, key, asked] of steps) {
  test(`Alt and ${key} at ${point}`, async () => {
    const tab = await sorting.open(device);
    tab.find(`[data-point="${point}"] .sp-pt-btn`).focus();
    tab.key(key, { altKey: true });
    await until(() => sorting.moves.length === 1);
    await rests(tab);

    const { point: moved, theme, after } = sorting.moves[0];
    assert.deepEqual({ point: moved, theme, after }, asked);
    assert.equal(sorting.moves[0].do, "point-move");
    assert.equal(tab.document.activeElement.value, point);
  });
}

test("a theme goes down with Alt and an arrow, and no further", async () => {
  const tab = await sorting.open(device);
  tab.find('[data-theme="t2"] a').focus();
  tab.key("ArrowDown", { altKey: true });
  tab.find('[data-theme="t1"] a').focus();
  tab.key("ArrowDown", { altKey: true });
  await until(() => sorting.moves.length === 1);

  assert.equal(sorting.moves[0].do, "theme-order");
  assert.deepEqual([sorting.moves[0].theme, sorting.moves[0].after], ["t1", "t2"]);
});

/* ---------- Search ---------- */

test("Enter places the note at the only point that is left, also before the answer", async () => {
  const tab = await sorting.open(device);
  tab.key("/");
  await opens(tab, "soeg");
  tab.find("#q").value = "luft";
  tab.key("Enter");
  await shows(tab, 1);

  assert.deepEqual(sorting.moves.map((move) => move.point), ["p2"]);
});

test("among several points Enter goes to the first, and arrows to the next", async () => {
  const tab = await sorting.open(device);
  tab.key("/");
  await opens(tab, "soeg");
  tab.find("#q").value = "o";
  tab.key("Enter");
  await until(() => tab.document.activeElement.matches("[data-hit]"));
  const first = tab.document.activeElement.value;
  tab.key("ArrowDown");

  assert.deepEqual([first, tab.document.activeElement.value], ["p1", "p2"]);
  assert.deepEqual(sorting.moves, []);
});

/* ---------- Panels ---------- */

test("only one panel is open, and Escape closes it and gives the keys back", async () => {
  const tab = await sorting.open(device);
  tab.key("n");
  await opens(tab, "nyt");

  tab.find('[data-key="m"]').click();
  await opens(tab, "saml");
  const panels = tab.all("[data-panel-open]").length;
  tab.key("Escape");

  assert.equal(panels, 1);
  assert.equal(panelOpen(tab), undefined);
  assert.equal(tab.document.activeElement.dataset.key, "m");
  assert.equal(tab.key("1"), false);
  await shows(tab, 1);
});

test("a panel's own link closes it", async () => {
  const tab = await sorting.open(device);
  tab.key("n");
  await opens(tab, "nyt");

  tab.find("[data-close]").click();

  assert.equal(panelOpen(tab), undefined);
  assert.equal(noteShown(tab), NOTES[0]);
});

test("a point's panel knows which note is seen", async () => {
  const tab = await sorting.open(device);
  tab.key("j");
  await shows(tab, 1);

  tab.find('[data-point="p2"] a').click();
  await opens(tab, "punkt");

  assert.deepEqual(sorting.server.asked.at(-1).fields, { gor: "punkt", punkt: "p2", note: "1" });
});

test("a link with Ctrl is left to the browser", async () => {
  const tab = await sorting.open(device);
  const press = new tab.window.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true });
  // jsdom goes nowhere; what counts is that the script did not take the press.
  const taken = [];
  tab.window.addEventListener("click", (event) => {
    taken.push(event.defaultPrevented);
    event.preventDefault();
  });

  tab.find('[data-key="n"]').dispatchEvent(press);

  assert.deepEqual(taken, [false]);
});

test("Enter sends a statement, once, and Shift and Enter does not", async () => {
  const tab = await sorting.open(device);
  tab.key("n");
  await opens(tab, "nyt");
  tab.find("[data-autofocus]").value = "Ro for alle";

  const free = tab.key("Enter", { shiftKey: true });
  tab.key("Enter");
  tab.key("Enter");
  await shows(tab, 1);

  assert.equal(free, true);
  assert.deepEqual(sorting.moves.map((fields) => [fields.do, fields.statement]), [["nyt", "Ro for alle"]]);
});

/* ---------- After a move ---------- */

test("what was done and the next note are said once", async () => {
  const tab = await sorting.open(device);

  tab.key("1");
  await shows(tab, 1);

  await until(() => tab.text("#sp-say") === "Note 1 er lagt. Note 2: Mere luft");
});

test("a note that stays is not said again", async () => {
  const tab = await sorting.open(device);

  tab.key("1", { shiftKey: true });
  await until(() => sorting.moves.length === 1).then(() => rests(tab));

  // What was done is said, the note is not.
  await until(() => tab.text("#sp-say") === "Note 1 er lagt.");
});

test("the first suggestion is marked among the themes, or the one that is pointed at", async () => {
  const tab = await sorting.open(device);
  const marked = () => tab.all(".is-target").map((point) => point.dataset.point);
  const first = marked();

  tab.find('[data-key="3"]').focus();
  const pointed = marked();
  tab.key("1");
  await shows(tab, 1);

  assert.deepEqual([first, pointed, marked()], [["p1"], ["p3"], ["p1"]]);
});

test("the filter stays on from note to note, without a new page", async () => {
  const tab = await sorting.open(device);

  tab.find("[data-only-form] button").click();
  tab.key("j");
  await shows(tab, 1);
  const on = [tab.find("#themes").dataset.only, tab.find("[data-only-form] button").getAttribute("aria-pressed")];
  tab.find("[data-only-form] button").click();

  assert.deepEqual(on, ["single", "true"]);
  assert.equal(tab.find("#themes").dataset.only, undefined);
  assert.deepEqual(tab.submitted, []);
});

/* ---------- Drag and drop ---------- */

function drag(tab, source, kind, target) {
  const event = (name) => {
    const made = new tab.window.Event(name, { bubbles: true, cancelable: true });
    made.dataTransfer = { setData() {} };
    return made;
  };
  source.dispatchEvent(event("dragstart"));
  const over = event("dragover");
  target.dispatchEvent(over);
  const lit = tab.all(".is-over").map((point) => point.dataset.point);
  target.dispatchEvent(event(kind));
  source.dispatchEvent(event("dragend"));
  return { taken: over.defaultPrevented, lit };
}

test("a note that is dropped on a point is placed there", async () => {
  const tab = await sorting.open(device);

  const { taken, lit } = drag(tab, tab.find(".sp-focus-note"), "drop", tab.find('[data-point="p2"] button'));
  await shows(tab, 1);

  assert.deepEqual([taken, lit, tab.all(".is-over").length], [true, ["p2"], 0]);
  assert.deepEqual(sorting.moves.map((fields) => [fields.do, fields.unit, fields.source, fields.point]), [["place", "0", "", "p2"]]);
});

test("a note of another point is moved, and dropped on its own point it stays", async () => {
  const tab = await sorting.open(device);
  const source = tab.find('[data-source="p1"]');

  const own = drag(tab, source, "drop", tab.find('[data-point="p1"] button'));
  drag(tab, source, "drop", tab.find('[data-point="p3"] button'));
  await until(() => sorting.moves.length === 1).then(() => rests(tab));

  assert.equal(own.taken, false);
  assert.deepEqual(sorting.moves.map((fields) => [fields.do, fields.unit, fields.source, fields.point]), [["move", "9", "p1", "p3"]]);
});

test("what is let go elsewhere goes nowhere", async () => {
  const tab = await sorting.open(device);

  drag(tab, tab.find(".sp-focus-note"), "drop", tab.find("#note-panel"));

  assert.equal(tab.document.documentElement.hasAttribute("data-busy"), false);
  assert.equal("dragging" in tab.find("#desk").dataset, false);
});
