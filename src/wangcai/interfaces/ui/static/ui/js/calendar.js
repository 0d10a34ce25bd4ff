// The day board and the room board: drag a card to another time, person or room; click a free place to book there.
// Every drag has a form that does the same (the small button on a card); the server alone decides what is allowed.
// What is dragged shows where it would land: a copy in the column under the pointer, placed like any other card.
const STEP = 15, REACH = 6, HOLD = 350;
const boardOf = (element) => element?.closest?.("#calendar, #rooms");
const two = (n) => String(n).padStart(2, "0");
let drag = null;
let dropped = 0;

// Where a point lies: on the day board column and minute, on the room board room and day.
function spotAt(board, x, y, grip = 0) {
  const under = document.elementsFromPoint(x, y);
  if (board.id === "rooms") {
    const row = under.map((e) => e.closest("[data-room]")).find(Boolean);
    const lane = row?.querySelector("[data-cells]");
    if (!lane) return null;
    const box = lane.getBoundingClientRect();
    const day = Math.floor(((x - box.left) / box.width) * Number(board.dataset.days));
    return day < 0 || day >= Number(board.dataset.days) ? null : { row, lane, day };
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
  drag.grip = drag.y - card.getBoundingClientRect().top;
  drag.ghost = card.cloneNode(true);
  drag.ghost.removeAttribute("id");
  delete drag.ghost.dataset.moves;
  drag.ghost.dataset.ghost = "";
  drag.label = document.createElement("b");
  drag.label.dataset.clock = "";
  drag.ghost.append(drag.label);
  card.dataset.lifted = "";
  board.dataset.dragging = "";
  follow(event);
}

function follow(event) {
  const { ghost, board, card } = drag;
  let spot = spotAt(board, event.clientX, event.clientY, drag.grip);
  if (board.dataset.drags === "time" && spot?.column !== card.closest("[data-col]")) spot = null;
  drag.spot = spot;
  for (const lit of board.querySelectorAll("[data-target]")) delete lit.dataset.target;
  if (!spot) {
    ghost.remove();
    return;
  }
  (spot.column || spot.row).dataset.target = "";
  if (ghost.parentElement !== spot.lane) spot.lane.append(ghost);
  if (spot.clock) {
    ghost.dataset.a = Math.floor(spot.at / 60);
    ghost.dataset.b = spot.at % 60;
  }
  drag.label.textContent = spot.clock || spot.row.getAttribute("aria-label");
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
  const key = `board-${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const values = { version: card.dataset.moves, dragged: "1", request_key: key };
  let url = "";
  if (board.id === "rooms") {
    if (spot.row === card.closest("[data-room]")) return;
    url = `${board.dataset.post}${card.dataset.booking}/room`;
    values.room = spot.row.dataset.room;
  } else {
    const was = Number(card.dataset.a) * 60 + Number(card.dataset.b);
    if (spot.column === card.closest("[data-col]") && was === spot.at) return;
    url = `${board.dataset.post}${card.id.slice(1)}/time`;
    values.start = `${spot.column.dataset.day}T${spot.clock}`;
    if (board.dataset.drags === "both") values.worker = spot.column.dataset.col;
  }
  htmx.ajax("POST", url, { source: document.getElementById("act"), target: "#board-live", swap: "innerMorph", values });
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
  if (drag?.on) return follow(event);
  if (!drag || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < REACH) return;
  if (drag.touch) letGo();
  else lift(event);
});

document.addEventListener("pointerup", () => {
  const done = drag;
  letGo();
  if (done?.on) drop(done);
});
document.addEventListener("pointercancel", () => letGo());
document.addEventListener("keydown", (event) => event.key === "Escape" && letGo());
document.addEventListener("touchmove", (event) => drag?.on && event.preventDefault(), { passive: false });
document.addEventListener("dragstart", (event) => boardOf(event.target) && event.preventDefault()); // a link inside a card

// While something is being dragged the board stands still.
document.addEventListener("htmx:before:request", (event) => {
  if (drag?.on && event.detail.ctx.sourceElement.id === "board-live") event.preventDefault();
});

document.addEventListener("click", (event) => {
  const board = boardOf(event.target);
  if (board && Date.now() - dropped < 250) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (board?.dataset.new && event.target.matches("[data-lane], [data-lane] > i, [data-cells]")) {
    const spot = spotAt(board, event.clientX, event.clientY, 4);
    if (spot) location.href = `${board.dataset.new}?${asked(board, spot)}`;
  }
}, true);

// A click on a free place opens the booking form there: at that time and person, or that day and room.
function asked(board, spot) {
  if (spot.clock) {
    const worker = board.dataset.drags === "both" ? { worker: spot.column.dataset.col } : {};
    return new URLSearchParams({ start: `${spot.column.dataset.day}T${spot.clock}`, ...worker });
  }
  const day = new Date(`${board.dataset.first}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + spot.day);
  return new URLSearchParams({ start: `${day.toISOString().slice(0, 10)}T14:00`, room: spot.row.dataset.room });
}
