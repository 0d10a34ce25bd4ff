// Toasts: ten seconds to take it back, then they leave by themselves. A pointer or focus on one keeps it.
const LIFE = 10000;
const shelf = document.getElementById("toasts");

function start(toast) {
  if (toast.dataset.started) return;
  toast.dataset.started = "yes";
  let timer = setTimeout(() => toast.remove(), LIFE);
  const hold = () => clearTimeout(timer);
  const go = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), LIFE / 2);
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", go);
}

async function undo(button) {
  button.disabled = true;
  const token = document.querySelector("meta[name=csrf-token]")?.content || "";
  const answer = await fetch(button.dataset.undo, {
    method: "POST",
    headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" },
    credentials: "same-origin",
  }).catch(() => null);
  if (answer?.ok) {
    location.reload();
  } else {
    button.disabled = false;
    add({ text: shelf.dataset.undoFailed, tone: "danger" });
  }
}

function add({ text, tone = "done", undo: url = "" }) {
  if (!text || !shelf) return;
  const toast = document.createElement("div");
  toast.className = `toast is-${tone}`;
  toast.setAttribute("role", "status");
  toast.dataset.toast = "";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  if (url) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-plain";
    button.dataset.undo = url;
    button.textContent = shelf.dataset.undoWord;
    toast.append(button);
  }
  shelf.append(toast);
}

if (shelf) {
  new MutationObserver(() => shelf.querySelectorAll("[data-toast]").forEach(start)).observe(shelf, { childList: true, subtree: true });
  shelf.querySelectorAll("[data-toast]").forEach(start);
  shelf.addEventListener("click", (event) => {
    const button = event.target.closest("[data-undo]");
    if (button) undo(button);
  });
}
document.addEventListener("wangcai:toast", (event) => add(event.detail));
