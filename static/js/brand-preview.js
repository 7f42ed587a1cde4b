// Shows what was typed in the previews, shortly after the last change. Without this, a button does it.
const PAUSE = 900;
const form = document.querySelector("[data-brand-preview]");
let timer;
let running;

async function show() {
  running?.abort();
  running = new AbortController();
  const sent = new FormData(form);
  sent.set("preview", "yes");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: sent, signal: running.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // While something is wrong, the page shows what is stored, and the button says what is wrong.
    if (page.querySelector(".is-invalid, [aria-invalid='true']")) return;
    for (const part of document.querySelectorAll("[data-preview-part]")) {
      const fresh = page.querySelector(`[data-preview-part="${part.dataset.previewPart}"]`);
      if (fresh) part.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // Another change came first, or the network is unavailable: the button still works.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
