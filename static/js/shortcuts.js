// Keys: 1 to 4 choose a sentence, 0 is "not sure", – is "doesn't apply" or "hasn't come up". They
// work only while the focus is in the question, because single-key shortcuts disturb speech input
// (WCAG 2.1.4).
const SAME_KEY = { "-": ["na", "not_come_up"], "–": ["na", "not_come_up"], 0: ["dk"] };
const question = document.querySelector("[data-shortcuts]");

question?.addEventListener("keydown", (event) => {
  if (event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const values = SAME_KEY[event.key] ?? [String(Number(event.key) - 1)];
  const answer = [...question.querySelectorAll("[type=radio]")].find((radio) =>
    values.includes(radio.value),
  );
  if (!answer) return;
  event.preventDefault();
  answer.focus();
  answer.click();
});

// The question has the focus from the start, so that the keys shown on it work at once. Those keys
// show it well enough: a ring around the whole question would only be in the way of a finger.
question?.classList.add("question--keys");
if (!document.querySelector("[data-focus]")) {
  question?.focus({ preventScroll: true, focusVisible: false });
}
