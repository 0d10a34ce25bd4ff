// A live picture: the browser's own HLS where it has it, otherwise the pieces are fed to it one by one (MSE).
// Every five seconds the page asks whether it may go on; an end takes the picture away at once.
const CODEC = 'video/mp4; codecs="avc1.4d401f"';
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function startLive(box) {
  const video = box.querySelector("[data-live-video]");
  const words = document.querySelector("[data-live-words]");
  const left = document.querySelector("[data-live-left]");
  const list = new URL(box.dataset.list, location.href);
  let over = false;

  const say = (text) => { if (words && words.textContent !== text) words.textContent = text; };
  const end = (text) => {
    over = true;
    video.pause();
    video.removeAttribute("src");
    video.removeAttribute("poster");
    video.load();
    video.hidden = true;
    say(text);
  };

  async function ask() {
    const answer = await fetch(box.dataset.state, { cache: "no-store" }).catch(() => null);
    if (!answer) return say(words.dataset.out);
    const state = await answer.json();
    if (left) left.textContent = left.dataset.words.replace("0", Math.ceil(state.seconds_left / 60));
    if (state.why && state.why !== "full") end(state.sentence);
    else if (state.why) say(state.sentence);
    else if (video.readyState > 2 && !video.paused) say(words.dataset.ready);
  }

  async function waitForList() {
    while (!over) {
      const answer = await fetch(list, { cache: "no-store" }).catch(() => null);
      if (answer?.ok) return answer.text();
      if (answer && answer.status !== 503 && answer.status !== 403) return "";
      say(words.dataset.wait);
      await pause(2000);
    }
    return "";
  }

  async function feed() {
    const source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await new Promise((open) => source.addEventListener("sourceopen", open, { once: true }));
    const buffer = source.addSourceBuffer(CODEC);
    const seen = new Set();
    const append = async (name) => {
      const answer = await fetch(new URL(name, list), { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const done = new Promise((ok) => buffer.addEventListener("updateend", ok, { once: true }));
      buffer.appendBuffer(await answer.arrayBuffer());
      await done;
      seen.add(name);
    };
    while (!over) {
      const text = await waitForList();
      if (!text) return;
      const init = /#EXT-X-MAP:URI="([^"]+)"/.exec(text);
      const pieces = text.split("\n").filter((line) => line && !line.startsWith("#"));
      try {
        if (init && !seen.has(init[1])) await append(init[1]);
        for (const name of pieces.slice(-3)) if (!seen.has(name)) await append(name);
      } catch { say(words.dataset.out); }
      const ahead = buffer.buffered.length ? buffer.buffered.end(buffer.buffered.length - 1) : 0;
      if (ahead - video.currentTime > 8) video.currentTime = ahead - 3;
      if (video.paused) video.play().catch(() => {});
      await pause(1500);
    }
  }

  async function play() {
    if (!(await waitForList())) return ask();
    const own = video.canPlayType("application/vnd.apple.mpegurl");
    if (!own && window.MediaSource?.isTypeSupported(CODEC)) return feed();
    video.src = list.href;
    video.play().catch(() => {});
    video.addEventListener("error", async () => {
      say(words.dataset.out);
      await pause(4000);
      if (!over) play();
    }, { once: true });
  }

  video.addEventListener("playing", () => say(words.dataset.ready));
  ask().then(() => over || play());
  const timer = setInterval(() => (over ? clearInterval(timer) : ask()), 5000);
}

// Boards that refresh themselves carry data-live too: the picture is the one with a list of pieces.
document.querySelectorAll("[data-live][data-list]").forEach(startLive);
