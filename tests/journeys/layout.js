// What is wrong with the layout of the page as it is laid out now: text that is cut off, runs into
// other text, or sticks out of its box. Evaluated by tests, with no page of its own.
() => {
  const GRACE = 3; // letters may touch the edge of a box, and the boxes of lines may touch each other
  const root = document.documentElement;
  const width = root.clientWidth;
  const found = [];
  const once = (compute) => {
    const known = new Map();
    return (element) => {
      if (!known.has(element)) known.set(element, compute(element));
      return known.get(element);
    };
  };
  const boxOf = once((element) => element.getBoundingClientRect());
  const name = (element) => {
    const classes = element.getAttribute("class")?.trim().split(/\s+/)[0];
    return `<${element.localName}${classes ? `.${classes}` : ""}>`;
  };
  // Reading a computed style is slow, so each element is asked once for all that matters here.
  const looks = once((element) => {
    const style = getComputedStyle(element);
    return {
      scrolls: ["auto", "scroll"].includes(style.overflowX),
      clips: ["hidden", "clip"].includes(style.overflowX),
      frames: style.borderLeftWidth !== "0px" || style.backgroundColor !== "rgba(0, 0, 0, 0)",
      flows: style.display === "inline" || style.display === "contents",
      floats: style.position === "absolute",
      drawing: Boolean(element.closest("svg")),
      hidden: style.clipPath !== "none" || element.matches(".visually-hidden, .skip-link"),
    };
  });
  const lineage = once((element) => {
    const rest = element.parentElement && element.parentElement !== document.body ? lineage(element.parentElement) : { above: [], hidden: false };
    return { above: [element, ...rest.above], hidden: looks(element).hidden || rest.hidden };
  });
  const line = (text) => text.replace(/\s+/g, " ").trim().slice(0, 40);

  if (root.scrollWidth > width) {
    const wide = [...document.body.querySelectorAll("*")].filter((element) => boxOf(element).right > width + 1);
    const first = wide.find((element) => !element.parentElement.closest("svg") && !wide.includes(element.parentElement));
    found.push(`the page is ${root.scrollWidth} px wide in a window of ${width}, from ${first && name(first)} on`);
  }

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const parent = node.parentElement;
    if (parent.closest("script, style, template, title, option, textarea, noscript")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const { above, hidden } = parent === document.body ? { above: [], hidden: false } : lineage(parent);
    if (hidden) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = line(node.data);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      texts.push({ node, parent, above, words, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
    }
  }
  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, svg, progress")) {
    if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (control.closest("svg") !== control && control.closest("svg")) continue;
    const { above, hidden } = lineage(control);
    if (hidden) continue;
    const rect = control.getBoundingClientRect();
    if (rect.width < 1 || rect.height < 1) continue;
    texts.push({ node: control, parent: control, above, words: name(control), left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
  }

  // ---- cut off, or sticking out of a box with a frame or a background

  for (const text of texts) {
    const inside = text.above.find((element) => looks(element).scrolls);
    if (!inside && (text.right > width + 1 || text.left < -1)) found.push(`“${text.words}” is beyond the edge of the page`);
    for (const element of text.above) {
      const look = looks(element);
      const isDrawn = element === text.node || look.drawing;
      if (!isDrawn && element === inside) break;
      if (isDrawn || look.flows) continue;
      const box = boxOf(element);
      const out = Math.max(text.right - box.right, box.left - text.left);
      const down = Math.max(text.bottom - box.bottom, box.top - text.top);
      if (look.clips && (out > GRACE || down > GRACE)) found.push(`“${text.words}” is cut off by ${name(element)}`);
      else if (look.frames && (out > GRACE || down > text.bottom - text.top)) found.push(`“${text.words}” sticks out of ${name(element)} by ${Math.round(Math.max(out, down))} px`);
      if (look.floats) break;
    }
  }

  // ---- over each other

  texts.sort((one, other) => one.top - other.top);
  texts.forEach((one, i) => {
    for (let j = i + 1; j < texts.length && texts[j].top < one.bottom - GRACE; j++) {
      const other = texts[j];
      if (one.node === other.node || one.node.contains(other.node) || other.node.contains(one.node)) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - other.top;
      const least = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (across > GRACE && down > least * 0.3) found.push(`“${one.words}” and “${other.words}” are over each other`);
    }
  });
  return [...new Set(found)];
}
