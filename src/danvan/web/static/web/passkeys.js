// Asks the browser for a passkey. The only script of danvan; it loads nothing and sends only its form.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withBytes = (named) => ({ ...named, id: bytes(named.id) });

function asked(publicKey) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = withBytes(options.user);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) options[list] = options[list].map(withBytes);
  }
  return options;
}

function told(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function say(form, key) {
  for (const line of form.querySelectorAll("[data-passkey-says]")) {
    line.hidden = line.dataset.passkeySays !== key;
  }
}

async function ask(form) {
  const publicKey = asked(JSON.parse(form.dataset.options).publicKey);
  say(form, "waiting");
  try {
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  } catch {
    say(form, "stopped");
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !navigator.credentials) {
    say(form, "unsupported");
    continue;
  }
  say(form, "");
  form.querySelector("[data-passkey-start]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
