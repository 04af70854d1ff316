/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// What is being written survives a reload, with the round it was begun in.

/** The draft of one table's field, in this device's storage. */
export function draftOf(code) {
  const name = `samspil:draft:${code}`;
  // Where storage is switched off the words stand in the field and nowhere else.
  const drop = () => tried(() => localStorage.removeItem(name));
  const kept = () => tried(() => JSON.parse(localStorage.getItem(name) ?? "null")) ?? null;
  return {
    drop,
    kept,
    save({ note, round }) {
      if (!note.value) drop();
      else tried(() => localStorage.setItem(name, JSON.stringify({ text: note.value, round: round.value })));
    },
    restore({ note, round }) {
      const found = kept();
      if (!found || note.value) return;
      note.value = found.text;
      if (found.round) round.value = found.round;
    },
  };
}

function tried(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
