// Keeps what is typed into one long form: on the server, and in this browser while the line is down.
// The form works without it. It loads nothing and sends only the form it stands under.

const form = document.querySelector("form[data-autosave]");
const status = document.querySelector("[data-autosave-status]");
const offer = document.querySelector("[data-autosave-offer]");
const WAIT = 4000;
const AGAIN = 15000;
const PREFIX = "danvan-draft:";
const KEPT = 7 * 24 * 3600 * 1000;
const key = PREFIX + form.dataset.autosave;
let timer = 0;
let dirty = false;

const typed = () =>
  Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf")));

function say(state, parts = {}) {
  for (const line of status.querySelectorAll("[data-says]")) {
    const shown = line.dataset.says === state || (line.dataset.says === "others" && parts.others);
    line.hidden = !shown;
    for (const [name, text] of Object.entries(parts)) {
      const place = line.querySelector(`[data-${name}]`);
      if (place) place.textContent = text;
    }
  }
}

function keepHere() {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: typed() }));
  } catch {
    // A full or closed store loses nothing: the words are still on the page.
  }
}

function forget() {
  try {
    localStorage.removeItem(key);
  } catch {
    // See above.
  }
}

// What other forms left here is not kept for ever: this may be a shared machine.
function forgetOld() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX) || name === key) continue;
      const kept = JSON.parse(localStorage.getItem(name) || "null");
      if (!kept || !(Date.now() - kept.at < KEPT)) localStorage.removeItem(name);
    }
  } catch {
    // A closed store holds nothing to forget.
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

async function send() {
  if (!dirty) return;
  dirty = false;
  keepHere();
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    const told = await answer.json();
    if (told.state === "saved" || told.state === "behind") forget();
    say(told.state, { at: told.at || "", told: told.told || "", others: (told.others || []).join(", ") });
  } catch {
    dirty = true;
    keepHere();
    say("offline");
    later(AGAIN);
  }
}

function put(fields) {
  for (const [name, text] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field) field.value = text;
  }
}

function offerBack() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    return;
  }
  if (!kept || !kept.fields) return;
  const now = typed();
  if (Object.entries(kept.fields).every(([name, text]) => name === "base" || name === "version" || now[name] === undefined || now[name] === text)) {
    forget();
    return;
  }
  offer.querySelector("[data-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
  offer.hidden = false;
  offer.querySelector("[data-autosave-take]").addEventListener("click", () => {
    put(kept.fields);
    offer.hidden = true;
    dirty = true;
    later(0);
  });
  offer.querySelector("[data-autosave-leave]").addEventListener("click", () => {
    forget();
    offer.hidden = true;
  });
}

form.addEventListener("input", () => {
  dirty = true;
  later(WAIT);
});
form.addEventListener("paste", (event) => {
  const items = [...(event.clipboardData ? event.clipboardData.items : [])];
  if (items.some((item) => item.kind === "file" && item.type.startsWith("image/"))) say("picture");
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  keepHere();
});
window.addEventListener("online", () => later(0));
window.addEventListener("pagehide", () => {
  if (dirty) keepHere();
});
forgetOld();
offerBack();
