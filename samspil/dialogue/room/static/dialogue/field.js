/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What is wrong with the words in the table's field, said beside it.

const form = document.querySelector("[data-write]");

export function refuse(message) {
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

export function accept() {
  const group = form.elements.note.closest(".form-group");
  group.classList.remove("form-error");
  group.querySelector(".form-error-message")?.remove();
  form.elements.note.removeAttribute("aria-invalid");
  form.elements.note.setAttribute("aria-describedby", "skriv-hint");
}
