// A vector of zeros and ones times the table: click on a word, see its row come out.
"use strict";

const oneHotProduct = {
  // The product as it is defined: multiply each row by its weight and add up.
  product: (x, E) =>
    E[0].map((_, k) => x.reduce((sum, weight, j) => sum + weight * E[j][k], 0)),
};

if (typeof document !== "undefined") live.figure("one_hot_product", (figure) => {
  const rows = [...figure.svg.querySelectorAll(".symbol")];
  const words = rows.map((row) => row.dataset.word);
  const E = rows.map((row) =>
    [...row.querySelectorAll(".entry")].map((text) => Number(text.textContent)));
  const product = figure.svg.querySelector(".product");

  function show() {
    const x = inputs.map((input) => Number(input.checked));
    const ones = x.flatMap((weight, j) => (weight ? [j] : []));
    const out = oneHotProduct.product(x, E);
    rows.forEach((row, j) => {
      row.classList.toggle("chosen", x[j] === 1);
      row.querySelector(".weight").textContent = x[j];
    });
    product.querySelectorAll("text").forEach((text, k) => { if (k < 4) text.textContent = out[k]; });
    const height = ones.length ? ones.reduce((a, b) => a + b) / ones.length : 2.5;
    product.setAttribute("transform", `translate(0 ${30 * height})`);
    const result = out.join(", ");
    figure.say(
      ones.length === 1
        ? `The only 1 of x stands at place ${ones[0]}, ${words[ones[0]]}. x @ E is row ` +
          `${ones[0]}: ${result}. Of 24 multiplications 4 are by 1, the others by 0.`
        : ones.length === 0
          ? `x has no 1, so it is not one-hot. x @ E is ${result}.`
          : `x has ${ones.length} ones, so it is not one-hot. x @ E is the sum of the rows ` +
            `${ones.join(", ")}: ${result}.`);
    figure.tabulate([
      ["word", "id", "x", "row of E", "x times row"],
      ...words.map((word, j) =>
        [word, j, x[j], E[j].join(" "), E[j].map((entry) => x[j] * entry).join(" ")]),
      ["sum: x @ E", "", "", "", out.join(" ")],
    ]);
  }

  const { box, inputs } = live.choices("radio", "Word", words, 2, show);
  let last = 2;
  inputs.forEach((input, j) => input.addEventListener("change", () => { last = j; }));
  const several = live.choices("checkbox", "", ["choose several words"], -1, () => {
    const many = several.inputs[0].checked;
    inputs.forEach((input, j) => {
      input.type = many ? "checkbox" : "radio";
      if (!many) input.checked = j === last;
    });
    show();
  });
  several.box.querySelector("legend").remove();
  rows.forEach((row, j) => row.addEventListener("click", () => inputs[j].click()));
  figure.controls.append(box, several.box);
  show();
});
