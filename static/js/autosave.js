// What is chosen or written saves itself; the page says "saved" only after the server did.
// Each [data-autosave] is one question: the form of a page, or a band among others in one form.
const WRITING_PAUSE = 1000;
const TRY_AGAIN = 5000;
// No answer at all, or one from a proxy in front of a server that is not there.
const NOT_THERE = [0, 502, 503, 504];

for (const question of document.querySelectorAll("[data-autosave]")) {
  const form = question.closest("form");
  const status = question.querySelector("[role=status]");
  const draftKey = `cairn-draft ${question.dataset.draft} ${question.dataset.hxPost}`;
  let unsaved = false; // something changed that the server has not confirmed
  let saving = false;
  let again = false; // a save was due while another was on its way
  let edits = 0;
  let sent = 0; // the edits that the last save took along
  let refused = false; // the server has read this, and said no
  let leaving = false;
  let pause;
  let onward; // the button to press once the save on its way is back

  const fields = () => [...question.querySelectorAll("input:not([type=hidden]), textarea")];
  const revision = () => question.querySelector("[name$=-revision]");
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
    if (!ready()) onward = undefined;
    else if (saving) again = true;
    else htmx.trigger(question, "save");
  };

  // ---- kept on this device until the server has it

  const keep = () => {
    edits += 1;
    unsaved = true;
    refused = leaving = false;
    const draft = { note: "", reason: "", revision: revision().value };
    for (const field of fields()) {
      const name = field.name.split("-").at(-1);
      if (field.type !== "radio" || field.checked) draft[name] = field.value;
    }
    localStorage.setItem(draftKey, JSON.stringify(draft));
  };
  // It says which answer it was chosen over: what somebody saved since is not replaced unasked.
  const bringBack = (draft) => {
    let differs = false;
    for (const field of fields()) {
      const kept = draft[field.name.split("-").at(-1)];
      if (kept === undefined) continue;
      if (field.type === "radio") field.checked = field.value === kept;
      else field.value = kept;
      differs ||= field.checked !== field.defaultChecked || field.value !== field.defaultValue;
    }
    if (!differs) return localStorage.removeItem(draftKey);
    revision().value = draft.revision;
    changed();
  };

  const changed = () => {
    keep();
    save();
  };

  question.addEventListener("change", changed);
  question.addEventListener("input", (event) => {
    if (event.target.type === "radio") return;
    keep();
    clearTimeout(pause);
    pause = setTimeout(save, WRITING_PAUSE);
  });

  // ---- what comes of a save

  question.addEventListener("htmx:beforeRequest", () => {
    saving = true;
    sent = edits;
  });
  question.addEventListener("htmx:responseError", () => say(question.dataset.refused));
  question.addEventListener("htmx:afterSwap", () => status.classList.remove("is-waiting"));
  question.addEventListener("htmx:afterRequest", (event) => {
    const { status: code } = event.detail.xhr;
    saving = false;
    refused = code >= 400 && code < 500;
    if (NOT_THERE.includes(code)) wait();
    else if (code >= 500) onward = undefined;
    if (event.detail.successful) {
      unsaved = edits !== sent;
      if (!unsaved) localStorage.removeItem(draftKey);
      question.querySelector("[data-once-saved]")?.replaceWith(
        question.querySelector("[data-once-saved]").content,
      );
    }
    if (again) {
      again = false;
      save();
    } else if (onward?.isConnected) {
      form.requestSubmit(onward);
    }
  });
  // Kept, said so, and tried again; who meant to go on stays until it is saved.
  const wait = () => {
    say(question.dataset.offline);
    status.classList.add("is-waiting");
    again = false;
    onward = undefined;
    pause = setTimeout(save, TRY_AGAIN);
  };
  addEventListener("online", () => unsaved && save());

  // ---- leaving the page: what can be saved is saved first, what was refused is shown in full

  form.addEventListener("submit", (event) => {
    if (saving || (unsaved && ready() && !refused)) {
      event.preventDefault();
      onward = event.submitter;
      if (!saving) save();
    } else {
      clearTimeout(pause);
      leaving = true;
      if (ready()) localStorage.removeItem(draftKey);
    }
  });
  addEventListener("pagehide", () => {
    if (leaving || !unsaved || !ready()) return;
    navigator.sendBeacon(question.dataset.hxPost, new FormData(form));
  });
  // A page from the browser's memory may be behind: the server's is not.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  const draft = localStorage.getItem(draftKey);
  if (draft) addEventListener("load", () => bringBack(JSON.parse(draft)), { once: true });
}
