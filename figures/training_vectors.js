// Eight words, sixteen headlines, two losses: the same vectors go two ways.
"use strict";

const trainingVectors = {
  WORDS: ["Alps", "Himalaya", "Andes", "Rockies", "bread", "pasta", "cheese", "noodles"],
  SIDE: [0, 1, 0, 1, 0, 1, 0, 1], // news, clickbait
  CATEGORY: [0, 0, 0, 0, 1, 1, 1, 1], // mountains, food
  STEPS: 200,
  TOO_FAR: 1000,

  // Each word stands in two headlines, with either companion of its category. Rows 8 and
  // 9 belong to the companions of mountains, rows 10 and 11 to those of food.
  HEADLINES: [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => (i < 4 ? [[i, 8], [i, 9]] : [[i, 10], [i, 11]])),

  // Fourteen rows of numbers from -0.5 to 0.5 (the last holds the bias, which is 0).
  start(seed) {
    let s = 1000 * seed + 1;
    const next = () => (s = (s * 48271) % 2147483647) / 2147483647 - 0.5;
    for (let i = 0; i < 10; i += 1) next();
    return Array.from({ length: 14 }, (_, row) => (row < 13 ? [next(), next()] : [0, 0]));
  },

  // Mean of the two vectors, one output unit (row 12), binary cross-entropy.
  labels(P) {
    const G = P.map(() => [0, 0]), [w, [b]] = [P[12], P[13]], N = 16;
    let loss = 0;
    for (const [i, c] of trainingVectors.HEADLINES) {
      const h = [(P[i][0] + P[c][0]) / 2, (P[i][1] + P[c][1]) / 2];
      const y = trainingVectors.SIDE[i];
      const z = h[0] * w[0] + h[1] * w[1] + b;
      loss += (Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)))) / N;
      const push = (1 / (1 + Math.exp(-z)) - y) / N;
      for (let k = 0; k < 2; k += 1) {
        G[i][k] += (push * w[k]) / 2;
        G[c][k] += (push * w[k]) / 2;
        G[12][k] += push * h[k];
      }
      G[13][0] += push;
    }
    return { loss, G };
  },

  // Softmax over the four companions, whose rows are the second table.
  skipGram(P) {
    const G = P.map(() => [0, 0]), companions = P.slice(8, 12), N = 16;
    let loss = 0;
    for (const [i, c] of trainingVectors.HEADLINES) {
      const z = companions.map((C) => P[i][0] * C[0] + P[i][1] * C[1]);
      const top = Math.max(...z), e = z.map((score) => Math.exp(score - top));
      const sum = e[0] + e[1] + e[2] + e[3];
      loss += (top + Math.log(sum) - z[c - 8]) / N;
      for (let n = 0; n < 4; n += 1) {
        const push = (e[n] / sum - (n + 8 === c)) / N;
        for (let k = 0; k < 2; k += 1) {
          G[i][k] += push * companions[n][k];
          G[n + 8][k] += push * P[i][k];
        }
      }
    }
    return { loss, G };
  },

  begin(loss, seed) {
    const P = trainingVectors.start(seed), now = trainingVectors[loss](P);
    return { P, G: now.G, losses: [now.loss], lost: 0, which: loss };
  },

  // One step of gradient descent; a model whose numbers run away is left where it is.
  step(model, lr) {
    if (model.lost) return model;
    const P = model.P.map((row, i) => row.map((value, k) => value - lr * model.G[i][k]));
    const { loss, G } = trainingVectors[model.which](P);
    const far = Math.max(...P.flat().map(Math.abs));
    if (!(far <= trainingVectors.TOO_FAR)) return { ...model, lost: model.losses.length };
    model.losses.push(loss);
    return { ...model, P, G };
  },

  run(loss, seed, lr, steps) {
    let model = trainingVectors.begin(loss, seed);
    for (let n = 0; n < steps; n += 1) model = trainingVectors.step(model, lr);
    return model;
  },

  // Of the squared distances from the mean: which share do two halves explain?
  share(vectors, half) {
    const n = vectors.length, mean = (rows) => [0, 1].map((k) =>
      rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
    const apart = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
    const all = mean(vectors), total = vectors.reduce((sum, row) => sum + apart(row, all), 0);
    const part = (which) => vectors.filter((_, i) => half[i] === which);
    return [0, 1].reduce((sum, which) =>
      sum + (part(which).length * apart(mean(part(which)), all)) / total, 0);
  },

  shares(vectors) {
    const side = trainingVectors.share(vectors, trainingVectors.SIDE);
    const category = trainingVectors.share(vectors, trainingVectors.CATEGORY);
    return [side, category, 1 - side - category];
  },

  // Where words stand in the picture: marks in a plane, names in a column on either side.
  layout(vectors) {
    const edge = live.reach(Math.max(...vectors.flat().map(Math.abs)));
    const marks = vectors.map(([x, y]) => [161 + (78 * x) / edge, 107 - (78 * y) / edge]);
    const order = marks.map((_, i) => i).sort((a, b) => marks[a][0] - marks[b][0]);
    const names = [];
    for (const [column, part] of [[0, order.slice(0, 4)], [1, order.slice(4)]]) {
      const heights = live.apart(part.map((i) => marks[i][1]), 16, 186);
      part.forEach((i, n) => { names[i] = [column, heights[n]]; });
    }
    return { edge, marks, names };
  },
};

