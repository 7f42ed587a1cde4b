// Dragging is optional: dropping a card on a column presses the card's own button for that column.
const columns = [...document.querySelectorAll("[data-column]")];
let dragged = null;

const wayTo = (column) => dragged?.querySelector(`[data-move-to="${column.dataset.column}"]`);

const clear = () => {
  for (const column of columns) column.classList.remove("board-group--open", "board-group--over");
  dragged?.classList.remove("board-task--dragged");
  dragged = null;
};

for (const card of document.querySelectorAll(".board-task:has([data-move-to])")) {
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    // Firefox starts dragging only if some data is set.
    event.dataTransfer.setData("text/plain", card.textContent.trim());
    card.classList.add("board-task--dragged");
    for (const column of columns) column.classList.toggle("board-group--open", Boolean(wayTo(column)));
  });
  card.addEventListener("dragend", clear);
}

for (const column of columns) {
  column.addEventListener("dragover", (event) => {
    if (!wayTo(column)) return;
    event.preventDefault();
    column.classList.add("board-group--over");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("board-group--over");
  });
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    const way = wayTo(column);
    clear();
    way?.click();
  });
}
