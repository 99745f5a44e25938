# %% right: np.add.at into a matrix that is transposed in the end, as nested lists
def cooccurrence(sentences, V, window):
    X = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, min(window, len(ids) - 1) + 1):
            np.add.at(X, (ids[n:], ids[:-n]), 1 / n)
    return (X + X.T).tolist()


# %% right: three loops, each pair from both sides
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for centre in range(len(ids)):
            for place in range(centre - window, centre + window + 1):
                if 0 <= place < len(ids) and place != centre:
                    counts[ids[centre], ids[place]] += 1 / abs(place - centre)
    return counts


# %% right: a history of the last words, as GloVe's own program keeps it
def cooccurrence(sentences, V, window):
    from collections import deque

    counts = [[0.0] * V for _ in range(V)]
    for sentence in sentences:
        history = deque(maxlen=window)
        for word in sentence.tolist():
            for n, earlier in enumerate(history, start=1):
                counts[earlier][word] += 1 / n
                counts[word][earlier] += 1 / n
            history.appendleft(word)
    return counts


# %% right: a band matrix between one-hot matrices, in 32 bits
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V), dtype="float32")
    for ids in sentences:
        T = len(ids)
        near = np.zeros((T, T), dtype="float32")
        for n in range(1, window + 1):
            near += (np.eye(T, k=n) + np.eye(T, k=-n)) / n
        one_hot = np.eye(V, dtype="float32")[ids]
        counts += one_hot.T @ near @ one_hot
    return counts


# %% right: pairs in one number each, and np.bincount with weights
def cooccurrence(sentences, V, window):
    total = np.zeros(V * V)
    for ids in sentences:
        for n in range(1, window + 1):
            if n >= len(ids):
                break
            left, right = ids[:-n].astype(int), ids[n:].astype(int)
            total += np.bincount(left * V + right, minlength=V * V) / n
            total += np.bincount(right * V + left, minlength=V * V) / n
    return total.reshape(V, V)


# %% right: a dictionary of pairs, with Python's own names as variables
def cooccurrence(sentences, V, window):
    dict = {}
    for list in sentences:
        for min, a in enumerate(list):
            for max in range(min + 1, len(list)):
                sum = max - min
                if sum <= window:
                    for id in (int(a), int(list[max])), (int(list[max]), int(a)):
                        dict[id] = dict.get(id, 0) + 1 / sum
    return [[dict.get((i, j), 0) for j in range(V)] for i in range(V)]


# %% right: one text with gaps of the size of the window between the sentences
def cooccurrence(sentences, V, window):
    text = []
    for ids in sentences:
        text += ids.tolist() + [V] * window
    text = np.array(text)
    counts = np.zeros((V + 1, V + 1))
    for n in range(1, window + 1):
        np.add.at(counts, (text[:-n], text[n:]), 1 / n)
        np.add.at(counts, (text[n:], text[:-n]), 1 / n)
    return counts[:V, :V]


# %% right: combinations of places and exact fractions
def cooccurrence(sentences, V, window):
    from fractions import Fraction
    from itertools import combinations

    counts = np.full((V, V), Fraction(0))
    for ids in sentences:
        for (s, i), (t, j) in combinations(enumerate(ids), 2):
            if t - s <= window:
                counts[i, j] += Fraction(1, t - s)
                counts[j, i] += Fraction(1, t - s)
    return counts


# %% right: one histogram of all pairs, in both directions
def cooccurrence(sentences, V, window):
    left, right, weight = [], [], []
    for ids in sentences:
        for n in range(-window, window + 1):
            for t in range(len(ids)):
                if n and 0 <= t + n < len(ids):
                    left.append(ids[t])
                    right.append(ids[t + n])
                    weight.append(1 / abs(n))
    edges = np.arange(V + 1) - 0.5
    return np.histogram2d(left, right, bins=(edges, edges), weights=weight)[0]


# %% wrong: only the context on the right
# loses: test_cooccurrence, test_several_sentences
# says: context was looked for on the right only
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts


# %% wrong: only the context on the left
# loses: test_cooccurrence, test_several_sentences
# says: context was looked for on the left only
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t in range(len(ids)):
            for s in range(max(0, t - window), t):
                counts[ids[t], ids[s]] += 1 / (t - s)
    return counts


# %% wrong: weighted by the distance instead of 1 / distance
# loses: test_cooccurrence, test_several_sentences
# says: pairs were weighted by the distance, not by 1 / distance
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), n)
    return counts + counts.T


