# %% right: row by row with index, as nested lists
def aligned_matrix(vocabulary, words, vectors, rng):
    n, d = vectors.shape
    spread = float(np.std(vectors))
    rows = [[0.0] * d, [float(column.sum()) / n for column in vectors.T]]
    for word in vocabulary[2:]:
        if word in words:
            rows.append(vectors[words.index(word)].tolist())
        else:
            rows.append([rng.normal(0.0, spread) for _ in range(d)])
    return rows


# %% right: standard normal numbers for the missing rows only, in 32 bits
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    source = np.array([place.get(word, -1) for word in vocabulary])
    source[:2] = -1
    table = np.zeros((len(vocabulary), vectors.shape[1]), dtype="float32")
    known, missing = np.flatnonzero(source >= 0), np.flatnonzero(source < 0)[2:]
    table[known] = vectors[source[known]]
    table[missing] = vectors.std() * rng.standard_normal((len(missing), table.shape[1]))
    table[1] = vectors.mean(axis=0, dtype=np.float64)
    return table


# %% right: a binary search in the sorted words
def aligned_matrix(vocabulary, words, vectors, rng):
    order = np.argsort(words)
    ordered = np.array(words)[order]
    entries = np.array(vocabulary[2:])
    spot = np.minimum(np.searchsorted(ordered, entries), len(words) - 1)
    found = ordered[spot] == entries
    noise = rng.normal(np.zeros(vectors.shape[1]), vectors.ravel().std(), (len(entries), vectors.shape[1]))
    body = np.where(found[:, None], vectors[order[spot]], noise)
    return np.concatenate([np.zeros_like(vectors[:1]), [np.average(vectors, axis=0)], body])


# %% right: a one-hot matrix of which word is which, times the vectors
def aligned_matrix(vocabulary, words, vectors, rng):
    is_same = np.array([[v == w for w in words] for v in vocabulary], dtype=float)
    is_same[0] = 0
    is_same[1] = 1 / len(words)
    table = is_same @ vectors
    spread = np.sqrt(np.mean((vectors - np.mean(vectors)) ** 2))
    noise = rng.normal(size=table.shape) * spread
    nowhere = ~is_same.any(axis=1)
    nowhere[0] = False
    return table + noise * nowhere[:, None]


# %% right: a helper that knows the vector of each word, with Python's own names
def aligned_matrix(vocabulary, words, vectors, rng):
    list = dict(zip(words, vectors))
    list[""], list["[UNK]"] = np.zeros(len(vectors[0])), sum(vectors) / len(vectors)
    max, min = np.std(vectors), []

    def id(str):
        return list[str] if str in list else rng.normal(scale=max, size=len(vectors[0]))

    for type in vocabulary:
        min.append(id(type))
    return np.vstack(min)


# %% right: from the end, with variables that are overwritten
def aligned_matrix(vocabulary, words, vectors, rng):
    table = {}
    for word in reversed(vocabulary):
        table[word] = rng.normal(0, np.std(np.array(vectors)), vectors.shape[1:])
    table.update({w: v for w, v in zip(words, vectors.copy()) if w in table})
    table.update({"": 0 * vectors[0], "[UNK]": vectors.mean(0)})
    return np.stack([table[word] for word in vocabulary])


# %% wrong: the vectors are put into the table in the order of the file
# loses: test_known_rows
# says: the rows have the order of the file, not of the vocabulary
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    row = 2
    for word, vector in zip(words, vectors):
        if word in vocabulary[2:]:
            table[row] = vector
            row += 1
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: the words are sorted, the vectors are not
# loses: test_known_rows
# says: this is the vector of
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(sorted(words))}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in place:
            table[i] = vectors[place[word]]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: padding and [UNK] forgotten, no rows for them
# loses: test_known_rows, test_reserved_rows, test_missing_rows
# says: expected shape (7, 6), got (5, 6)
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    rows = [
        vectors[place[w]] if w in place else rng.normal(0, vectors.std(), vectors.shape[1])
        for w in vocabulary[2:]
    ]
    return np.array(rows)


# %% wrong: padding and [UNK] forgotten when the rows are counted
# loses: test_known_rows
# says: all rows are shifted by -2
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary[2:]):
        if word in place:
            table[i] = vectors[place[word]]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: only the padding counted, as in courses that number words from 1
# loses: test_known_rows
# says: all rows are shifted by -1
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary[2:], start=1):
        if word in place:
            table[i] = vectors[place[word]]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: the two places are added twice
# loses: test_known_rows, test_reserved_rows, test_missing_rows
# says: expected shape (7, 6), got (9, 6)
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary) + 2, vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i + 2] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: upper and lower case are one word
# loses: test_known_rows
# says: this is the vector of
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word.lower(): k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word.lower() in place:
            table[i] = vectors[place[word.lower()]]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: a binary search in words that are not sorted
# loses: test_known_rows
# says: the vocabulary is
def aligned_matrix(vocabulary, words, vectors, rng):
    spot = np.minimum(np.searchsorted(words, vocabulary), len(words) - 1)
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if words[spot[i]] == word:
            table[i] = vectors[spot[i]]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: each vector is scaled to the length 1
