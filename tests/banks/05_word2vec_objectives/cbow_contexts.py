# %% right: place by place, with tests of the borders
def cbow_contexts(ids, window):
    B, T = ids.shape
    contexts = np.zeros((B, T, 2 * window), dtype=ids.dtype)
    for b in range(B):
        for t in range(T):
            if ids[b, t] == 0:
                continue
            steps = [s for s in range(-window, window + 1) if s != 0]
            for n, s in enumerate(steps):
                if 0 <= t + s < T:
                    contexts[b, t, n] = ids[b, t + s]
    return contexts


# %% right: sliding windows of the padded sentences, the middle taken out
def cbow_contexts(ids, window):
    wide = np.pad(ids, ((0, 0), (window, window)))
    views = np.lib.stride_tricks.sliding_window_view(wide, 2 * window + 1, axis=1)
    return np.delete(views, window, axis=2) * (ids != 0)[:, :, None]


# %% right: an index for each place and step, clipped and masked
def cbow_contexts(ids, window):
    T = ids.shape[1]
    steps = np.concatenate([np.arange(-window, 0), np.arange(1, window + 1)])
    places = np.arange(T)[:, None] + steps
    inside = (places >= 0) & (places < T)
    found = ids[:, places.clip(0, T - 1)]
    return np.where(inside & (ids != 0)[:, :, None], found, 0)


# %% right: nested lists, padding cut off first and added again
def cbow_contexts(ids, window):
    batch = []
    for row in ids.tolist():
        words = [i for i in row if i]
        wide = [0] * window + words + [0] * window
        contexts = [
            wide[t : t + window] + wide[t + window + 1 : t + 2 * window + 1]
            for t in range(len(words))
        ]
        contexts += [[0] * 2 * window] * (len(row) - len(words))
        batch.append(contexts)
    return batch


# %% right: copies into slices, step by step
def cbow_contexts(ids, window):
    out = np.zeros(ids.shape + (2 * window,), "int64")
    for step in range(1, window + 1):
        out[:, step:, window - step] = ids[:, :-step]
        out[:, :-step, window + step - 1] = ids[:, step:]
    out[ids == 0] = 0
    return out


# %% right: rolled and then wiped where the roll came round
def cbow_contexts(ids, window):
    T = ids.shape[1]
    columns = []
    for s in range(-window, window + 1):
        if s:
            column = np.roll(ids, -s, axis=1)
            place = np.arange(T) + s
            column[:, (place < 0) | (place >= T)] = 0
            columns.append(column * (ids > 0))
    return np.moveaxis(np.array(columns), 0, -1)


# %% right: products with shifted identity matrices
def cbow_contexts(ids, window):
    T = ids.shape[1]
    steps = [*range(-window, 0), *range(1, window + 1)]
    shifts = np.stack([np.eye(T, k=s, dtype=int) for s in steps])
    contexts = np.einsum("stu,bu->bts", shifts, ids)
    contexts[ids == 0] = 0
    return contexts


# %% right: a helper named like something in a test, and a dictionary of places
def wanted(row, t, s):
    there = dict(enumerate(row))
    return there.get(t + s, 0) if row[t] else 0


def cbow_contexts(ids, window):
    words = [s for s in range(-window, window + 1) if s]
    return [
        [[wanted(list(row), t, s) for s in words] for t in range(len(row))]
        for row in ids
    ]


# %% right: take_along_axis into a sentence with a zero appended
def cbow_contexts(ids, window):
    B, T = ids.shape
    wide = np.concatenate([ids, np.zeros((B, 1), ids.dtype)], axis=1)
    places = np.arange(T)[:, None] + np.r_[-window:0, 1 : window + 1]
    places = np.where((places < 0) | (places >= T), T, places).ravel()
    contexts = np.take_along_axis(wide, np.tile(places, (B, 1)), axis=1)
    return contexts.reshape(B, T, -1) * np.sign(ids)[..., None]


# %% right: as_strided views, tuples
def cbow_contexts(ids, window):
    wide = np.ascontiguousarray(np.pad(ids, [(0, 0), (window, window)]))
    B, T = ids.shape
    s0, s1 = wide.strides
    view = np.lib.stride_tricks.as_strided(wide, (B, T, 2 * window + 1), (s0, s1, s1))
    left, right = view[..., :window], view[..., window + 1 :]
    both = np.concatenate([left, right], axis=-1)
    return tuple(np.where(ids[..., None] == 0, 0, both))