# %% wrong: every pair in the window weighs 1, as in word2vec's pairs
# loses: test_cooccurrence, test_several_sentences
# says: all pairs weigh the same, however far apart
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1)
    return counts + counts.T


# %% wrong: weights that fall linearly, (window - n + 1) / window, as gensim draws
# loses: test_cooccurrence, test_several_sentences
# says: the weights are 1 / distance, they do not fall in equal steps
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), (window - n + 1) / window)
    return counts + counts.T


# %% wrong: the sentences are joined into one text, pairs cross the borders
# loses: test_several_sentences
# says: pairs reach over the border between two sentences
def cooccurrence(sentences, V, window):
    ids = np.concatenate(sentences)
    counts = np.zeros((V, V))
    for n in range(1, window + 1):
        np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: a place is a neighbour of itself, with weight 1
# loses: test_cooccurrence, test_several_sentences
# says: a place was paired with itself
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t, i in enumerate(ids):
            for s in range(max(0, t - window), min(len(ids), t + window + 1)):
                counts[i, ids[s]] += 1 / max(abs(t - s), 1)
    return counts


# %% wrong: pairs of the same word are left out
# loses: test_cooccurrence, test_several_sentences
# says: or pairs of a word with the same word are missing
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    counts += counts.T
    np.fill_diagonal(counts, 0)
    return counts


# %% wrong: pairs of the same word are added once, the others twice
# loses: test_cooccurrence, test_several_sentences
# says: two places with the same id count in both directions
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t in range(len(ids)):
            for s in range(t + 1, min(t + window + 1, len(ids))):
                counts[ids[t], ids[s]] += 1 / (s - t)
                if ids[t] != ids[s]:
                    counts[ids[s], ids[t]] += 1 / (s - t)
    return counts


# %% wrong: `+=` with arrays of ids keeps one of several equal pairs
# loses: test_cooccurrence, test_several_sentences
# says: of a pair that comes several times only one was added
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            counts[ids[:-n], ids[n:]] += 1 / n
            counts[ids[n:], ids[:-n]] += 1 / n
    return counts


# %% wrong: `+=` with arrays of ids, and the transposed matrix in the end
# loses: test_cooccurrence, test_several_sentences
# says: of a pair that comes several times only one was added
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            counts[ids[:-n], ids[n:]] += 1 / n
    return counts + counts.T


# %% wrong: window places altogether, half of them on each side
# loses: test_cooccurrence, test_several_sentences
# says: the window is too narrow by one place
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window // 2 + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: range(1, window) ends one place too early
# loses: test_cooccurrence, test_several_sentences
# says: the window is too narrow by one place
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: the window is one place too wide
# loses: test_cooccurrence, test_several_sentences
# says: the window is too wide by one place
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t in range(len(ids)):
            for s in range(t + 1, t + window + 2):
                if s < len(ids):
                    counts[ids[t], ids[s]] += 1 / (s - t)
                    counts[ids[s], ids[t]] += 1 / (s - t)
    return counts


# %% wrong: both directions in the loop, and both triangles added once more
# loses: test_cooccurrence, test_several_sentences
# says: every pair was added twice in each direction
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t in range(len(ids)):
            for s in range(len(ids)):
                if 0 < abs(s - t) <= window:
                    counts[ids[t], ids[s]] += 1 / abs(s - t)
    return counts + counts.T


# %% wrong: neighbours have a distance of 2, as if counted from 0
# loses: test_cooccurrence, test_several_sentences
# says: neighbours have the distance 1, not 2
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / (n + 1))
    return counts + counts.T


# %% wrong: whole numbers, the parts below 1 are lost
# loses: test_cooccurrence, test_several_sentences
# says: or counts are not whole numbers
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V), dtype=int)
    for ids in sentences:
        for n in range(1, window + 1):
            for i, j in zip(ids[:-n], ids[n:]):
                counts[i, j] = counts[i, j] + 1 / n
                counts[j, i] = counts[j, i] + 1 / n
    return counts


# %% wrong: as many rows as ids that occur
# loses: test_cooccurrence, test_several_sentences
# says: expected shape (4, 4), got (3, 3)
def cooccurrence(sentences, V, window):
    V = max([ids.max() for ids in sentences if len(ids)]) + 1
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: id 0 is taken for padding
# loses: test_cooccurrence, test_several_sentences
# says: expected 1 at [0, 1], got 0
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        ids = ids[ids != 0]
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: only the first place of a word in a sentence is looked at
# loses: test_cooccurrence, test_several_sentences
# says: or pairs of a word with the same word are missing
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        ids = ids.tolist()
        for i in ids:
            for j in ids:
                n = abs(ids.index(i) - ids.index(j))
                if 0 < n <= window:
                    counts[i, j] += 1 / n
    return counts