if (typeof document !== "undefined") live.figure("training_vectors", (figure) => {
  const { WORDS, STEPS, begin, step, run, shares, layout } = trainingVectors;
  const RATES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
  const NAMES = { labels: "a label's loss", skipGram: "skip-gram" };
  const panels = [...figure.svg.querySelectorAll(".panel")];
  const PARTS = ["mark", "word", "leader", "share", "bar", "edge", "loss", "curve"];
  const parts = panels.map((panel) => Object.fromEntries(
    PARTS.map((part) => [part, [...panel.querySelectorAll(`.${part}`)]])));
  const percent = (value) => `${live.number(100 * value)}\u00a0%`;
  let seed = 1, lr = 1, playing = false;
  let models = panels.map((panel) => run(panel.dataset.loss, seed, lr, STEPS));

  const count = () => Math.max(...models.map((model) => (model.lost || model.losses.length) - 1));
  const over = () => count() >= STEPS || models.every((model) => model.lost);

  function draw() {
    parts.forEach((part, n) => {
      const { P, losses, lost } = models[n];
      const vectors = P.slice(0, 8), { edge, marks, names } = layout(vectors);
      marks.forEach(([x, y], i) => {
        const [column, height] = names[i];
        part.mark[i].setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
        const word = part.word[i], from = column ? 250 : 72;
        word.setAttribute("x", column ? 254 : 68);
        word.setAttribute("y", (height + 5).toFixed(1));
        word.classList.toggle("end", !column);
        part.leader[i].setAttribute("d",
          `M${from} ${height.toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}`);
      });
      shares(vectors).forEach((share, i) => {
        part.share[i].textContent = percent(share);
        part.bar[i].setAttribute("width", (104 * Math.max(share, 0)).toFixed(1));
      });
      part.edge[0].textContent = `±${edge}`;
      part.loss[0].textContent =
        lost ? "rate too large" : `loss ${live.number(losses.at(-1), 3)}`;
      const points = losses.map((loss, t) =>
        `${(334 + 0.52 * t).toFixed(1)} ${(192 - 34 * Math.min(loss, 2)).toFixed(1)}`);
      part.curve[0].setAttribute("d", `M${points.join("L")}`);
    });
    figure.svg.querySelector(".step").textContent = `step ${count()} of ${STEPS}`;
  }

  function tell() {
    const told = models.map(({ P, lost, which }) => {
      const [side, category] = shares(P.slice(0, 8)).map(percent);
      const name = NAMES[which][0].toUpperCase() + NAMES[which].slice(1);
      return lost ? `${name} ran away in step ${lost}: the rate is too large.`
        : `${name}: side ${side} of the spread, category ${category}.`;
    });
    figure.say(`Step ${count()} of ${STEPS}, start ${seed}. ${told.join(" ")}`);
    figure.tabulate([
      ["loss", "its value", "side", "category", "neither"],
      ...models.map(({ P, lost, losses, which }) => [NAMES[which],
        lost ? "too large" : live.number(losses.at(-1), 3), ...shares(P.slice(0, 8)).map(percent)]),
    ]);
  }

  function show() { draw(); tell(); }

  function pause() {
    playing = false;
    play.textContent = "Play";
  }

  function restart() {
    pause();
    models = models.map((model) => begin(model.which, seed));
  }

  function advance() { models = models.map((model) => step(model, lr)); }

  function frame() {
    if (!playing) return;
    advance();
    draw();
    if (over()) { pause(); tell(); } else requestAnimationFrame(frame);
  }

  const play = live.button("Play", () => {
    if (playing) { pause(); tell(); return; }
    if (over()) restart();
    if (live.still()) {
      while (!over()) advance();
      show();
      return;
    }
    playing = true;
    figure.say("Training.");
    play.textContent = "Pause";
    requestAnimationFrame(frame);
  });
  figure.controls.append(
    live.slider("learning rate", [0, RATES.length - 1, 1], RATES.indexOf(lr),
      (i) => String(RATES[i]), (i) => { lr = RATES[i]; }),
    play,
    live.button("One step", () => { if (over()) restart(); pause(); advance(); show(); }),
    live.button("Start again", () => { restart(); show(); }),
    live.button("Another start", () => { seed = (seed % 20) + 1; restart(); show(); }));
  show();
});
