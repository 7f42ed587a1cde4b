// Closes the "More" menu with Escape, a click elsewhere, or when the focus moves on. Without
// JavaScript it still opens and closes as a plain <details> element.
for (const menu of document.querySelectorAll(".nav-more")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
