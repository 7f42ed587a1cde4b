// After a swap the link just used may no longer exist, and browsers then move the focus to the body.
// Move it to the plan instead, so that keyboard users keep their place.

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  document.getElementById("in-plan")?.focus({ preventScroll: true });
});