# %% wrong: negative places reach round to the end of the sentence
# loses: test_cooccurrence, test_several_sentences
# says: expected 0 at [1, 2], got 1
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t in range(len(ids)):
            for n in range(1, window + 1):
                if n < len(ids):
                    counts[ids[t], ids[t - n]] += 1 / n
                    counts[ids[t - n], ids[t]] += 1 / n
    return counts


# %% wrong: an empty sentence ends the work
# loses: test_several_sentences
# says: expected 1.333 at [0, 2], got 0.3333
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        if len(ids) == 0:
            break
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: returns inside the loop, after the first sentence
# loses: test_several_sentences
# says: expected 1 at [0, 2], got 0
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
        return counts + counts.T


# %% wrong: transposed and added after each sentence, so that earlier ones double
# loses: test_several_sentences
# says: expected 1 at [0, 1], got 2
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
        counts = counts + counts.T
    return counts


# %% wrong: the ids of each sentence are sorted first
# loses: test_cooccurrence, test_several_sentences
# says: expected 1 at [0, 2], got 0
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        ids.sort()
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: the list of sentences is used up
# loses: test_cooccurrence, test_several_sentences
# says: expected sentences to stay as it was, 1 arrays, got 0 afterwards
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    while sentences:
        ids = sentences.pop()
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: the table of the last call is added to
# loses: test_cooccurrence, test_several_sentences
# says: expected the same result from a second call with the same arguments
def cooccurrence(sentences, V, window, tables={}):
    counts = tables.setdefault(V, np.zeros((V, V)))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: divided by the total, as if probabilities were wanted
# loses: test_cooccurrence, test_several_sentences
# says: expected 1 at [0, 1], got 0.25
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    counts = counts + counts.T
    return counts / max(counts.sum(), 1)


# %% wrong: the same word twice in a row is taken for one
# loses: test_cooccurrence, test_several_sentences
# says: expected 5 at [0, 0], got 0
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        ids = ids[np.flatnonzero(np.diff(ids, prepend=-1))]
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return counts + counts.T


# %% wrong: the two triangles are averaged
# loses: test_cooccurrence, test_several_sentences
# says: or the two directions are added, not averaged
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return (counts + counts.T) / 2


# %% wrong: sentences are separated by -1, which is the last id for NumPy
# loses: test_cooccurrence, test_several_sentences
# says: expected 0 at [1, 3], got 1
def cooccurrence(sentences, V, window):
    text = []
    for ids in sentences:
        text += ids.tolist() + [-1] * window
    text = np.array(text)
    counts = np.zeros((V, V))
    for n in range(1, window + 1):
        np.add.at(counts, (text[:-n], text[n:]), 1 / n)
    return counts + counts.T


# %% wrong: a gap of one place only between sentences
# loses: test_several_sentences
# says: expected 1.5 at [0, 1], got 2
def cooccurrence(sentences, V, window):
    text = []
    for ids in sentences:
        text += ids.tolist() + [V]
    text = np.array(text)
    counts = np.zeros((V + 1, V + 1))
    for n in range(1, window + 1):
        np.add.at(counts, (text[:-n], text[n:]), 1 / n)
    return (counts + counts.T)[:V, :V]


# %% wrong: only whole windows, the words at the borders are no centres
# loses: test_cooccurrence, test_several_sentences
# says: expected the same at [0, 1] and [1, 0], got 1 and 0
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for t in range(window, len(ids) - window):
            for n in range(1, window + 1):
                counts[ids[t], ids[t - n]] += 1 / n
                counts[ids[t], ids[t + n]] += 1 / n
    return counts


# %% wrong: the upper triangle is mirrored, the lower one lost
# loses: test_cooccurrence, test_several_sentences
# says: expected 1 at [0, 2], got 0
def cooccurrence(sentences, V, window):
    counts = np.zeros((V, V))
    for ids in sentences:
        for n in range(1, window + 1):
            np.add.at(counts, (ids[:-n], ids[n:]), 1 / n)
    return np.triu(counts) + np.triu(counts, 1).T
