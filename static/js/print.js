// Unfolds the page before it is printed, in browsers where print.css cannot.
if (!CSS.supports("selector(::details-content)")) {
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open], .nav-more, .note)")];
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });
}