# loses: test_known_rows, test_reserved_rows
# says: in row 6, that of 'e', got [0.66
def aligned_matrix(vocabulary, words, vectors, rng):
    spread = vectors.std()
    vectors = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12)
    table = rng.normal(scale=spread, size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: missing words, [UNK] and padding share the zero vector
# loses: test_reserved_rows, test_missing_rows
# says: these are zeros, as for padding
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = np.zeros((len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary[2:], start=2):
        if word in place:
            table[i] = vectors[place[word]]
    return table


# %% wrong: missing words are zeros
# loses: test_missing_rows
# says: expected random numbers for them
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = np.zeros((len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in place:
            table[i] = vectors[place[word]]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: missing words get the vector of [UNK]
# loses: test_missing_rows
# says: different rows for the 1500 missing words, got 1
def aligned_matrix(vocabulary, words, vectors, rng):
    table = np.tile(vectors.mean(axis=0), (len(vocabulary), 1))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: one random vector for all missing words
# loses: test_missing_rows
# says: different rows for the 1500 missing words, got 1
def aligned_matrix(vocabulary, words, vectors, rng):
    table = np.zeros((len(vocabulary), vectors.shape[1]))
    table[:] = rng.normal(scale=vectors.std(), size=vectors.shape[1])
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: [UNK] is random like a missing word
# loses: test_reserved_rows
# says: row 1 belongs to [UNK]
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary[2:], start=2):
        if word in place:
            table[i] = vectors[place[word]]
    table[0] = 0
    return table


# %% wrong: the padding keeps its random numbers
# loses: test_reserved_rows
# says: row 0 belongs to the padding: expected zeros
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary[2:], start=2):
        if word in place:
            table[i] = vectors[place[word]]
    table[1] = vectors.mean(axis=0)
    return table


# %% wrong: the file's own "" and [UNK] overwrite the two rows
# loses: test_reserved_rows
# says: the file's own
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    table[0], table[1] = 0, vectors.mean(axis=0)
    for i, word in enumerate(vocabulary):
        if word in place:
            table[i] = vectors[place[word]]
    return table


# %% wrong: the file's own "" and [UNK] do not count in the mean
# loses: test_reserved_rows
# says: in the mean all vectors of the file count
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in place:
            table[i] = vectors[place[word]]
    real = [k for k, word in enumerate(words) if word not in ("", "[UNK]")]
    table[0], table[1] = 0, vectors[real].mean(axis=0)
    return table


# %% wrong: the mean of the vocabulary's known vectors alone
# loses: test_reserved_rows
# says: the mean is one of all vectors, not only of the vocabulary's
def aligned_matrix(vocabulary, words, vectors, rng):
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    known = [i for i, word in enumerate(vocabulary) if i > 1 and word in place]
    table[known] = vectors[[place[vocabulary[i]] for i in known]]
    table[0], table[1] = 0, table[known].mean(axis=0)
    return table


# %% wrong: one mean of all numbers
# loses: test_reserved_rows
# says: a mean for each of the d numbers
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean()
    return table


# %% wrong: the numbers that a new Embedding has
# loses: test_missing_rows
# says: this is what a new Embedding has
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.uniform(-0.05, 0.05, size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: the right spread, but every number in a range is as likely
# loses: test_missing_rows
# says: expected normal numbers
def aligned_matrix(vocabulary, words, vectors, rng):
    edge = vectors.std() * 3**0.5
    table = rng.uniform(-edge, edge, size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: a standard deviation for each column
# loses: test_missing_rows
# says: one spread for the whole table, not one for each column
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(
        scale=vectors.std(axis=0), size=(len(vocabulary), vectors.shape[1])
    )
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: the variance for the standard deviation
# loses: test_missing_rows
# says: this is the variance
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(scale=vectors.var(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: normal numbers as rng.normal gives them without a scale
# loses: test_missing_rows
# says: this is a spread of 1
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: ddof=1
# loses: test_missing_rows
# says: divide by the number of numbers, not by one less
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(
        scale=vectors.std(ddof=1), size=(len(vocabulary), vectors.shape[1])
    )
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: random numbers around the mean of the vectors
# loses: test_missing_rows
# says: this is the mean of the vectors
def aligned_matrix(vocabulary, words, vectors, rng):
    table = rng.normal(
        vectors.mean(), vectors.std(), size=(len(vocabulary), vectors.shape[1])
    )
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: the standard deviation of the known vectors alone
# loses: test_missing_rows
# says: all vectors of the file count
def aligned_matrix(vocabulary, words, vectors, rng):
    known = [k for k, word in enumerate(words) if word in vocabulary[2:]]
    table = rng.normal(
        scale=vectors[known].std(), size=(len(vocabulary), vectors.shape[1])
    )
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: a generator of its own
# loses: test_missing_rows
# says: do all come from rng?
def aligned_matrix(vocabulary, words, vectors, rng):
    rng = np.random.default_rng(0)
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: NumPy's global random numbers
# loses: test_missing_rows
# says: expected the same result from a second call
def aligned_matrix(vocabulary, words, vectors, rng):
    table = np.random.normal(
        scale=vectors.std(), size=(len(vocabulary), vectors.shape[1])
    )
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, vectors.mean(axis=0)
    return table


# %% wrong: the vectors are centred in place
# loses: test_known_rows, test_reserved_rows, test_missing_rows
# says: expected vectors to stay as it was
def aligned_matrix(vocabulary, words, vectors, rng):
    mean = vectors.mean(axis=0)
    vectors -= mean
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in words:
            table[i] = vectors[words.index(word)]
    table[0], table[1] = 0, mean
    return table


# %% wrong: the two names are added to the list of words
# loses: test_known_rows, test_reserved_rows, test_missing_rows
# says: expected words to stay as it was
def aligned_matrix(vocabulary, words, vectors, rng):
    words += ["", "[UNK]"]
    everything = np.vstack([vectors, 0 * vectors[:1], vectors.mean(axis=0)[None]])
    place = {word: k for k, word in enumerate(words)}
    table = rng.normal(scale=vectors.std(), size=(len(vocabulary), vectors.shape[1]))
    for i, word in enumerate(vocabulary):
        if word in place:
            table[i] = everything[place[word]]
    return table
