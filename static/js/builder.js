// Keeps the keyboard where the reader was when a link that was followed is gone from the plan.

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  document.getElementById("in-plan")?.focus({ preventScroll: true });
});
