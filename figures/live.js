// What the live figures share: controls under a picture, and what they show in words.
"use strict";

const live = {
  // Make an element; a name that begins with "on" is an event.
  element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {}))
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== false) made.setAttribute(name, value === true ? "" : value);
    made.append(...children);
    return made;
  },

  // A number with a true minus sign, and without a sign where it rounds to zero.
  number(value, digits = 0) {
    const text = value.toFixed(digits);
    return Number(text) === 0 ? (0).toFixed(digits) : text.replace("-", "−");
  },

  button: (text, onclick) => live.element("button", { type: "button", onclick }, text),

  // A row of radio buttons or checkboxes; onchange gets the number of the one chosen.
  choices(type, legend, names, chosen, onchange) {
    const name = `live-${(live.count = (live.count || 0) + 1)}`;
    const inputs = names.map((_, i) =>
      live.element("input", { type, name, checked: i === chosen, onchange: () => onchange(i) }));
    const labels = inputs.map((input, i) => live.element("label", {}, input, names[i]));
    const box = live.element("fieldset", {}, live.element("legend", {}, legend), ...labels);
    return { box, inputs };
  },

  // A slider whose value is shown beside it and told to a screen reader in words.
  // While it moves, oninput draws; when it rests, onchange may say something.
  slider(text, [min, max, step], start, words, oninput, onchange) {
    const output = live.element("output", {});
    const input = live.element("input", { type: "range", min, max, step, value: start });
    const show = () => {
      output.textContent = words(Number(input.value));
      input.setAttribute("aria-valuetext", output.textContent);
    };
    input.addEventListener("input", () => { show(); oninput(Number(input.value)); });
    if (onchange) input.addEventListener("change", onchange);
    show();
    return live.element("label", {}, text, input, output);
  },

  // A drop-down list of names; onchange gets the number of the one chosen.
  list(text, names, chosen, onchange) {
    const options = names.map((name, i) => live.element("option", { selected: i === chosen }, name));
    const select = live.element("select", {
      onchange: () => onchange(select.selectedIndex) }, ...options);
    return live.element("label", {}, text, select);
  },

  // Move heights apart that are closer than a gap, and keep them above the bottom.
  apart(heights, gap, bottom) {
    const order = heights.map((_, i) => i).sort((a, b) => heights[a] - heights[b]);
    const placed = heights.slice();
    order.forEach((i, n) => {
      if (n) placed[i] = Math.max(placed[i], placed[order[n - 1]] + gap);
    });
    for (let n = order.length - 1, limit = bottom; n >= 0; n -= 1, limit -= gap)
      placed[order[n]] = Math.min(placed[order[n]], limit);
    return placed;
  },

  // The end of an axis: the first of 1, 1.5, 2, 3, 4, 6, 8, 12 ... that is not passed.
  reach(value) {
    let end = 1;
    while (end < value) end *= Math.log2(end) % 1 ? 4 / 3 : 1.5;
    return Math.round(2 * end) / 2;
  },

  still: () => matchMedia("(prefers-reduced-motion: reduce)").matches,

  // Bring each picture of this name to life.
  figure(name, build) {
    for (const root of document.querySelectorAll(`[data-figure="${name}"]`)) {
      const svg = root.querySelector("svg");
      const controls = live.element("div", { class: "live-controls" });
      const status = live.element("p", { class: "live-status", "aria-live": "polite" });
      const table = live.element("table", {});
      const summary = live.element("summary", {}, "The numbers as a table");
      const scrolled = { tabindex: 0, role: "group", "aria-label": "Table of the numbers" };
      root.append(controls, status, live.element("details", { class: "live-numbers" },
        summary, live.element("div", scrolled, table)));
      root.classList.add("live-ready");
      const row = (cells, tag) => live.element("tr", {}, ...cells.map((text, i) =>
        live.element(i ? tag : "th", { scope: tag === "th" ? "col" : i ? false : "row" }, text)));
      build({
        svg,
        controls,
        // At first the picture's own text says what it shows, later what is said here.
        say(text) {
          if (status.textContent && status.textContent !== text) svg.setAttribute("aria-label", text);
          status.textContent = text;
        },
        // The first row holds the names of the columns.
        tabulate: ([head, ...body]) => table.replaceChildren(
          live.element("thead", {}, row(head, "th")),
          live.element("tbody", {}, ...body.map((cells) => row(cells, "td")))),
      });
    }
  },
};
