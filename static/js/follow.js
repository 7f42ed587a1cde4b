// Keeps the two windows of a session alike: asks every few seconds what the other one has changed.
// What somebody is writing here is left alone; if both changed one answer, saving it asks who wins.
const EVERY = 3000;
const page = document.querySelector("[data-follow]");
const { url, area, lost } = page.dataset;
const status = page.querySelector("[role=status]");
let mark = `"${page.dataset.follow}"`;

const typesIn = (part) => part.contains(document.activeElement) && document.activeElement !== part;
const hasDraft = ({ dataset }) =>
  localStorage.getItem(`cairn-draft ${dataset.draft} ${dataset.hxPost.split("?")[0]}`) !== null;
const revision = (question) => Number(question.querySelector("[name$=-revision]").value);

const copyField = (field, from) => {
  if (!from) return;
  field.checked = field.defaultChecked = from.checked;
  if (field.type !== "radio") field.value = field.defaultValue = from.value;
};

const copyAnswer = (question, from) => {
  for (const field of question.querySelectorAll("input, textarea")) {
    copyField(field, from.querySelector(`[id="${field.id}"]`));
  }
  const note = question.querySelector("details.note");
  if (note) note.open ||= from.querySelector("details.note").open;
  const saved = from.querySelector("[role=status]");
  question.querySelector("[role=status]").replaceChildren(...saved.childNodes);
};

const catchUp = (now) => {
  for (const part of document.querySelectorAll("[data-live]")) {
    const from = now.getElementById(part.id);
    if (from && !typesIn(part) && from.innerHTML !== part.innerHTML) {
      part.replaceChildren(...from.childNodes);
    }
  }
  for (const question of document.querySelectorAll("[data-autosave]")) {
    const from = now.getElementById(question.id);
    if (from && revision(from) > revision(question) && !hasDraft(question)) {
      copyAnswer(question, from);
    }
  }
};

const ask = async () => {
  const reply = await fetch(url, { headers: { "If-None-Match": mark } });
  status.textContent = "";
  if (reply.status === 304) return;
  const now = new DOMParser().parseFromString(await reply.text(), "text/html");
  const there = now.querySelector("[data-follow]");
  // Another area, the end of the session, or a page that asks to sign in: show that instead.
  if (there?.dataset.area !== area) return location.replace(url);
  mark = reply.headers.get("ETag");
  catchUp(now);
};

const again = () => setTimeout(() => ask().catch(() => (status.textContent = lost)).finally(again), EVERY);
again();
