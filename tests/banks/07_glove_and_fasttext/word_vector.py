# %% right: a sum and a count that grow
def word_vector(word, buckets, ids, E):
    total, count = np.zeros(E.shape[1]), 0
    for k in buckets:
        total += E[len(ids) + k]
        count += 1
    if word in ids:
        total += E[ids[word]]
        count += 1
    return total / max(count, 1)


# %% right: the table split into words and buckets, weights by np.bincount
def word_vector(word, buckets, ids, E):
    words, grams = np.split(E, [len(ids)])
    uses = np.bincount(np.array(buckets, dtype=int), minlength=len(grams))
    vector = uses @ grams
    n = len(buckets)
    if ids.get(word) is not None:
        vector = vector + words[ids[word]]
        n = n + 1
    return vector / n if n else np.zeros(len(E[0]))


# %% right: np.average of the stacked rows, as a list of 32-bit floats
def word_vector(word, buckets, ids, E):
    known = [ids[word]] if word in ids.keys() else []
    rows = np.asarray(known + [k + len(ids) for k in buckets], dtype=int)
    if rows.size == 0:
        return [0.0] * E.shape[1]
    return np.average(np.take(E, rows, axis=0), axis=0).astype("float32").tolist()


# %% right: a mean that is moved by each row, with exceptions for unknown words
def word_vector(word, buckets, ids, E):
    try:
        mean, n = E[ids[word]].astype(float), 1
    except KeyError:
        mean, n = np.zeros(E.shape[1]), 0
    for k in buckets:
        n += 1
        mean = mean + (E[len(ids) + k] - mean) / n
    return mean


# %% right: the mean of nothing is nan, with a warning, and replaced
def word_vector(word, buckets, ids, E):
    rows = np.array(buckets, dtype=np.int64) + len(ids)
    if word in ids:
        rows = np.append(rows, ids[word])
    return np.nan_to_num(E[rows].mean(axis=0))


# %% right: plain Python, column by column, with Python's own names as variables
def word_vector(word, buckets, ids, E):
    max = len(ids)
    list = [E[max + id].tolist() for id in buckets]
    if word in ids:
        list.insert(0, E[ids[word]].tolist())
    if list == []:
        return np.zeros_like(E[0])
    return [float(np.sum(sum)) / len(list) for sum in zip(*list)]


# %% right: a one-hot product, once more
def word_vector(word, buckets, ids, E):
    X = np.zeros(len(E))
    own = [ids[w] for w in ids if w == word]
    np.add.at(X, [len(ids) + k for k in buckets] + own, 1)
    return X @ E / (X.sum() or 1)


# %% right: rows stacked with vstack, max of ids
def word_vector(word, buckets, ids, E):
    V = max(ids.values()) + 1
    rows = [E[V + b] for b in buckets]
    if word in ids:
        rows = [E[ids[word]]] + rows
    if len(rows) == 0:
        return E[0] * 0
    return np.vstack(rows).mean(0)


# %% right: a Counter of rows, in 32 bits
def word_vector(word, buckets, ids, E):
    from collections import Counter

    uses = Counter(len(ids) + b for b in buckets)
    uses.update(ids[w] for w in [word] if w in ids)
    n = sum(uses.values())
    v = np.zeros(E.shape[1], dtype="float32")
    for row, times in uses.items():
        v = v + E[row] * (times / n)
    return v


# %% wrong: the sum instead of the mean
# loses: test_unseen_word, test_known_word
# says: a mean is wanted, not a sum
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[np.array(rows, dtype=int)].sum(axis=0)


# %% wrong: the mean of no rows is nan
# loses: test_unseen_word
# says: the mean of no rows is nan
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[np.array(rows, dtype=int)].mean(axis=0)


# %% wrong: an empty array of floats is no index
# loses: test_unseen_word, test_known_word
# says: IndexError: arrays used as indices must be of integer (or boolean) type
def word_vector(word, buckets, ids, E):
    rows = len(ids) + np.array(buckets)
    if word in ids:
        rows = np.append(rows, ids[word])
    return E[rows].mean(axis=0)


