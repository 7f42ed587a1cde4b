// Keeps the two windows of a session alike: asks every few seconds what the other one has changed.
// What somebody is writing here is left alone; if both changed one answer, saving it asks who wins.
const EVERY = 3000;
const TEXTS = "main textarea, main input:not([type=hidden], [type=radio], [type=checkbox])";
const page = document.querySelector("[data-follow]");
const { url, area, lost } = page.dataset;
const status = page.querySelector("[role=status]");
const [moved, unsaved] = page.querySelectorAll("template");
let mark = `"${page.dataset.follow}"`;
let over = false;
let behind = false; // the other window shows another area, but somebody is writing here

const typesIn = (part) => part.contains(document.activeElement) && document.activeElement !== part;
const hasDraft = ({ dataset }) =>
  localStorage.getItem(`cairn-draft ${dataset.draft} ${dataset.hxPost.split("?")[0]}`) !== null;
const revision = (question) => Number(question.querySelector("[name$=-revision]").value);
const texts = () => [...document.querySelectorAll(TEXTS)];
const isUnsent = (field) => {
  const question = field.closest("[data-autosave]");
  return field.value !== field.defaultValue && (!question || hasDraft(question));
};

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
  question.querySelector("[role=status]").replaceChildren(...from.querySelector("[role=status]").childNodes);
};

const catchUp = (now) => {
  for (const part of document.querySelectorAll("[data-live]")) {
    const from = now.getElementById(part.id);
    if (from && !typesIn(part) && from.innerHTML !== part.innerHTML) part.replaceChildren(...from.childNodes);
  }
  for (const question of document.querySelectorAll("[data-autosave]")) {
    const from = now.getElementById(question.id);
    if (from && revision(from) > revision(question) && !hasDraft(question)) copyAnswer(question, from);
  }
};

// The end of the session, or a page that asks to sign in: nothing stays but the words to copy.
const leave = (now) => {
  const typed = texts().filter(isUnsent).map((field) => field.value.trim()).filter(Boolean);
  if (!typed.length) return location.replace(url);
  over = true;
  document.title = now.title;
  document.body.replaceWith(now.body);
  const section = unsaved.content.firstElementChild;
  for (const text of typed) section.appendChild(document.createElement("blockquote")).textContent = text;
  (document.querySelector("main .page") ?? document.querySelector("main")).append(section);
  section.querySelector("h2").focus();
};

const ask = async () => {
  if (over) return;
  const reply = await fetch(url, { headers: { "If-None-Match": mark } });
  if (reply.status !== 304) {
    const now = new DOMParser().parseFromString(await reply.text(), "text/html");
    const there = now.querySelector("[data-follow]");
    if (!there) return leave(now);
    mark = reply.headers.get("ETag");
    behind = there.dataset.area !== area;
    if (!behind) catchUp(now);
  }
  if (!behind) status.textContent = "";
  else if (!texts().some((field) => field === document.activeElement || isUnsent(field))) location.replace(url);
  else if (!status.querySelector("a")) status.replaceChildren(moved.content.cloneNode(true));
};

const again = () => setTimeout(() => ask().catch(() => (status.textContent = lost)).finally(again), EVERY);
again();
