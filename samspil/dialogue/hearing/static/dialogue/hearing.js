// SPDX-FileCopyrightText: 2026 Samspil contributors
// SPDX-License-Identifier: MPL-2.0
// How many points have an answer, and the way to the next without one. Without it both stand as they were when sent.

const form = document.querySelector(".sp-hear-form");
const done = form.querySelector("[data-done]");
const next = form.querySelector("[data-next]");

function unanswered() {
  return [...form.querySelectorAll("fieldset.sp-hear-point")].filter((point) => {
    const all = point.closest("section").querySelector(".sp-hear-all input");
    return !all.checked && !point.querySelector("input:checked");
  });
}

function tell() {
  const open = unanswered();
  done.textContent = form.querySelectorAll("fieldset.sp-hear-point").length - open.length;
  next.hidden = open.length === 0;
}

// The next one after where the reader is; after the last the first.
function go(event) {
  const open = unanswered();
  const line = next.getBoundingClientRect().bottom + 8;
  const to = open.find((point) => point.getBoundingClientRect().top > line) || open[0];
  if (!to) return;
  event.preventDefault();
  to.scrollIntoView();
  to.focus({ preventScroll: true });
}

if (done) {
  form.addEventListener("change", tell);
  next.addEventListener("click", go);
  tell();
}
