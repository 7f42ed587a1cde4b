// Saves answers automatically; the page says "saved" only after the server has confirmed it.
// Each [data-autosave] is one question: a whole form, or one of several questions in a form.
const WRITING_PAUSE = 1000;
const TRY_AGAIN = 5000;
// 0 means no response at all; the others come from a proxy whose server does not answer.
const NOT_THERE = [0, 502, 503, 504];

// A form that is refused shows its own page again, or one without this script. So only another page
// with this script proves that the server has accepted the answers, and their drafts can go.
const previous = document.referrer && new URL(document.referrer).pathname;
for (const key of Object.keys(localStorage)) {
  if (!key.startsWith("cairn-draft ") || previous === location.pathname) continue;
  if (JSON.parse(localStorage.getItem(key)).sent === previous) localStorage.removeItem(key);
}

for (const question of document.querySelectorAll("[data-autosave]")) {
  const form = question.closest("form");
  const status = question.querySelector("[role=status]");
  // A question has one draft, whichever page it was opened from.
  const draftKey = `cairn-draft ${question.dataset.draft} ${question.dataset.hxPost.split("?")[0]}`;
  let unsaved = false; // there are changes that the server has not confirmed
  let saving = false;
  let again = false; // another save became due while one was running
  let edits = 0;
  let sent = 0; // how many edits the last save included
  let refused = false; // the server rejected the current answer
  let leaving = false;
  let pause;
  let onward; // the button to press once the running save has finished

  const fields = () => [...question.querySelectorAll("input:not([type=hidden]), textarea")];
  const revision = () => question.querySelector("[name$=-revision]");
  const chosen = () => question.querySelector("[type=radio]:checked");
  // "Doesn't apply" cannot be saved without a reason.
  const ready = () =>
    chosen() && (chosen().value !== "na" || question.querySelector("[name$=-reason]").value.trim());
  const say = (text) => {
    const message = document.createElement("span");
    message.textContent = text;
    status.replaceChildren(message);
  };

  const save = () => {
    clearTimeout(pause);
    if (!ready()) onward = undefined;
    else if (saving) again = true;
    else htmx.trigger(question, "save");
  };

  // ---- the draft, kept on this device until the server has saved it

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
  const markAsSent = () => {
    const draft = localStorage.getItem(draftKey);
    if (!draft) return;
    localStorage.setItem(draftKey, JSON.stringify({ ...JSON.parse(draft), sent: location.pathname }));
  };
  // The draft keeps the revision it was based on. If someone has saved a newer answer since, the
  // server notices and asks before replacing it.
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

  // ---- after a save

  question.addEventListener("htmx:beforeRequest", () => {
    saving = true;
    sent = edits;
  });
  question.addEventListener("htmx:responseError", () => say(question.dataset.refused));
  question.addEventListener("htmx:afterSwap", () => status.classList.remove("save-status--waiting"));
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
  // Offline: say that the draft is kept and retry. Forget a pressed button, so that nobody is
  // moved to the next page minutes later.
  const wait = () => {
    say(question.dataset.offline);
    status.classList.add("save-status--waiting");
    again = false;
    onward = undefined;
    pause = setTimeout(save, TRY_AGAIN);
  };
  addEventListener("online", () => unsaved && save());

  // ---- leaving the page: save first what can be saved; a rejected answer is submitted normally,
  // so that the server shows its errors in full

  form.addEventListener("submit", (event) => {
    if (saving || (unsaved && ready() && !refused)) {
      event.preventDefault();
      onward = event.submitter;
      if (!saving) save();
    } else {
      clearTimeout(pause);
      leaving = true;
      markAsSent();
    }
  });
  // Browsers cancel ordinary requests when a page closes; a beacon is still delivered.
  addEventListener("pagehide", () => {
    if (leaving || !unsaved || !ready()) return;
    navigator.sendBeacon(question.dataset.hxPost, new FormData(form));
  });
  // The back-forward cache restores the page as it was left, which may be out of date: reload it.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  const draft = localStorage.getItem(draftKey);
  if (draft) addEventListener("load", () => bringBack(JSON.parse(draft)), { once: true });
}