# %% wrong: the buckets are taken for the first rows of the table
# loses: test_unseen_word, test_known_word
# says: the rows of the buckets come after those of the V words
def word_vector(word, buckets, ids, E):
    rows = list(buckets)
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: an n-gram that comes twice counts once
# loses: test_unseen_word, test_known_word
# says: n-grams that share a bucket count one by one
def word_vector(word, buckets, ids, E):
    rows = {len(ids) + k for k in buckets}
    if word in ids:
        rows.add(ids[word])
    return E[list(rows)].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: the sum of different rows, divided by the number of all
# loses: test_unseen_word, test_known_word
# says: the sum has each row once, but n-grams count one by one
def word_vector(word, buckets, ids, E):
    n = len(buckets) + (word in ids)
    total = E[[len(ids) + k for k in set(buckets)]].sum(axis=0) if buckets else 0
    if word in ids:
        total = total + E[ids[word]]
    return total / n if n else np.zeros(E.shape[1])


# %% wrong: a known word has no row of its own
# loses: test_known_word
# says: a known word has a row of its own
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: a known word is looked up and nothing else
# loses: test_known_word
# says: a known word needs its n-grams too
def word_vector(word, buckets, ids, E):
    if word in ids:
        return E[ids[word]]
    rows = [len(ids) + k for k in buckets]
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: id 0 is taken for an unseen word
# loses: test_known_word
# says: a known word has a row of its own
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if ids.get(word):
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: unseen words get row 0 as their own
# loses: test_unseen_word
# says: an unseen word does not borrow row 0
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets] + [ids.get(word, 0)]
    return E[rows].mean(axis=0)


# %% wrong: the own row is added, but not counted
# loses: test_known_word
# says: the own row counts in the number of rows too
def word_vector(word, buckets, ids, E):
    total = E[[len(ids) + k for k in buckets]].sum(axis=0) if buckets else 0
    if word in ids:
        total = total + E[ids[word]]
    return total / max(len(buckets), 1) + np.zeros(E.shape[1])


# %% wrong: the own row is added to the mean of the n-grams
# loses: test_known_word
# says: the own row is one more row of the mean
def word_vector(word, buckets, ids, E):
    vector = np.zeros(E.shape[1])
    if buckets:
        vector = E[[len(ids) + k for k in buckets]].mean(axis=0)
    if word in ids:
        vector = vector + E[ids[word]]
    return vector


# %% wrong: half the own row and half the mean of the n-grams
# loses: test_known_word
# says: the own row counts as much as one n-gram, not as all
def word_vector(word, buckets, ids, E):
    grams = np.zeros(E.shape[1])
    if buckets:
        grams = E[[len(ids) + k for k in buckets]].mean(axis=0)
    return (E[ids[word]] + grams) / 2 if word in ids else grams


# %% wrong: divided by one more than the n-grams, for unseen words too
# loses: test_unseen_word
# says: an unseen word has no row of its own to count
def word_vector(word, buckets, ids, E):
    total = np.zeros(E.shape[1])
    for k in buckets:
        total += E[len(ids) + k]
    if word in ids:
        total += E[ids[word]]
    return total / (len(buckets) + 1)


# %% wrong: too short a known word gets zeros
# loses: test_known_word
# says: a known word has a row of its own
def word_vector(word, buckets, ids, E):
    if not buckets:
        return np.zeros(E.shape[1])
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0)


# %% wrong: too short an unseen word is an error
# loses: test_unseen_word
# says: KeyError: 'ha'
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    if not rows:
        raise KeyError(word)
    return E[rows].mean(axis=0)


# %% wrong: too short an unseen word gets the mean of all rows
# loses: test_unseen_word
# says: expected [0. 0.], got [5.25 2.25]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else E.mean(axis=0)


