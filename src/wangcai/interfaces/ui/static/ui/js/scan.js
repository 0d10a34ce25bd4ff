// A scanner is a very fast keyboard ending in Enter. Whatever has the focus, its code reaches the [data-scan] input,
// one after the other: a code that arrives while the last one is under way waits for its turn.
const GAP = 120; // longest pause inside a code while another field has the focus, milliseconds
const MEAN = 60; // and the mean pause: people are slower
const PAUSE = 500; // anywhere else nothing has to be told apart, and a busy computer may stutter
const SHORTEST = 4;
const KEEP = "wangcai-scan";

let burst = "";
let last = 0;
let began = 0;
let before = null; // what the focused input held when the burst began
let waiting = [];
let busy = false;

function home() {
  const open = [...document.querySelectorAll("dialog[open]")].pop();
  return (open || document).querySelector("[data-scan]");
}

function isForeign(field) {
  return field.matches?.("input, textarea, select, [contenteditable]") && !field.matches("[data-scan]");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const now = event.timeStamp; // when the key was pressed, not when we came to look at it
  const foreign = isForeign(event.target);
  const fresh = now - last > (foreign ? GAP : PAUSE) || !burst;
  if (event.key.length === 1) {
    if (fresh) {
      burst = "";
      began = now;
      const field = event.target;
      before = typeof field.value === "string" && "selectionStart" in field ? { field, value: field.value } : null;
    }
    burst += event.key;
    last = now;
    return;
  }
  if (event.key !== "Enter") {
    if (event.key !== "Shift") burst = "";
    return;
  }
  const code = burst;
  burst = "";
  if (code.length < SHORTEST || fresh || (foreign && (now - began) / code.length > MEAN)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (before?.field.isConnected) before.field.value = before.field.matches("[data-scan]") ? "" : before.value;
  waiting.push(code);
  next();
}, true);

function next() {
  if (busy || !waiting.length) return;
  const code = waiting.shift();
  const input = home();
  if (!input) {
    document.dispatchEvent(new CustomEvent("wangcai:scan", { detail: { code } }));
    next();
    return;
  }
  busy = true;
  input.value = code;
  const htmx = input.form?.matches("[hx-post],[hx-get],[hx-put]") || (!input.form && input.matches("[hx-post],[hx-get]"));
  if (input.form) {
    input.form.requestSubmit();
  } else {
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dispatchEvent(new Event("search", { bubbles: true }));
  }
  if (!htmx) {
    save(); // the page is leaving: what still waits is taken up on the next one
    return;
  }
  const timer = setTimeout(done, 15000);
  document.addEventListener("htmx:finally:request", done);
  function done(event) {
    if (event?.detail && !belongs(event.detail.ctx.sourceElement, input)) return;
    clearTimeout(timer);
    document.removeEventListener("htmx:finally:request", done);
    const wrong = event && !(event.detail.ctx.response?.status < 400);
    if (wrong) complain();
    const field = home();
    if (field && field.value === code && !wrong) field.value = "";
    busy = false;
    setTimeout(next);
  }
}

function belongs(source, input) {
  return source === input || source === input.form;
}

function complain() {
  sound("error");
  const box = home()?.closest(".searchbox");
  box?.classList.add("is-wrong");
  setTimeout(() => box?.classList.remove("is-wrong"), 600);
}

let audio;
function sound(kind) {
  try {
    audio ||= new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = kind === "error" ? "square" : "sine";
    tone.frequency.value = kind === "error" ? 220 : 880;
    volume.gain.setValueAtTime(0.12, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + (kind === "error" ? 0.4 : 0.12));
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.45);
  } catch {
    // A browser without sound still shows the red box.
  }
}

function save() {
  if (waiting.length) sessionStorage.setItem(KEEP, JSON.stringify(waiting));
}

addEventListener("pagehide", save);
document.addEventListener("wangcai:sound", (event) => sound(event.detail));
document.addEventListener("htmx:after:settle", (event) => {
  const loud = event.target.matches?.("[data-sound]") ? event.target : event.target.querySelector?.("[data-sound]");
  if (loud) sound(loud.dataset.sound);
});
waiting = JSON.parse(sessionStorage.getItem(KEEP) || "[]");
sessionStorage.removeItem(KEEP);
document.addEventListener("DOMContentLoaded", next);
if (document.readyState === "complete") next();
