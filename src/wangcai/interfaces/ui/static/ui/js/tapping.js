// The day board and the room board without dragging: buttons on cards, keys that turn the page, refusals, the now-line.
const two = (n) => String(n).padStart(2, "0");

function ask(verb, url, target, swap) {
  return htmx.ajax(verb, url, { source: document.getElementById("act"), target, swap, values: {} });
}

document.addEventListener("click", (event) => {
  const board = event.target.closest?.("#calendar, #rooms");
  if (!board) return;
  const button = event.target.closest("button");
  const card = event.target.closest("article");
  if (button?.matches("[data-dismiss]")) {
    button.closest("dialog").remove();
  } else if (button?.matches("[data-change]")) {
    const act = board.id === "rooms" ? `${card.dataset.booking}/room` : `${card.id.slice(1)}/time`;
    ask("GET", board.dataset.post + act, "#act");
  } else if (button?.matches("[data-unblock]")) {
    ask("POST", `${board.dataset.blocks}/${button.parentElement.dataset.block}/end`, "#board-live", "innerMorph");
  } else if (card && !event.target.closest("a, button, dialog")) {
    card.querySelector("a").click();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog:modal")) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable], #calendar, #rooms")) return;
  document.querySelector(`[data-turn="${CSS.escape(event.key)}"]`)?.click();
});

// Times that are free, offered in the form, fill its fields.
document.addEventListener("click", (event) => {
  const pick = event.target.closest?.("[data-pick]");
  const form = pick?.closest("dialog, section")?.querySelector("form");
  if (!form) return;
  const [day, clock] = pick.dataset.pick.split("T");
  form.elements.day.value = day;
  form.elements.clock.value = clock;
  for (const other of pick.parentElement.querySelectorAll("[data-pick]")) other.setAttribute("aria-pressed", other === pick);
});

// A refusal is looked at and answered where it stands.
document.addEventListener("htmx:after:swap", () => {
  const refused = document.getElementById("board-refusal");
  if (!refused || refused.dataset.shown) return;
  refused.dataset.shown = "yes";
  refused.scrollIntoView({ block: "nearest", inline: "nearest" });
  refused.querySelector("button")?.focus({ preventScroll: true });
});

// The now-line moves on its own between two answers of the server, on the store's clock as the page knows it.
function tick() {
  for (const line of document.querySelectorAll("#calendar [data-now]")) {
    const shown = Number(line.dataset.a) * 60 + Number(line.dataset.b);
    line.dataset.drawn ||= `${shown}.${Date.now()}`;
    const [from, since] = line.dataset.drawn.split(".").map(Number);
    const at = from + Math.floor((Date.now() - since) / 60000);
    if (at === shown || at >= 1440) continue;
    line.dataset.a = Math.floor(at / 60);
    line.dataset.b = at % 60;
    if (line.textContent) line.textContent = `${two(line.dataset.a)}:${two(line.dataset.b)}`;
  }
}

// A day opens where the work is: an hour or two before now.
const calendar = document.getElementById("calendar");
const present = calendar?.querySelector("b[data-now]");
if (present) calendar.scrollTop = Math.max(0, present.offsetTop - 160);
setInterval(tick, 20000);
