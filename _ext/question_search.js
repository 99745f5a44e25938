// Finds questions by the words of a query. Sphinx alone finds pages that have all the
// words; a learner's words are seldom all on the page, and a page has many questions.
const COMMON = new Set(
  ("a an and am are as at be by can could did do does for from get has have how i if in " +
    "is it its me my not of on or should so that the there this to use using was what " +
    "when where which why will with would you your").split(" ")
);
const wordsOf = (text) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter((word) => !COMMON.has(word));

// "embeddings" is found by "embedding", "masked" by "mask", but "in" not by "index",
// and "word2vec" not by "word".
const same = (one, other) =>
  one === other ||
  (Math.min(one.length, other.length) > 3 &&
    Math.abs(one.length - other.length) < 4 &&
    (one.startsWith(other.slice(0, -1)) || other.startsWith(one.slice(0, -1))));

const WEIGHTS = { question: 3, words: 2, answer: 1 };
const indexed = () =>
  QUESTIONS.map((entry) => ({
    entry,
    fields: Object.keys(WEIGHTS).map((field) => [WEIGHTS[field], wordsOf(entry[field])]),
  }));

function findQuestions(query, most = 5) {
  const all = indexed();
  const asked = [...new Set(wordsOf(query))];
  const weights = asked.map((word) =>
    all.map(({ fields }) =>
      Math.max(0, ...fields.map(([w, own]) => (own.some((o) => same(o, word)) ? w : 0)))
    )
  );
  // A word that few questions have says more than one that all have. One that none has
  // counts as one that every fourth has: it may be the right word for something else.
  const rarity = weights.map((row) => {
    const having = row.filter((weight) => weight > 0).length || all.length / 4;
    return Math.log(1 + all.length / having);
  });
  const total = rarity.reduce((sum, value) => sum + value, 0);
  return all
    .map(({ entry }, i) => {
      const found = rarity.map((value, k) => (weights[k][i] ? value : 0));
      const share = found.reduce((sum, value) => sum + value, 0) / total;
      const score = rarity.reduce((sum, value, k) => sum + value * weights[k][i], 0);
      return { entry, share, score };
    })
    .filter(({ share }) => share > 0.45)
    .sort((one, other) => other.score - one.score)
    .slice(0, most);
}

// On the page of the search this script comes after Sphinx's own. Sphinx shows the last
// result first; a result is page, title, anchor, description, score and file.
if (typeof Search !== "undefined") {
  const pages = Search._performSearch;
  Search._performSearch = (query, ...rest) => {
    const questions = findQuestions(query).map(({ entry, score }) => [
      "guide/questions",
      entry.question,
      "#" + entry.id,
      entry.answer.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, ""),
      score,
      "guide/questions.md",
    ]);
    return [...pages(query, ...rest), ...questions.reverse()];
  };
}

// A page that was opened from a folder may not read others, to show what they say.
if (globalThis.location?.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
