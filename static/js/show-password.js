// A button in the frame of a password that shows what was typed. Without script there is no button.
for (const frame of document.querySelectorAll("[data-show-password]")) {
  const input = frame.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.setAttribute("aria-controls", input.id);
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? frame.dataset.hide : frame.dataset.show;
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // A password left readable would be offered by the browser as an earlier entry.
  input.form?.addEventListener("submit", () => show(false));
  show(false);
  frame.append(button);
}
