# %% right: row after row, as nested lists
def embedding_matrix(word_of_row, vectors):
    (d,) = {len(vector) for vector in vectors.values()}
    nothing = [0.0] * d
    return [list(vectors.get(word_of_row[i], nothing)) for i in range(len(word_of_row))]


# %% right: from the vectors to the rows, through the dictionary turned round
def embedding_matrix(word_of_row, vectors):
    row_of = {word: row for row, word in word_of_row.items()}
    E = None
    for word, vector in vectors.items():
        if E is None:
            E = np.zeros((len(word_of_row), len(vector)), dtype="float32")
        if word in row_of:
            E[row_of[word]] += vector
    return E


# %% right: a one-hot matrix of which word is which, times the vectors
def embedding_matrix(word_of_row, vectors):
    words, X = list(vectors), np.stack(list(vectors.values()))
    ordered = np.array([word for row, word in sorted(word_of_row.items())])
    return (ordered[:, None] == np.array(words)[None]).astype(float) @ X


# %% right: all rows at once with an index that has a row of zeros for the rest
def embedding_matrix(word_of_row, vectors):
    place = {word: k for k, word in enumerate(vectors)}
    rows = np.fromiter(word_of_row.keys(), dtype=int)
    source = [place.get(word, -1) for word in word_of_row.values()]
    padded = np.vstack([*vectors.values(), 0 * next(iter(vectors.values()))])
    table = np.empty((len(rows), padded.shape[1]))
    table[rows] = padded[source]
    return table


# %% right: Python's own names used as scratch
def embedding_matrix(word_of_row, vectors):
    list = sorted(word_of_row)
    max = np.array([*vectors.values()]).shape[1]
    sum = []
    for id in list:
        try:
            sum.append(vectors[word_of_row[id]])
        except KeyError:
            sum.append(np.zeros(max))
    return np.array(sum)


# %% wrong: the broken program
# loses: test_found_words, test_rows
# says: not one was found. What does the loop look up?
def embedding_matrix(word_of_row, vectors):
    """Return a table with the vectors of the words, shape (V, d)."""
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row) + 1, d))  # row 0 is padding
    for number, word in enumerate(word_of_row):
        if word in vectors:
            table[number + 1] = vectors[word]
    return table


# %% wrong: finds the words, and keeps the row too many and the order
# loses: test_rows
# says: which of them stands for no entry of word_of_row?
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row) + 1, d))
    for number, word in enumerate(word_of_row.values()):
        if word in vectors:
            table[number + 1] = vectors[word]
    return table


# %% wrong: the shape is right, and the words are not found
# loses: test_found_words, test_rows
# says: not one was found
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row), d))
    for row in word_of_row:
        if row in vectors:
            table[row] = vectors[row]
    return table


# %% wrong: the order of the dictionary for that of the rows
# loses: test_rows
# says: the rows have the order of the dictionary
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row), d))
    for row, word in enumerate(word_of_row.values()):
        if word in vectors:
            table[row] = vectors[word]
    return table


# %% wrong: the right row and one more for padding
# loses: test_rows
# says: expected 4 rows, got 5
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row) + 1, d))
    for row, word in word_of_row.items():
        if word in vectors:
            table[row + 1] = vectors[word]
    return table


# %% wrong: a row too high, the first one goes round
# loses: test_rows
# says: each vector is a row too high
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row), d))
    for row, word in word_of_row.items():
        if word in vectors:
            table[row - 1] = vectors[word]
    return table


# %% wrong: the vectors in the order in which they come
# loses: test_rows
# says: the rows have the order of the vectors
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row), d))
    row = 2
    for word in vectors:
        if word in word_of_row.values():
            table[row] = vectors[word]
            row += 1
    return table


# %% wrong: random rows for words without a vector
# loses: test_rows
# says: which has no vector and gets [0.0, 0.0]
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.random.default_rng(0).normal(size=(len(word_of_row), d))
    for row, word in word_of_row.items():
        if word in vectors:
            table[row] = vectors[word]
    return table


# %% wrong: no rows for padding and [UNK]
# loses: test_rows
# says: expected 4 rows, got 2
def embedding_matrix(word_of_row, vectors):
    d = len(next(iter(vectors.values())))
    table = np.zeros((len(word_of_row) - 2, d))
    for row, word in word_of_row.items():
        if word in vectors:
            table[row - 2] = vectors[word]
    return table


# %% wrong: words without a vector are taken out of the dictionary
# loses: test_found_words, test_rows
# says: expected word_of_row to stay
def embedding_matrix(word_of_row, vectors):
    table = np.zeros((len(word_of_row), len(next(iter(vectors.values())))))
    for row in list(word_of_row):
        if word_of_row[row] not in vectors:
            del word_of_row[row]
        else:
            table[row] = vectors[word_of_row[row]]
    return table
