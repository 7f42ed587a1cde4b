// What is wrong with the page on paper: text too pale for a sheet without backgrounds, text that is
// still folded, and what can only be used on a screen. Drawings bring their own backgrounds.
() => {
  const found = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const light = (colour) => {
    const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, template, option, svg") || !seen(parent)) continue;
    const colour = getComputedStyle(parent).color;
    if (1.05 / (light(colour) + 0.05) < 4.5) found.push(`“${node.data.trim().slice(0, 40)}” is as pale as ${colour}`);
  }
  for (const details of document.querySelectorAll("details")) {
    const folded = [...details.children].filter((child) => child.localName !== "summary");
    if (seen(details) && !folded.some(seen)) found.push(`“${details.textContent.trim().slice(0, 40)}” is folded`);
  }
  for (const tool of document.querySelectorAll("button, .btn, nav, .link, .text-button:not(.text-button--inline), [type=file]")) {
    if (seen(tool)) found.push(`<${tool.localName}> “${tool.textContent.trim().slice(0, 40)}” cannot be used on paper`);
  }
  return [...new Set(found)];
}
