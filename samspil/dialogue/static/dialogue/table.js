/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The table's page: a note is shown at once as waiting, and as saved only when the server has said so.
// What is not yet acknowledged lies in localStorage, so that a reload or a dead battery loses nothing.

const form = document.querySelector("[data-write]");
const list = document.querySelector("[data-pending]");
const notes = document.getElementById("noter");
const offline = document.querySelector("[data-offline]");

const key = form ? `samspil:${form.dataset.code}` : "";
const WAITS = [1000, 2000, 4000, 8000, 15000];
let sending = false;
let failures = 0;
let timer = 0;

function uuid4() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  // Plain http on the local network has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function pending() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

function keep(waiting) {
  try {
    localStorage.setItem(key, JSON.stringify(waiting));
    return true;
  } catch {
    return false; // private mode or a full phone: the caller keeps the text in the field
  }
}

function draw() {
  const waiting = pending();
  list.replaceChildren(...waiting.map((note) => item(note)));
  offline.hidden = failures === 0 || waiting.length === 0;
}

function item(note) {
  const li = document.createElement("li");
  li.className = note.why ? "sp-note is-stop" : "sp-note is-wait";
  const words = document.createElement("p");
  words.className = "sp-voice";
  words.dir = "auto";
  words.lang = note.language;
  words.textContent = note.note;
  const state = document.createElement("p");
  state.className = `sp-state ${note.why ? "sp-state-stop" : "sp-state-wait"}`;
  state.textContent = note.why ? form.dataset.stopped : failures ? form.dataset.later : form.dataset.waiting;
  li.append(words, state);
  if (note.why) {
    const why = document.createElement("p");
    why.className = "sp-small sp-note-why";
    why.textContent = note.why;
    li.append(why);
  }
  return li;
}

async function post(url, data) {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(data),
    headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    redirect: "error",
  });
}

async function flush() {
  if (sending) return;
  clearTimeout(timer);
  const note = pending().find((waiting) => !waiting.why);
  if (!note) return draw();
  sending = true;
  let again = 0;
  try {
    const answer = await post(form.action, note);
    if (answer.ok || answer.status === 422) settle(note, await answer.json());
    else throw new Error(String(answer.status));
    failures = 0;
  } catch {
    failures += 1;
    again = WAITS[Math.min(failures, WAITS.length) - 1];
  }
  sending = false;
  draw();
  if (again) timer = setTimeout(flush, again);
  else flush();
}

function settle(note, answer) {
  const rest = pending().filter((waiting) => waiting.uuid !== note.uuid);
  if (!answer.saved) {
    // Refused: the words go back to the field if it is free, else they stay here with the reason.
    if (!form.elements.note.value) {
      form.elements.note.value = note.note;
      refuse(answer.message);
    } else {
      rest.unshift({ ...note, why: answer.message });
    }
  }
  keep(rest);
  if (answer.saved) place(answer);
}

// The note stands as saved, at the top of its round's list or where it stood already.
function place({ uuid, round, item: html }) {
  const box = document.createElement("template");
  box.innerHTML = html; // our own server's fragment
  const made = box.content.querySelector("li");
  const standing = document.getElementById(`note-${uuid}`);
  // One that somebody has begun to change stays as it is: the next event brings it up to date.
  if (standing) return standing.contains(document.activeElement) || standing.replaceWith(made);
  const rows = notes.querySelector(`[data-notes="${round}"]`);
  if (!rows) return fetchNotes();
  rows.prepend(made);
  rows.hidden = false;
  rows.parentElement.querySelector("[data-empty]")?.remove();
}

// A round that this page has not heard of yet.
async function fetchNotes() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    if (!notes.contains(document.activeElement)) notes.innerHTML = page.getElementById("noter").innerHTML;
  } catch {
    // The note is saved; the list follows with the next event.
  }
}

function refuse(message) {
  const group = form.elements.note.closest(".form-group");
  group.classList.add("form-error");
  let error = group.querySelector(".form-error-message");
  if (!error) {
    error = document.createElement("span");
    error.className = "form-error-message";
    error.id = "skriv-error";
    error.setAttribute("role", "alert");
    form.elements.note.before(error);
  }
  error.textContent = message;
  form.elements.note.setAttribute("aria-invalid", "true");
  form.elements.note.setAttribute("aria-describedby", "skriv-hint skriv-error");
}

function accept() {
  const group = form.elements.note.closest(".form-group");
  group.classList.remove("form-error");
  group.querySelector(".form-error-message")?.remove();
  form.elements.note.removeAttribute("aria-invalid");
  form.elements.note.setAttribute("aria-describedby", "skriv-hint");
}

function write(event) {
  const field = form.elements.note;
  if (!field.value.trim()) return;
  const note = {
    uuid: uuid4(),
    note: field.value,
    round: form.elements.round.value,
    language: form.elements.language.value,
    written_at: String(Date.now()),
  };
  if (!keep([...pending(), note])) return; // the browser posts the form itself
  event.preventDefault();
  field.value = "";
  accept();
  field.focus();
  draw();
  flush();
}

async function change(event) {
  const target = event.target.closest("[data-note-form]");
  if (!target) return;
  event.preventDefault();
  const data = new FormData(target, event.submitter);
  let answer;
  try {
    answer = await (await post(target.action, data)).json();
  } catch {
    target.submit.call(target); // let the browser try, and show what is wrong
    return;
  }
  if (answer.saved) {
    notes.innerHTML = answer.html;
    return;
  }
  const note = target.closest(".sp-note");
  note.querySelector("[data-why]")?.remove();
  const why = document.createElement("p");
  why.dataset.why = "";
  why.className = "sp-state sp-state-stop";
  why.setAttribute("role", "alert");
  why.textContent = answer.message;
  note.append(why);
}

if (form) {
  form.querySelector("[data-enter-hint]").hidden = false;
  form.addEventListener("submit", write);
  form.elements.note.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  notes.addEventListener("submit", change);
  addEventListener("online", flush);
  addEventListener("storage", draw); // a second tab at the same table
  document.addEventListener("samspil:live", () => {
    // A new round came: the next note belongs to it, one that is being written keeps the round it was begun in.
    const now = document.querySelector("[data-round-now]");
    if (now && !form.elements.note.value) form.elements.round.value = now.dataset.roundNow;
    if (now) form.hidden = false;
  });
  form.elements.note.addEventListener("input", () => {
    if (form.elements.note.value.length === 1) {
      const now = document.querySelector("[data-round-now]");
      if (now) form.elements.round.value = now.dataset.roundNow;
    }
  });
  draw();
  flush();
}