# %% wrong: the roll comes round at the end of the sentence
# loses: test_cbow_contexts, test_cbow_padding
# says: the end of the sentence and its beginning are no neighbours
def cbow_contexts(ids, window):
    steps = [s for s in range(-window, window + 1) if s]
    contexts = np.stack([np.roll(ids, -s, axis=1) for s in steps], axis=-1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: place -1 is the last one
# loses: test_cbow_contexts, test_cbow_padding
# says: the end of the sentence and its beginning are no neighbours
def cbow_contexts(ids, window):
    B, T = ids.shape
    contexts = np.zeros((B, T, 2 * window), dtype=int)
    steps = [s for s in range(-window, window + 1) if s]
    for b, t in np.argwhere(ids):
        for n, s in enumerate(steps):
            if -T <= t + s < T:
                contexts[b, t, n] = ids[b, t + s]
    return contexts


# %% wrong: padding gets contexts too
# loses: test_cbow_padding
# says: padding is not a word that could be guessed
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    starts = [s for s in range(2 * window + 1) if s != window]
    return np.stack([wide[:, s : s + T] for s in starts], axis=-1)


# %% wrong: the centre is in its own context
# loses: test_cbow_contexts, test_cbow_padding
# says: is the centre itself among its contexts?
def cbow_contexts(ids, window):
    wide = np.pad(ids, ((0, 0), (window, window)))
    views = np.lib.stride_tricks.sliding_window_view(wide, 2 * window + 1, axis=1)
    return views * (ids != 0)[:, :, None]


# %% wrong: the batch is read as one long text
# loses: test_cbow_contexts, test_cbow_padding
# says: these come from another sentence
def cbow_contexts(ids, window):
    text = np.pad(ids.ravel(), window)
    views = np.lib.stride_tricks.sliding_window_view(text, 2 * window + 1)
    contexts = np.delete(views, window, axis=1).reshape(*ids.shape, 2 * window)
    return contexts * (ids != 0)[:, :, None]


# %% wrong: the contexts are pushed to the left
# loses: test_cbow_contexts, test_cbow_padding
# says: got [6 0]: the places outside keep their 0 where they are
def cbow_contexts(ids, window):
    B, T = ids.shape
    contexts = np.zeros((B, T, 2 * window), dtype=int)
    for b, t in np.argwhere(ids):
        around = [*ids[b, max(t - window, 0) : t], *ids[b, t + 1 : t + window + 1]]
        contexts[b, t, : len(around)] = around
    return contexts


# %% wrong: the contexts are pushed to the right
# loses: test_cbow_contexts, test_cbow_padding
# says: the zeros for places outside stand where the places are, not all at the front
def cbow_contexts(ids, window):
    B, T = ids.shape
    contexts = np.zeros((B, T, 2 * window), dtype=int)
    for b, t in np.argwhere(ids):
        around = [*ids[b, max(t - window, 0) : t], *ids[b, t + 1 : t + window + 1]]
        contexts[b, t, 2 * window - len(around) :] = around
    return contexts


# %% wrong: the first and the last word are repeated outside the sentence
# loses: test_cbow_contexts, test_cbow_padding
# says: a place outside does not repeat the last one inside
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)), mode="edge")
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: the nearest context comes first
# loses: test_cbow_contexts, test_cbow_padding
# says: from left to right, not starting at the centre
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    steps = [*range(-1, -window - 1, -1), *range(1, window + 1)]
    contexts = np.stack([wide[:, window + s : window + s + T] for s in steps], -1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: left and right are exchanged
# loses: test_cbow_contexts, test_cbow_padding
# says: left and right are exchanged
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    steps = [s for s in range(-window, window + 1) if s]
    contexts = np.stack([wide[:, window - s : window - s + T] for s in steps], -1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: pairs of a neighbour and a centre, as in skip-gram
# loses: test_cbow_contexts, test_cbow_padding
# says: expected shape (1, 3, 2), got (4, 2)
def cbow_contexts(ids, window):
    pairs = []
    for b, t in np.argwhere(ids):
        for s in range(-window, window + 1):
            if s and 0 <= t + s < ids.shape[1] and ids[b, t + s]:
                pairs.append((ids[b, t + s], ids[b, t]))
    return np.array(pairs).reshape(-1, 2)


# %% wrong: only the words before the centre
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [0 6], got [0 0]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (2 * window, 0)))
    contexts = np.stack([wide[:, s : s + T] for s in range(2 * window)], axis=-1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: padding gives contexts where the sentence is full, words give none
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [0 6], got [0 0]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids != 0] = 0
    return contexts


# %% wrong: -1 for places outside
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [0 6], got [-1  6]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)), constant_values=-1)
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: places without a full window get nothing
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [0 6], got [0 0]
def cbow_contexts(ids, window):
    B, T = ids.shape
    contexts = np.zeros((B, T, 2 * window), dtype=int)
    for b in range(B):
        for t in range(window, T - window):
            around = ids[b, t - window : t + window + 1]
            contexts[b, t] = np.delete(around, window) * (ids[b, t] != 0)
    return contexts


# %% wrong: words that are equal to the centre are wiped out
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [5 3], got [5 0]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[contexts == ids[:, :, None]] = 0
    contexts[ids == 0] = 0
    return contexts


