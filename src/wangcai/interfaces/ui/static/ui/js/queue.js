// Pictures taken on the floor wait on the phone until the server has them: form[data-camera].
// Each has a key of its own, so that one that was sent twice is kept once. photo.js has made it smaller before.
const SHELF = "photos";
const PAUSE = 15000;
let sending = false;
let again = false;
let later = 0;
let signedOut = false;

function openShelf() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("wangcai-queue", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function shelf(mode, act) {
  const base = await openShelf();
  try {
    return await new Promise((done, failed) => {
      const turn = base.transaction(SHELF, mode);
      const asked = act(turn.objectStore(SHELF));
      turn.oncomplete = () => done(asked.result);
      turn.onerror = turn.onabort = () => failed(turn.error);
    });
  } finally {
    base.close();
  }
}

const all = () => shelf("readonly", (s) => s.getAll());
const put = (item) => shelf("readwrite", (s) => s.put(item));
const drop = (key) => shelf("readwrite", (s) => s.delete(key));

// crypto.randomUUID is absent on plain http, where small shops run.
function freshKey() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function tell(text, tone) {
  document.dispatchEvent(new CustomEvent("wangcai:toast", { detail: { text, tone } }));
}

async function show(sent) {
  const waiting = (await all()).length;
  for (const mark of document.querySelectorAll("[data-camera-queue]")) {
    mark.hidden = !waiting && !sent;
    mark.textContent = mark.hidden ? "" : signedOut && waiting ? mark.dataset.again : waiting ? mark.dataset.waiting.replace("{n}", waiting) : mark.dataset.sent;
  }
  return waiting;
}

// A picture is ready: keep it first, send it then.
document.addEventListener("wangcai:photo", async (event) => {
  const input = event.target;
  const form = input.form;
  if (!form?.matches("[data-camera]") || !input.files.length || !globalThis.indexedDB) return;
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "request_key");
  const files = [...input.files];
  try {
    for (const file of files) {
      await put({ key: freshKey(), url: form.action, page: location.pathname, reload: form.dataset.camera === "reload", fields, name: input.name, file, at: Date.now() });
    }
  } catch {
    return; // no room on the phone: the plain form still works
  }
  form.reset();
  form.querySelector(".photo-list")?.replaceChildren();
  await show();
  send();
});

async function send() {
  again = sending;
  if (sending) return;
  sending = true;
  clearTimeout(later);
  let sent = 0;
  let anew = false;
  try {
    for (const item of (await all()).sort((a, b) => a.at - b.at)) {
      const outcome = await sendOne(item);
      if (outcome === "later") break;
      await drop(item.key);
      if (outcome !== "sent") continue;
      sent += 1;
      anew = anew || (item.reload && item.page === location.pathname);
      await show();
    }
  } finally {
    sending = false;
  }
  const waiting = await show(sent > 0);
  if (waiting) later = setTimeout(send, again ? 0 : PAUSE);
  else if (anew) location.reload();
  else if (sent) document.querySelectorAll("[data-live]").forEach((part) => part.dispatchEvent(new CustomEvent("refresh")));
}

async function sendOne(item) {
  const body = new FormData();
  for (const [name, value] of item.fields) body.append(name, value);
  body.append("client_key", item.key);
  body.append("taken_at", String(item.at));
  body.append(item.name, item.file, item.file.name);
  const token = document.querySelector("meta[name=csrf-token]")?.content || "";
  let answer;
  try {
    answer = await fetch(item.url, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" }, redirect: "manual" });
  } catch {
    return "later";
  }
  signedOut = answer.type === "opaqueredirect" || answer.status === 403;
  if (answer.ok) return "sent";
  if (signedOut || answer.status >= 500 || answer.status === 429) return "later";
  const said = await answer.json().catch(() => ({}));
  tell(said.message || String(answer.status), "danger");
  return "refused";
}

if (globalThis.indexedDB && document.querySelector("meta[name=csrf-token]")) {
  show().then((waiting) => waiting && send()).catch(() => {});
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
}
