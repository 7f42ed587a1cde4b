// 1 to 4 choose a sentence, 0 "not sure", – "doesn't apply"; only while focus is in the question.
const SAME_KEY = { "-": "na", "–": "na", 0: "dk" };
const question = document.querySelector("[data-shortcuts]");
const form = question?.closest("form");

question?.addEventListener("keydown", (event) => {
  if (event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const value = SAME_KEY[event.key] ?? String(Number(event.key) - 1);
  const answer = question.querySelector(`[type=radio][value="${CSS.escape(value)}"]`);
  if (!answer) return;
  event.preventDefault();
  answer.focus();
  answer.click();
});

// Whoever came by Continue goes on by keys: the next question has the focus.
form?.addEventListener("submit", () => sessionStorage.setItem("cairn-continue", "yes"));
if (question && sessionStorage.getItem("cairn-continue")) {
  sessionStorage.removeItem("cairn-continue");
  if (!document.querySelector("[data-focus]")) {
    question.setAttribute("tabindex", "-1");
    question.focus({ preventScroll: true });
  }
}
