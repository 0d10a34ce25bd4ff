// The day board and the room board: drag a card, click a free place, turn the page with the arrow keys.
// Every drag has a form that does the same (the small button on a card); the server alone decides what is allowed.
const STEP = 15, REACH = 6, HOLD = 350;
const boardOf = (element) => element?.closest?.("#calendar, #rooms");
let drag = null;
let dropped = 0;

const two = (n) => String(n).padStart(2, "0");
const oneKey = () => `board-${Date.now()}-${Math.random().toString(36).slice(2)}`;

function ask(verb, url, target, values) {
  const source = document.getElementById("act");
  return htmx.ajax(verb, url, { source, target, swap: target === "#act" ? "innerHTML" : "innerMorph", values });
}

// Where a point lies: on the day board column and minute, on the room board room and day.
function spotAt(board, x, y, grip = 0) {
  const under = document.elementsFromPoint(x, y);
  if (board.id === "rooms") {
    const row = under.map((e) => e.closest("[data-room]")).find(Boolean);
    const cells = row?.querySelector("[data-cells]");
    if (!cells) return null;
    const box = cells.getBoundingClientRect();
    const day = Math.floor(((x - box.left) / box.width) * Number(board.dataset.days));
    return day < 0 || day >= Number(board.dataset.days) ? null : { row, lane: cells, day };
  }
  const column = under.map((e) => e.closest("[data-col]")).find((e) => e && e.dataset.col);
  const lane = column?.querySelector("[data-lane]");
  if (!lane) return null;
  const box = lane.getBoundingClientRect();
  const hours = Number(board.dataset.hours);
  const minute = ((y - grip - box.top) / box.height) * hours * 60;
  const at = Math.min(Math.max(Math.round(minute / STEP) * STEP, 0), hours * 60 - STEP) + Number(board.dataset.from) * 60;
  return { column, lane, at, clock: `${two(Math.floor(at / 60))}:${two(at % 60)}` };
}

function lift(event) {
  const { card, board } = drag;
  drag.on = true;
  const box = card.getBoundingClientRect();
  drag.grip = drag.y - box.top;
  drag.side = drag.x - box.left;
  drag.ghost = card.cloneNode(true);
  drag.ghost.removeAttribute("id");
  drag.ghost.dataset.ghost = "";
  Object.assign(drag.ghost.style, { width: `${box.width}px`, height: `${box.height}px` });
  board.append(drag.ghost);
  drag.label = document.createElement("b");
  drag.label.dataset.clock = "";
  drag.ghost.append(drag.label);
  card.dataset.lifted = "";
  board.dataset.dragging = "";
  follow(event);
}

function follow(event) {
  const { ghost, board, card } = drag;
  drag.spot = spotAt(board, event.clientX, event.clientY, drag.grip);
  ghost.style.left = `${event.clientX - drag.side}px`;
  ghost.style.top = `${event.clientY - drag.grip}px`;
  if (board.dataset.drags === "time" && drag.spot && drag.spot.column !== card.closest("[data-col]")) drag.spot = null;
  drag.label.textContent = drag.spot?.clock || drag.spot?.row?.getAttribute("aria-label") || "";
  for (const lit of board.querySelectorAll("[data-target]")) delete lit.dataset.target;
  const under = drag.spot?.column || drag.spot?.row;
  if (under) under.dataset.target = "";
}

function letGo() {
  if (!drag) return;
  clearTimeout(drag.timer);
  if (drag.on) {
    drag.ghost.remove();
    delete drag.card.dataset.lifted;
    delete drag.board.dataset.dragging;
    for (const lit of drag.board.querySelectorAll("[data-target]")) delete lit.dataset.target;
    dropped = Date.now();
  }
  drag = null;
}

