// Signing with a finger or pen: the drawing goes into the hidden input as a PNG data URL.
const ready = new WeakSet();

function prepare(box) {
  if (ready.has(box)) return;
  ready.add(box);
  const canvas = box.querySelector("canvas");
  const output = box.querySelector("input[type=hidden]");
  const pen = canvas.getContext("2d");
  let drawing = false;

  function clear() {
    const scale = Math.min(devicePixelRatio || 1, 2);
    const area = canvas.getBoundingClientRect();
    canvas.width = Math.max(area.width, 200) * scale;
    canvas.height = Math.max(area.height, 100) * scale;
    pen.scale(scale, scale);
    pen.lineWidth = 2.4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#101820";
    output.value = "";
  }

  const at = (event) => {
    const area = canvas.getBoundingClientRect();
    return [event.clientX - area.left, event.clientY - area.top];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (!canvas.dataset.sized) {
      clear();
      canvas.dataset.sized = "yes";
    }
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  const end = () => {
    if (!drawing) return;
    drawing = false;
    output.value = canvas.toDataURL("image/png");
    output.dispatchEvent(new Event("change", { bubbles: true }));
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  box.querySelector("[data-clear]").addEventListener("click", clear);
}

const find = () => document.querySelectorAll("[data-signature]").forEach(prepare);
document.addEventListener("htmx:after:swap", find);
find();
