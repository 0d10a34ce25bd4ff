// Sending: the CSRF header, one effect per press, words when the server cannot be reached.
const HTMX = "[hx-post],[hx-put],[hx-patch],[hx-delete],[hx-get]";

function rest(form, on) {
  form.dataset.busy = on ? "yes" : "";
  const buttons = [...form.elements].filter((e) => e.type === "submit");
  for (const button of buttons) {
    button.setAttribute("aria-disabled", on ? "true" : "false");
    button.classList.toggle("is-busy", on);
    if (!on) button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.busy === "yes") {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // The submitter's own name and value must still go out, so buttons rest by attribute and are never disabled here.
  if (!form.matches(HTMX)) rest(form, true);
}, true);

document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  const request = event.detail.ctx.request;
  if (token && request.method !== "GET") request.headers["X-CSRFToken"] = token;
});

document.addEventListener("htmx:before:request", (event) => {
  const form = event.target.closest?.("form[data-once]");
  // A part of a form that asks for its prices anew does not send the form: its button stays at hand.
  const sends = event.target === form || event.target.matches?.("button, [type=submit]");
  if (form && sends && event.detail.ctx.request.method !== "GET") {
    event.detail.ctx.resting = form; // the button may be swapped away before the answer is in
    rest(form, true);
  }
});

document.addEventListener("htmx:finally:request", (event) => {
  const ctx = event.detail.ctx;
  if (ctx.resting) rest(ctx.resting, false);
  const status = ctx.response?.status;
  const done = status >= 200 && status < 300;
  if (done && ctx.sourceElement.matches("[data-closes-after]")) ctx.sourceElement.closest("dialog")?.close();
});

document.addEventListener("htmx:response:error", (event) => {
  if (event.detail.ctx.response.status >= 500) say("broken");
});

document.addEventListener("htmx:error", (event) => {
  const reads = event.detail.ctx?.request?.method === "GET";
  const replaced = event.detail.error?.name === "AbortError"; // a newer question took its place
  if (event.detail.ctx && !reads && !replaced) say("away");
});

// Parts that refresh themselves wait while nobody looks, or while a hand is in them.
document.addEventListener("htmx:before:request", (event) => {
  const part = event.detail.ctx.sourceElement;
  if (!part.matches("[data-live]")) return;
  const inUse = part.querySelector("details[open], dialog[open], input:focus, textarea:focus, select:focus");
  if (document.hidden || inUse) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  for (const part of document.querySelectorAll("[data-live]")) part.dispatchEvent(new CustomEvent("refresh"));
});

function say(what) {
  const words = document.getElementById("toasts")?.dataset[what];
  if (words) document.dispatchEvent(new CustomEvent("wangcai:toast", { detail: { text: words, tone: "danger" } }));
}

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-once]").forEach((form) => rest(form, false));
});
