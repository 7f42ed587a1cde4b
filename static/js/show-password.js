// Adds a button to password fields that shows the typed text. Without JavaScript there is no button.
// The label stays the same: whether the button is pressed says what the field shows.
for (const frame of document.querySelectorAll("[data-show-password]")) {
  const input = frame.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = frame.dataset.showPassword;
  button.setAttribute("aria-controls", input.id);
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // Browsers store the value of a visible text field and would suggest it in other forms.
  input.form?.addEventListener("submit", () => show(false));
  show(false);
  frame.append(button);
}
