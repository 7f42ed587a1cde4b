// Closes the "More" menu with Escape or a click elsewhere. Without JavaScript it still opens and
// closes as a plain <details> element.
for (const menu of document.querySelectorAll(".nav-more")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
