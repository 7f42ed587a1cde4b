// Reads out what has just happened, and keeps the reader's place when part of a page is replaced.
const announcer = document.getElementById("announcer");
const happened = document.getElementById("happened");
const AFTER_THE_PAGE = 300; // milliseconds in which a screen reader starts on the page

// A page may offer to undo the last change for some minutes, but it is read out only once.
const isNews = ({ dataset: { told } }) => {
  const news = !told || sessionStorage.getItem("cairn-told") !== told;
  if (told) sessionStorage.setItem("cairn-told", told);
  return news;
};

// Screen readers announce text that is put into a status element, but not text that was already
// there when the page opened. So it is put there again.
let waiting;
const announce = () => {
  announcer.textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const told = [...happened.querySelectorAll("[data-told]")].filter(isNews);
    announcer.textContent = told.map((one) => one.textContent.trim().replace(/\s+/g, " ")).join(" ");
  }, AFTER_THE_PAGE);
};

// A link or form that changes the page ends its address with the ID of the control that will be at
// the same place afterwards.
let place;

const leave = ({ detail: { elt } }) => {
  const from = document.activeElement === document.body ? elt : document.activeElement;
  const [, next] = (elt.getAttribute("href") ?? elt.getAttribute("action") ?? "").split("#");
  place = { next, top: from.getBoundingClientRect().top };
};

const arrive = () => {
  if (!place) return;
  const { next, top } = place;
  place = undefined;
  let here = document.activeElement;
  if (here === document.body) {
    here = document.getElementById(next) ?? document.querySelector("[data-place]");
  }
  if (!here) return;
  const fold = here.closest("details:not([open])");
  if (fold) fold.open = true;
  here.focus({ preventScroll: true });
  scrollBy({ top: here.getBoundingClientRect().top - top, behavior: "instant" });
};

document.addEventListener("htmx:beforeRequest", leave);
// htmx itself scrolls to the named control right after this event, and we scroll back before the
// browser paints.
document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(arrive));
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => detail.target === happened && announce());
announce();
