// Keeps what is half-typed in a form with data-keep until the form is sent, in this tab only. The
// page can then move to another area, or be sent by another form, and the text is back afterwards.
// A form that was accepted leads to the place that its data-keep names.
const [{ type: arrival }] = performance.getEntriesByType("navigation");

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `cairn-typed ${new URL(form.action).pathname} ${form.dataset.keep}`;
  const fields = [...form.querySelectorAll("textarea, input:not([type=hidden])")];

  const keep = (sent) => {
    const typed = fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    if (!typed.length) return sessionStorage.removeItem(key);
    sessionStorage.setItem(key, JSON.stringify({ sent, typed: Object.fromEntries(typed) }));
  };

  const { sent, typed } = JSON.parse(sessionStorage.getItem(key)) ?? { typed: {} };
  // After a reload, the address still names the place of an earlier form.
  const accepted = sent && arrival === "navigate" && location.hash === `#${form.dataset.keep}`;
  for (const field of fields) {
    if (!accepted && !field.value) field.value = typed[field.name] ?? "";
  }
  keep(false);
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
}
