// − 2 + and the touch number pad.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] [data-step]");
  if (button) {
    const input = button.closest("[data-stepper]").querySelector("input");
    const held = input.value;
    if (button.dataset.step === "1") input.stepUp();
    else input.stepDown();
    if (input.value !== held) input.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  const digit = event.target.closest("[data-numpad] [data-digit]");
  if (!digit) return;
  const target = document.querySelector(digit.closest("[data-numpad]").dataset.numpad);
  if (!target) return;
  const key = digit.dataset.digit;
  if (key === "back") target.value = target.value.slice(0, -1);
  else if (key === "C") target.value = "";
  else if (key === "." && target.value.includes(".")) return;
  else if (target.maxLength < 0 || target.value.length < target.maxLength) target.value += key;
  target.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(".stepper-input")) event.target.select();
});
