// What is chosen or written saves itself; the page says "saved" only after the server did.
// Each [data-autosave] is one question: the form of a page, or a band among others in one form.
const WRITING_PAUSE = 1000;
const TRY_AGAIN = 5000;

for (const question of document.querySelectorAll("[data-autosave]")) {
  const form = question.closest("form");
  const status = question.querySelector("[role=status]");
  const draftKey = `cairn-draft ${question.getAttribute("hx-post")}`;
  let unsaved = false; // something changed that the server has not confirmed
  let saving = false;
  let changedSince = false; // and something more changed while it was on its way
  let pause;
  let onward; // the button to press once the save on its way is back

  const fields = () => [...question.querySelectorAll("input:not([type=hidden]), textarea")];
  const chosen = () => question.querySelector("[type=radio]:checked");
  // "Doesn't apply" needs its reason first.
  const ready = () =>
    chosen() && (chosen().value !== "na" || question.querySelector("[name$=-reason]").value.trim());
  const say = (text) => {
    const words = document.createElement("span");
    words.textContent = text;
    status.replaceChildren(words);
  };

  const save = () => {
    clearTimeout(pause);
    if (!ready()) return;
    if (saving) changedSince = true;
    else htmx.trigger(question, "save");
  };

  // ---- kept on this device until the server has it

  const keep = () => {
    const draft = { note: "", reason: "" };
    for (const field of fields()) {
      const name = field.name.split("-").at(-1);
      if (field.type !== "radio" || field.checked) draft[name] = field.value;
    }
    localStorage.setItem(draftKey, JSON.stringify(draft));
  };
  const bringBack = (draft) => {
    for (const field of fields()) {
      const kept = draft[field.name.split("-").at(-1)];
      if (kept === undefined) continue;
      if (field.type === "radio") field.checked = field.value === kept;
      else field.value = kept;
    }
    changed();
  };

  const changed = () => {
    unsaved = true;
    keep();
    save();
  };

  question.addEventListener("change", changed);
  question.addEventListener("input", (event) => {
    if (event.target.type === "radio") return;
    unsaved = true;
    keep();
    clearTimeout(pause);
    pause = setTimeout(save, WRITING_PAUSE);
  });

  // ---- what comes of a save

  question.addEventListener("htmx:beforeRequest", () => {
    saving = true;
  });
  question.addEventListener("htmx:afterRequest", (event) => {
    saving = false;
    if (event.detail.successful) {
      unsaved = changedSince;
      if (!unsaved) localStorage.removeItem(draftKey);
      question.querySelector("[data-once-saved]")?.replaceWith(
        question.querySelector("[data-once-saved]").content,
      );
    }
    if (changedSince) {
      changedSince = false;
      save();
    } else if (onward) {
      form.requestSubmit(onward);
    }
  });
  // Refused by the network: kept, and tried again. Refused by the server: said so.
  question.addEventListener("htmx:sendError", () => {
    say(question.dataset.offline);
    status.classList.add("is-waiting");
    setTimeout(() => unsaved && save(), TRY_AGAIN);
  });
  question.addEventListener("htmx:responseError", () => say(question.dataset.refused));
  question.addEventListener("htmx:afterSwap", () => status.classList.remove("is-waiting"));
  addEventListener("online", () => unsaved && save());

  // ---- leaving the page

  let leaving = false;
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (saving) {
      event.preventDefault();
      onward = event.submitter;
    } else if (unsaved && !navigator.onLine) {
      event.preventDefault();
      say(question.dataset.offline);
      status.classList.add("is-waiting");
    } else {
      leaving = true;
      localStorage.removeItem(draftKey);
    }
  });
  addEventListener("pagehide", () => {
    if (leaving || !unsaved || !ready()) return;
    navigator.sendBeacon(question.getAttribute("hx-post"), new FormData(form));
  });
  // A page from the browser's memory may be behind: the server's is not.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  const draft = localStorage.getItem(draftKey);
  if (draft) addEventListener("load", () => bringBack(JSON.parse(draft)), { once: true });
}
