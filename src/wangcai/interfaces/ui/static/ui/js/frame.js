// The frame: keys, menus, dialogs, whether we are online.
const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]";
let pending = 0;

function keyName(event) {
  if (event.key === "Escape") return "Esc";
  const name = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${name}` : event.altKey ? `Alt+${name}` : name;
}

function visible(element) {
  return element.offsetParent !== null || element.getClientRects().length > 0;
}

function keyTarget(name) {
  const open = [...document.querySelectorAll("dialog[open]")].pop();
  const found = [...(open || document).querySelectorAll(`[data-key="${CSS.escape(name)}"]`)];
  return found.find((e) => visible(e) && !e.disabled && !e.closest(".keybar"))
    || found.find((e) => !e.disabled && (visible(e) || e.closest(".keybar")));
}

function press(element) {
  const named = element.dataset.press && document.querySelector(element.dataset.press);
  const target = named || element;
  if (target.matches(TYPING)) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
}

document.addEventListener("keydown", (event) => {
  clearTimeout(pending);
  if (event.isComposing || event.repeat) return;
  const name = keyName(event);
  const strong = name.length > 1;
  if (!strong && event.target.closest?.(TYPING)) return;
  const target = name === "/" ? document.querySelector('[data-opens="palette"]') : keyTarget(name);
  if (!target) return;
  if (strong) {
    event.preventDefault();
    press(target);
  } else {
    // A scanner types letters too: wait a moment and give way when more keys follow.
    pending = setTimeout(() => press(target), 120);
    if (name === "/") event.preventDefault();
  }
});

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  (dialog.querySelector("[autofocus]") || dialog.querySelector(".dialog-body input:not([type=hidden]), .dialog-body select, .dialog-body textarea, .palette-input"))?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    opener.closest("details[data-menu]")?.removeAttribute("open");
    openDialog(opener.dataset.opens);
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) document.getElementById(closer.dataset.closes)?.close();
  if (event.target.matches("dialog.dialog") && event.clientY !== 0) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
  const presser = event.target.closest(".keybar [data-press]");
  if (presser) press(presser);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.removeAttribute("open");
  menu.querySelector("summary").focus();
});

document.addEventListener("keydown", (event) => {
  const palette = event.target.closest?.("[data-palette]");
  if (!palette || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  const items = [...palette.querySelectorAll(".palette-item")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Enter") {
    if (at < 0 && items.length) {
      event.preventDefault();
      items[0].click();
    }
    return;
  }
  event.preventDefault();
  const next = items[at + (event.key === "ArrowDown" ? 1 : -1)];
  (next || palette.querySelector(".palette-input")).focus();
});

function settle(root = document) {
  for (const dialog of root.querySelectorAll("dialog[data-open-now]")) {
    dialog.removeAttribute("data-open-now");
    openDialog(dialog.id);
  }
  if (root.querySelector("[data-print-now]")) window.print();
}

function showOnline() {
  for (const mark of document.querySelectorAll("[data-online]")) {
    const words = mark.querySelector("span");
    mark.dataset.words ||= words.textContent;
    mark.classList.toggle("is-away", !navigator.onLine);
    words.textContent = navigator.onLine ? mark.dataset.words : mark.dataset.offlineWords;
  }
}

addEventListener("online", showOnline);
addEventListener("offline", showOnline);
document.addEventListener("htmx:after:swap", () => settle());
showOnline();
settle();