function drop({ card, board, spot }) {
  if (!spot) return;
  const values = { version: card.dataset.moves, dragged: "1", request_key: oneKey() };
  if (board.id === "rooms") {
    if (spot.row === card.closest("[data-room]")) return;
    ask("POST", `${board.dataset.post}${card.dataset.booking}/room`, "#board-live", { ...values, room: spot.row.dataset.room });
    return;
  }
  const pk = card.id.slice(1);
  const start = `${spot.column.dataset.day}T${spot.clock}`;
  const same = spot.column === card.closest("[data-col]");
  const was = Number(card.dataset.a) * 60 + Number(card.dataset.b);
  if (same && was === spot.at) return;
  const worker = board.dataset.drags === "both" ? spot.column.dataset.col : null;
  ask("POST", `${board.dataset.post}${pk}/time`, "#board-live", worker ? { ...values, start, worker } : { ...values, start });
}

document.addEventListener("pointerdown", (event) => {
  const board = boardOf(event.target);
  const card = event.target.closest?.("[data-moves]");
  if (!board?.dataset.drags || !card || event.button !== 0 || event.target.closest("button, dialog")) return;
  if (matchMedia("(max-width: 719px)").matches) return;
  drag = { card, board, x: event.clientX, y: event.clientY, on: false, touch: event.pointerType !== "mouse" };
  if (drag.touch) drag.timer = setTimeout(() => drag && !drag.on && lift(event), HOLD);
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (drag.on) {
    event.preventDefault();
    follow(event);
    return;
  }
  if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < REACH) return;
  if (drag.touch) letGo();
  else lift(event);
}, { passive: false });

document.addEventListener("pointerup", () => {
  const done = drag;
  letGo();
  if (done?.on) drop(done);
});
document.addEventListener("pointercancel", () => letGo());
document.addEventListener("touchmove", (event) => drag?.on && event.preventDefault(), { passive: false });
// A link inside a card would start the browser's own dragging.
document.addEventListener("dragstart", (event) => boardOf(event.target) && event.preventDefault());

document.addEventListener("click", (event) => {
  const board = boardOf(event.target);
  if (!board) return;
  if (Date.now() - dropped < 250) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const button = event.target.closest("button");
  const card = event.target.closest("article");
  if (button?.matches("[data-dismiss]")) {
    button.closest("dialog").remove();
  } else if (button?.matches("[data-change]")) {
    const pk = card.dataset.booking || card.id.slice(1);
    ask("GET", `${board.dataset.post}${pk}/${board.id === "rooms" ? "room" : "time"}`, "#act");
  } else if (button?.matches("[data-unblock]")) {
    ask("POST", `${board.dataset.blocks}/${button.parentElement.dataset.block}/end`, "#board-live", {});
  } else if (card && !event.target.closest("a, button, dialog")) {
    card.querySelector("a")?.click();
  } else if (!card && !button && !event.target.closest("a, [data-block], dialog, header") && board.dataset.new) {
    book(board, event);
  }
}, true);

// A click on a free place opens the booking form there.
function book(board, event) {
  const spot = spotAt(board, event.clientX, event.clientY);
  if (!spot || !event.target.closest("[data-lane], [data-cells]")) return;
  const asked = new URLSearchParams();
  if (spot.row) {
    const first = new Date(`${board.dataset.first}T12:00:00Z`);
    first.setUTCDate(first.getUTCDate() + spot.day);
    asked.set("start", `${first.toISOString().slice(0, 10)}T14:00`);
    asked.set("room", spot.row.dataset.room);
  } else {
    const at = Math.floor((spot.at + STEP / 2) / STEP) * STEP;
    asked.set("start", `${spot.column.dataset.day}T${two(Math.floor(at / 60))}:${two(at % 60)}`);
    if (board.dataset.drags === "both") asked.set("worker", spot.column.dataset.col);
  }
  location.href = `${board.dataset.new}?${asked}`;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) return letGo();
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]:modal")) return;
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

// While something is being dragged the board stands still.
document.addEventListener("htmx:before:request", (event) => {
  if (drag?.on && event.detail.ctx.sourceElement.id === "board-live") event.preventDefault();
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

// A day opens where the work is: an hour before now.
function settle() {
  const board = document.getElementById("calendar");
  const line = board?.querySelector("b[data-now]");
  if (line && !board.dataset.settled) {
    board.dataset.settled = "yes";
    board.scrollTop = Math.max(0, line.offsetTop - 160);
  }
}

setInterval(tick, 20000);
settle();
