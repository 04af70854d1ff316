/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
/* Passkeys: <form data-passkey="create|get|login"> with a hidden field named "credential" and a button
   [data-passkey-go], hidden until the browser is known to understand passkeys. The options stand in the JSON of
   #passkey-options, or are fetched from the form's action ("login"). What cannot be done is said in [data-passkey-say]. */

const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list || []).map((item) => ({ ...item, id: fromText(item.id) }));

function creationOptions(asked, passwordless) {
  const key = asked.publicKey;
  const selection = { ...key.authenticatorSelection };
  if (passwordless) {
    Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
  }
  return {
    publicKey: {
      ...key,
      challenge: fromText(key.challenge),
      user: { ...key.user, id: fromText(key.user.id) },
      excludeCredentials: withBytes(key.excludeCredentials),
      authenticatorSelection: selection,
    },
  };
}

function requestOptions(asked) {
  const key = asked.publicKey;
  return {
    publicKey: { ...key, challenge: fromText(key.challenge), allowCredentials: withBytes(key.allowCredentials) },
  };
}

function asJson(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: parts,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.passkey !== "login") {
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    return data.creation_options || data.request_options;
  }
  const answer = await fetch(form.action, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

async function run(form) {
  const say = form.querySelector("[data-passkey-say]");
  say.hidden = true;
  try {
    const creating = form.dataset.passkey === "create";
    const asked = await options(form);
    const credential = creating
      ? await navigator.credentials.create(creationOptions(asked, true))
      : await navigator.credentials.get(requestOptions(asked));
    form.elements.credential.value = JSON.stringify(asJson(credential));
    form.requestSubmit();
  } catch {
    say.hidden = false;
    say.focus();
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  for (const part of form.querySelectorAll("[data-passkey-go]")) part.hidden = false;
  form.querySelector("button[data-passkey-go]").addEventListener("click", (event) => {
    event.preventDefault();
    run(form);
  });
}
