// Boards that hear of a change at once: one line to the server for all live parts of the page. While it stands they ask
// by themselves only now and then; without it they go on as before.
(() => {
  const RARELY = 15_000;
  let source = null;
  let standing = false;
  let waiting = 1000;

  const parts = () => document.querySelectorAll("[data-live]");

  async function listen() {
    if (source || !parts().length || document.hidden) return;
    const answer = await fetch("/-/stream", { cache: "no-store" }).catch(() => null);
    if (!answer || answer.status !== 200 || source) return;
    source = new EventSource((await answer.json()).url);
    source.addEventListener("open", () => { standing = true; waiting = 1000; });
    source.addEventListener("changed", refresh);
    source.onerror = again;
  }

  function again() {
    source?.close();
    source = null;
    standing = false;
    setTimeout(listen, waiting);
    waiting = Math.min(waiting * 2, 60_000);
  }

  function refresh() {
    for (const part of parts()) part.dispatchEvent(new CustomEvent("refresh"));
  }

  // Whoever wants a part to look again is heard at once, and once the hand is out of it.
  document.addEventListener("refresh", (event) => { event.target.dataset.told = "yes"; }, true);

  document.addEventListener("htmx:before:request", (event) => {
    const part = event.detail.ctx.sourceElement;
    if (event.defaultPrevented || !part.matches("[data-live]")) return;
    const now = Date.now();
    const told = part.dataset.told;
    delete part.dataset.told;
    if (standing && !told && now - Number(part.dataset.asked || 0) < RARELY) return event.preventDefault();
    part.dataset.asked = now;
  });

  document.addEventListener("visibilitychange", () => { if (!document.hidden) listen(); });
  addEventListener("pagehide", () => { source?.close(); source = null; standing = false; });
  addEventListener("pageshow", listen);
})();
