// One row, looked up once: how far four optimizers go on moving it.
"use strict";

const adamRow = {
  STEPS: 60,
  KINDS: ["Adam", "momentum", "SGD", "lazy Adam"],

  // How far the row has moved after each step, in learning rates. Its gradient is 1 in
  // the first of these steps, which is step `late` of the training, and 0 afterwards.
  walk(kind, beta, late) {
    const moved = [0];
    let m = 0, v = 0;
    for (let n = 0; n < adamRow.STEPS; n += 1) {
      const g = n === 0 ? 1 : 0, t = late + n;
      let move = g;
      if (kind === "momentum") {
        m = beta * m + g;
        move = m;
      } else if (kind === "Adam" || (kind === "lazy Adam" && n === 0)) {
        m += (g - m) * (1 - beta);
        v += (g * g - v) * (1 - 0.999);
        const alpha = Math.sqrt(1 - 0.999 ** t) / (1 - beta ** t);
        move = (alpha * m) / (Math.sqrt(v) + 1e-7);
      }
      moved.push(moved[n] + move);
    }
    return moved;
  },
};

if (typeof document !== "undefined") live.figure("adam_row", (figure) => {
  const [lines, names] = [".line", ".name"].map((part) => figure.svg.querySelectorAll(part));
  const { KINDS, STEPS } = adamRow;
  let beta = 0.9, late = 100, walks;

  function draw() {
    walks = KINDS.map((kind) => adamRow.walk(kind, beta, late));
    const ends = walks.map((walk) => walk[STEPS]);
    const top = live.reach(Math.max(...ends));
    const heights = live.apart(ends.map((end) => 204 - (176 * end) / top), 16, 204);
    walks.forEach((walk, i) => {
      const points = walk.map((y, n) =>
        `${(32 + 4.5 * n).toFixed(1)} ${(200 - (176 * y) / top).toFixed(1)}`);
      lines[i].setAttribute("d", `M${points.join("L")}`);
      names[i].setAttribute("y", heights[i].toFixed(1));
      names[i].textContent = `${KINDS[i]} ${live.number(ends[i], 2)}`;
    });
    figure.svg.querySelector(".high").textContent = top;
    figure.svg.querySelector(".half").textContent = top / 2;
  }

  function tell() {
    const echo = (walk) => `${live.number(100 * (1 - walk[1] / walk[STEPS]))}\u00a0%`;
    const two = (value) => live.number(value, 2);
    figure.say(`The row is looked up in step ${late} alone. Adam moves it by ` +
      `${two(walks[0][1])} learning rates in that step, and by ${two(walks[0][STEPS])} within ` +
      `${STEPS} steps: ${echo(walks[0])} of the way comes after the lookup.`);
    figure.tabulate([
      ["moved, in learning rates", "1 step", "10 steps", "60 steps", "after the lookup"],
      ...walks.map((walk, i) =>
        [KINDS[i], two(walk[1]), two(walk[10]), two(walk[STEPS]), echo(walk)]),
    ]);
  }

  figure.controls.append(
    live.slider("momentum, and beta_1 of Adam", [0, 0.99, 0.01], beta,
      (value) => live.number(value, 2), (value) => { beta = value; draw(); }, tell),
    live.slider("step of the lookup", [1, 300, 1], late, String,
      (value) => { late = value; draw(); }, tell),
    live.button("Start again", () => {
      [beta, late] = [0.9, 100];
      figure.controls.querySelectorAll("input").forEach((input, i) => {
        input.value = [beta, late][i];
        input.dispatchEvent(new Event("input"));
      });
      tell();
    }));
  draw();
  tell();
});