# %% wrong: floats, which no table takes as ids
# loses: test_cbow_contexts, test_cbow_padding
# says: numbers, for E[ids] takes no others, got float64 numbers
def cbow_contexts(ids, window):
    B, T = ids.shape
    contexts = np.zeros((B, T, 2 * window))
    steps = [s for s in range(-window, window + 1) if s]
    for b, t in np.argwhere(ids):
        for n, s in enumerate(steps):
            if 0 <= t + s < T:
                contexts[b, t, n] = ids[b, t + s]
    return contexts


# %% wrong: the padding is left away, so that rows have different lengths
# loses: test_cbow_padding
# says: expected shape (1, 4, 2), got (1, 3, 2)
def cbow_contexts(ids, window):
    batch = []
    for row in ids.tolist():
        words = [i for i in row if i]
        wide = [0] * window + words + [0] * window
        batch.append(
            [
                wide[t : t + window] + wide[t + window + 1 : t + 2 * window + 1]
                for t in range(len(words))
            ]
        )
    return batch


# %% wrong: the axes of places and contexts are exchanged
# loses: test_cbow_contexts, test_cbow_padding
# says: expected shape (1, 3, 2), got (1, 2, 3)
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=1)
    return contexts * (ids != 0)[:, None, :]


# %% wrong: the shape is right, the axes are not
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [0 6], got [0 5]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, ((0, 0), (window, window)))
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=1)
    return contexts.reshape(*ids.shape, 2 * window) * (ids != 0)[:, :, None]


# %% wrong: [UNK] is treated like padding
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [3 1], got [3 0]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    ids = np.where(ids == 1, 0, ids)
    wide = np.pad(ids, ((0, 0), (window, window)))
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: step by step in slices that are empty when the step is too large
# loses: test_cbow_contexts, test_cbow_padding
# says: could not broadcast input array from shape (1,4) into shape (1,0)
def cbow_contexts(ids, window):
    T = ids.shape[1]
    out = np.zeros(ids.shape + (2 * window,), dtype=int)
    for step in range(1, window + 1):
        out[:, step:, window - step] = ids[:, : T - step]
        out[:, : T - step, window + step - 1] = ids[:, step:]
    out[ids == 0] = 0
    return out


# %% wrong: fails where the window is as long as the sentence
# loses: test_cbow_contexts, test_cbow_padding
# says: all input arrays must have the same shape
def cbow_contexts(ids, window):
    B, T = ids.shape
    wide = np.concatenate([ids[:, :window] * 0, ids, ids[:, :window] * 0], axis=1)
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    return contexts


# %% wrong: the lengths of all sentences are that of the longest
# loses: test_cbow_padding
# says: padding is not a word that could be guessed
def cbow_contexts(ids, window):
    T = ids.shape[1]
    longest = (ids != 0).sum(axis=1).max()
    wide = np.pad(ids, [(0, 0), (window, window)])
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[:, longest:] = 0
    return contexts


# %% wrong: the first place of the padding still has contexts
# loses: test_cbow_padding
# says: padding is not a word that could be guessed
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, [(0, 0), (window, window)])
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    before = np.pad(ids, [(0, 0), (1, 0)], constant_values=1)[:, :T]
    contexts[(ids == 0) & (before == 0)] = 0
    return contexts


# %% wrong: sorted contexts, since their order does not matter for a mean
# loses: test_cbow_contexts, test_cbow_padding
# says: the zeros for places outside stand where the places are, not all at the front
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, [(0, 0), (window, window)])
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    return np.sort(contexts, axis=-1)


# %% wrong: a context of each id once
# loses: test_cbow_contexts, test_cbow_padding
# says: expected the contexts [0 1 1 3], got [0 1 0 3]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, [(0, 0), (window, window)])
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    for place in np.ndindex(*ids.shape):
        row = contexts[place]
        first = np.unique(row, return_index=True)[1]
        row[~np.isin(np.arange(len(row)), first)] = 0
    return contexts


# %% wrong: the padding is cut off in the argument itself
# loses: test_cbow_contexts, test_cbow_padding
# says: expected ids to stay as it was, [[5 3 3 1 1]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, [(0, 0), (window, window)])
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    ids[ids == 1] = 0
    return contexts


# %% wrong: eight bits for the ids
# loses: test_cbow_contexts
# says: expected the contexts [  0   0 315 286], got [ 0  0 59 30]
def cbow_contexts(ids, window):
    T = ids.shape[1]
    wide = np.pad(ids, [(0, 0), (window, window)]).astype("uint8")
    starts = [s for s in range(2 * window + 1) if s != window]
    contexts = np.stack([wide[:, s : s + T] for s in starts], axis=-1)
    contexts[ids == 0] = 0
    return contexts
