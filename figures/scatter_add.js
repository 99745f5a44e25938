// The gradient of a lookup: each place's row goes to the row that its id names.
"use strict";

const scatterAdd = {
  // Add each row to the row of its id, or, with repeated ids a mistake, write it there.
  scatter(ids, rows, V, adds = true) {
    const table = Array.from({ length: V }, () => rows[0].map(() => 0));
    ids.forEach((i, place) => {
      table[i] = rows[place].map((value, k) => (adds ? table[i][k] : 0) + value);
    });
    return table;
  },
};

if (typeof document !== "undefined") live.figure("scatter_add", (figure) => {
  const all = (selector) => [...figure.svg.querySelectorAll(selector)];
  const [lookups, ways, targets] = [".lookup", ".way", ".target"].map(all);
  const read = (text) => Number(text.textContent.replace("−", "-"));
  const rows = lookups.map((row) => [...row.querySelectorAll(".entry")].map(read));
  const ids = [2, 0, 2], V = targets.length;
  let done = rows.length, adds = true;
  const vector = (values) => `(${values.map((value) => live.number(value)).join(", ")})`;

  function show() {
    const table = scatterAdd.scatter(ids.slice(0, done), rows, V, adds);
    const told = [], still = [];
    for (let i = 0; i < V; i += 1) {
      const uses = ids.flatMap((id, k) => (id === i && k < done ? [k] : []));
      targets[i].classList.toggle("hot", uses.length > 0);
      targets[i].querySelectorAll(".entry").forEach((text, k) => {
        text.textContent = live.number(table[i][k]);
      });
      const lost = adds ? 0 : Math.max(0, uses.length - 1);
      targets[i].querySelector(".uses").textContent =
        lost ? `${lost} lost` : ["no use", "1 use"][uses.length] || `${uses.length} uses`;
      uses.forEach((k, n) => ways[k].classList.toggle("lost", !adds && n < lost));
      if (!uses.length) still.push(i);
      else if (lost)
        told.push(`Row ${i} is ${vector(table[i])}: place ${uses[lost]} overwrote ` +
          `${lost > 1 ? "places 0 and 1, which are" : `place ${uses[0]}, which is`} lost.`);
      else
        told.push(`Row ${i} is ${uses.map((k) => vector(rows[k])).join(" + ")}` +
          (uses.length > 1 ? ` = ${vector(table[i])}.` : "."));
    }
    ways.forEach((way, k) => {
      const from = 53 + 30 * k, to = 23 + 30 * ids[k];
      way.setAttribute("d", `M196 ${from}C226 ${from} 226 ${to} 256 ${to}`);
      way.classList.toggle("waits", k >= done);
      lookups[k].querySelector(".name").textContent = `place ${k}, id ${ids[k]}`;
    });
    next.setAttribute("aria-disabled", done === rows.length);
    figure.say(`${done} of ${rows.length} places done. ${told.join(" ")} ` +
      (still.length === 1 ? `Row ${still} is zero.` : `Rows ${still.join(", ")} are zero.`));
    figure.tabulate([
      ["row of dL_dE", "places", "number 0", "number 1", "number 2"],
      ...table.map((row, i) => [i,
        ids.flatMap((id, k) => (id === i && k < done ? [k] : [])).join(" and ") || "none",
        ...row.map((value) => live.number(value))]),
    ]);
  }

  const next = live.button("Next place", () => { done = Math.min(done + 1, rows.length); show(); });
  const method = live.choices("radio", "How",
    ["add: np.add.at(dL_dE, ids, dL_dout)", "the trap: dL_dE[ids] += dL_dout"], 0,
    (i) => { adds = i === 0; show(); });
  figure.controls.append(
    ...ids.map((start, k) => live.list(`id at place ${k}`, [0, 1, 2, 3, 4], start,
      (id) => { ids[k] = id; show(); })),
    method.box,
    live.button("From zero", () => { done = 0; show(); }), next);
  show();
});
