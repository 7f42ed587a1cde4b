// Keys: 1 to 4 choose a sentence, 0 is "not sure", – is "doesn't apply" or "hasn't come up". They
// work only while the focus is in the question, because single-key shortcuts disturb speech input
// (WCAG 2.1.4).
const SAME_KEY = { "-": ["na", "not_come_up"], "–": ["na", "not_come_up"], 0: ["dk"] };
const question = document.querySelector("[data-shortcuts]");
const form = question?.closest("form");

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

// After Continue, the next question gets the focus, so that the keys go on working.
form?.addEventListener("submit", () => sessionStorage.setItem("cairn-continue", "yes"));
if (question && sessionStorage.getItem("cairn-continue")) {
  sessionStorage.removeItem("cairn-continue");
  if (!document.querySelector("[data-focus]")) {
    question.setAttribute("tabindex", "-1");
    question.focus({ preventScroll: true });
  }
}