# %% wrong: too short an unseen word gets None
# loses: test_unseen_word
# says: is there a `return`?
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    if rows:
        return E[rows].mean(axis=0)


# %% wrong: the rows begin behind the largest id that is asked for
# loses: test_known_word
# says: expected [6.25 3.  ], got [ 6.   -1.25]
def word_vector(word, buckets, ids, E):
    V = ids[word] + 1 if word in ids else len(ids)
    rows = [V + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: the buckets are counted from the end of the table
# loses: test_unseen_word, test_known_word
# says: expected [8.     3.3333], got [ 9.     -1.3333]
def word_vector(word, buckets, ids, E):
    rows = [-1 - k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: the mean of each row, not of each column
# loses: test_unseen_word, test_known_word
# says: expected [ 7. -3.], got [2. 2.]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=1) if rows else np.zeros(E.shape[1])


# %% wrong: a single mean of all numbers
# loses: test_unseen_word, test_known_word
# says: expected one vector of shape (2,), got shape ()
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean() if rows else np.zeros(E.shape[1])


# %% wrong: divided by the length of the sum, for vectors of length 1
# loses: test_unseen_word, test_known_word
# says: expected [ 7. -3.], got [ 0.9191 -0.3939]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(ids[word])
    total = E[np.array(rows, dtype=int)].sum(axis=0)
    return total / (np.linalg.norm(total) or 1)


# %% wrong: the word is added to the caller's dictionary
# loses: test_unseen_word
# says: expected ids to stay as it was, {'a': 0, 'the': 1}, got
def word_vector(word, buckets, ids, E):
    V = len(ids)
    known = word in ids
    ids.setdefault(word, V)
    rows = [V + k for k in buckets] + [ids[word]] * known
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: the caller's list grows
# loses: test_known_word
# says: expected buckets to stay as it was, [0, 2], got [0, 2, -1] afterwards
def word_vector(word, buckets, ids, E):
    V = len(ids)
    if word in ids:
        buckets.append(ids[word] - V)
    rows = [V + k for k in buckets]
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: the sum is collected in the table's own row
# loses: test_known_word
# says: expected E to stay as it was
def word_vector(word, buckets, ids, E):
    if word not in ids:
        rows = [len(ids) + k for k in buckets]
        return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])
    vector = E[ids[word]]
    for k in buckets:
        vector += E[len(ids) + k]
    return vector / (len(buckets) + 1)


# %% wrong: the vector of a bucket that comes first stands for the word
# loses: test_unseen_word
# says: expected [ 7. -3.], got [10. -6.]
def word_vector(word, buckets, ids, E):
    if word in ids:
        return E[[ids[word]] + [len(ids) + k for k in buckets]].mean(axis=0)
    return E[len(ids) + buckets[0]] if buckets else np.zeros(E.shape[1])


# %% wrong: an unseen word has row -1, the last one
# loses: test_unseen_word
# says: expected [ 7. -3.], got [ 6. -2.]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets] + [ids.get(word, -1)]
    return E[rows].mean(axis=0)


# %% wrong: the position in the dictionary is taken for the id
# loses: test_known_word
# says: expected [0.3814], got [0.3784]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids:
        rows.append(list(ids).index(word))
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: a known word whose row is zeros is taken for an unseen one
# loses: test_known_word
# says: a known word has a row of its own
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets]
    if word in ids and E[ids[word]].any():
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: bucket rows of zeros are not counted
# loses: test_unseen_word, test_known_word
# says: expected [-2.], got [-3.]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets if E[len(ids) + k].any()]
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])


# %% wrong: bucket 0 alone is taken for no n-gram
# loses: test_unseen_word, test_known_word
# says: got [0. 0. 0. 0. 0.]
def word_vector(word, buckets, ids, E):
    rows = [len(ids) + k for k in buckets] if sum(buckets) else []
    if word in ids:
        rows.append(ids[word])
    return E[rows].mean(axis=0) if rows else np.zeros(E.shape[1])
