// Moves the focus to the error summary, so that screen readers read it out first.
document.querySelector("[data-focus]")?.focus();
