// Shows the "Copy" button only where the browser can copy, and confirms once it has.
const button = document.querySelector("[data-copy]");
const text = document.querySelector("[data-copy-text]");

if (button && text && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText((text.value ?? text.textContent).trim());
    button.textContent = button.dataset.copied;
    button.setAttribute("aria-live", "polite");
  });
}
