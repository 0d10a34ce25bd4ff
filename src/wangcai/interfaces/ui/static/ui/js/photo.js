// Photos are made smaller before they leave the phone (longest side 1600 px, JPEG), and shown at once.
const LONGEST = 1600;

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return file; // HEIC and the like: the server knows them
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size < 600000) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
}

document.addEventListener("change", async (event) => {
  const box = event.target.closest?.("[data-photo]");
  if (!box || event.target.type !== "file") return;
  const input = event.target;
  const form = input.form;
  const buttons = form ? [...form.elements].filter((e) => e.type === "submit") : [];
  buttons.forEach((b) => (b.disabled = true));
  try {
    const made = new DataTransfer();
    for (const file of input.files) made.items.add(file.type.startsWith("image/") ? await smaller(file) : file);
    input.files = made.files;
    const list = box.querySelector(".photo-list");
    list.replaceChildren(...[...made.files].map((file) => {
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      image.onload = () => URL.revokeObjectURL(image.src);
      return image;
    }));
  } finally {
    buttons.forEach((b) => (b.disabled = false));
  }
  input.dispatchEvent(new CustomEvent("wangcai:photo", { bubbles: true }));
});
