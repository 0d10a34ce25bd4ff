// The till: every press carries a key of its own, the box empties itself, and the focus comes home to it.
const box = document.getElementById("scan");

function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

if (box) {
  const home = () => {
    const free = !document.activeElement || document.activeElement === document.body;
    if (free && matchMedia("(pointer: fine)").matches && !document.querySelector("dialog[open]")) box.focus({ preventScroll: true });
  };

  document.addEventListener("htmx:config:request", (event) => {
    const { request, sourceElement } = event.detail.ctx;
    if (request.method !== "POST") return;
    // A form's own key stands; a scan or a tap on a tile is a new act each time.
    if (sourceElement.id === "scan-form" || !request.body.get("request_key")) request.body.set("request_key", freshKey());
    if (sourceElement.id === "scan-form") sourceElement.dataset.sent = box.value;
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    if (sourceElement.id !== "scan-form") return;
    if (response.status < 400 && box.value === sourceElement.dataset.sent) {
      box.value = "";
      look();
    } else if (response.status >= 400) box.select();
  });

  // Typed letters show what they find; a scanner's code is sent before the wall would follow it.
  let waiting = 0;
  const look = () => {
    clearTimeout(waiting);
    if (box.value.trim() || document.getElementById("goods-query")) box.dispatchEvent(new Event("find"));
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "scan-form") clearTimeout(waiting);
  }, true);

  document.addEventListener("htmx:after:swap", () => {
    const list = document.getElementById("ticket-lines");
    // Where the whole page scrolls (phones), the wall of goods stays under the thumb.
    if (list && getComputedStyle(list).overflowY === "auto") list.querySelector("[data-last]")?.scrollIntoView({ block: "nearest" });
    home();
  });

  // Esc empties the box first, and only then the ticket.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.value) return;
    event.stopPropagation();
    event.preventDefault();
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("close", () => setTimeout(home), true);
  home();
}
