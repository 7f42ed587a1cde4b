// What went wrong is the first thing to hear: move the focus to it once the page is there.
document.querySelector("[data-focus]")?.focus();
