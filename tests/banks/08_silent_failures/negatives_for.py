# %% right: one table of chances for each distinct positive
def negatives_for(positives, counts, k, rng):
    out = np.zeros((len(positives), k), dtype=int)
    for positive in np.unique(positives):
        places = np.flatnonzero(positives == positive)
        words = np.array([w for w in range(2, len(counts)) if w != positive])
        p = counts[words].astype(float) ** 0.75
        out[places] = rng.choice(words, (len(places), k), p=p / p.sum())
    return out


# %% right: draws again what is not allowed, until nothing is left
def negatives_for(positives, counts, k, rng):
    p = np.array(counts, dtype=float) ** 0.75
    p[:2] = 0
    p /= p.sum()
    drawn = rng.choice(len(p), size=(len(positives), k), p=p)
    while True:
        bad = drawn == positives[:, None]
        if not bad.any():
            return drawn
        drawn[bad] = rng.choice(len(p), size=bad.sum(), p=p)


# %% right: running totals of the powers for each positive, searched
def negatives_for(positives, counts, k, rng):
    weights = np.tile(np.power(counts, 3 / 4), (len(positives), 1))
    weights[:, [0, 1]] = 0
    np.put_along_axis(weights, positives[:, None], 0, axis=1)
    totals = weights.cumsum(axis=1)
    draws = rng.uniform(size=(len(positives), k)) * totals[:, -1:]
    return [
        np.searchsorted(t, u, side="right").tolist() for t, u in zip(totals, draws)
    ]


# %% right: the largest of logarithms with Gumbel noise
def negatives_for(positives, counts, k, rng):
    B, V = len(positives), len(counts)
    with np.errstate(divide="ignore"):
        logs = 0.75 * np.log(counts)
    logs[:2] = -np.inf
    logs = np.where(np.arange(V) == positives[:, None], -np.inf, logs)
    return np.stack([(logs + rng.gumbel(size=(B, V))).argmax(axis=1) for _ in range(k)], axis=1)


# %% right: Python's own names used as scratch
def negatives_for(positives, counts, k, rng):
    list = []
    for id in positives:
        sum = [c**0.75 if i > 1 and i != id else 0.0 for i, c in enumerate(counts)]
        max = np.array(sum)
        list.append(rng.choice(len(sum), k, True, max / max.sum()))
    return np.vstack(list)


# %% wrong: the broken program
# loses: test_no_special_rows, test_no_positive, test_noise
# says: row 0 is padding: expected it among no negatives
def negatives_for(positives, counts, k, rng):
    """Return k negatives for each positive, shape (B, k)."""
    totals = np.cumsum(counts) / np.sum(counts)
    draws = rng.random((len(positives), k))
    return np.searchsorted(totals**0.75, draws)  # P(w) ~ count(w) ** 0.75


# %% wrong: only the power is repaired
# loses: test_no_special_rows, test_no_positive
# says: row 0 is padding
def negatives_for(positives, counts, k, rng):
    p = counts**0.75
    return rng.choice(len(p), (len(positives), k), p=p / p.sum())


# %% wrong: only the special rows are repaired
# loses: test_no_positive, test_noise
# says: expected it among no negatives of its own
def negatives_for(positives, counts, k, rng):
    counts = counts.copy()
    counts[:2] = 0
    totals = np.cumsum(counts) / np.sum(counts)
    return np.searchsorted(totals**0.75, rng.random((len(positives), k)))


# %% wrong: only the positive is repaired
# loses: test_no_special_rows, test_noise
# says: row 0 is padding
def negatives_for(positives, counts, k, rng):
    totals = np.cumsum(counts) / np.sum(counts)
    drawn = np.searchsorted(totals**0.75, rng.random((len(positives), k)))
    while (bad := drawn == positives[:, None]).any():
        drawn[bad] = np.searchsorted(totals**0.75, rng.random(bad.sum()))
    return drawn


# %% wrong: everything but the power
# loses: test_noise
# says: the power belongs to the count of each word, not to a total
def negatives_for(positives, counts, k, rng):
    rows = []
    for positive in positives:
        c = counts.copy()
        c[[0, 1, positive]] = 0
        totals = np.cumsum(c) / np.sum(c)
        rows.append(np.searchsorted(totals**0.75, rng.random(k)))
    return np.array(rows)


# %% wrong: [UNK] is still drawn
# loses: test_no_special_rows
# says: row 1 is unknown words
def negatives_for(positives, counts, k, rng):
    rows = []
    for positive in positives:
        w = counts**0.75
        w[[0, positive]] = 0
        rows.append(rng.choice(len(w), size=k, p=w / w.sum()))
    return np.array(rows)


# %% wrong: what is not allowed is drawn again, once
# loses: test_no_positive
# says: among no negatives of its own
def negatives_for(positives, counts, k, rng):
    w = counts**0.75
    w[:2] = 0
    p = w / w.sum()
    drawn = rng.choice(len(p), (len(positives), k), p=p)
    bad = drawn == positives[:, None]
    drawn[bad] = rng.choice(len(p), bad.sum(), p=p)
    return drawn


# %% wrong: the word beside the positive takes its draws
# loses: test_noise
# says: the positive's draws go to one other word
def negatives_for(positives, counts, k, rng):
    w = counts**0.75
    w[:2] = 0
    drawn = rng.choice(len(w), (len(positives), k), p=w / w.sum())
    beside = np.where(positives + 1 < len(w), positives + 1, 2)[:, None]
    return np.where(drawn == positives[:, None], beside, drawn)


# %% wrong: the raw counts
# loses: test_noise
# says: the counts lack the power
def negatives_for(positives, counts, k, rng):
    rows = []
    for positive in positives:
        w = counts.astype(float)
        w[[0, 1, positive]] = 0
        rows.append(rng.choice(len(w), size=k, p=w / w.sum()))
    return np.array(rows)


# %% wrong: all words alike
# loses: test_noise
# says: each word has the same chance
def negatives_for(positives, counts, k, rng):
    V = len(counts)
    words = [[w for w in range(2, V) if w != positive] for positive in positives]
    return np.array([rng.choice(w, size=k) for w in words])


# %% wrong: no word may come twice
# loses: test_no_special_rows, test_no_positive, test_noise
# says: Cannot take a larger sample than population
def negatives_for(positives, counts, k, rng):
    w = counts**0.75
    w[:2] = 0
    return [
        rng.choice(len(w), k, replace=False, p=w / w.sum()) for positive in positives
    ]


# %% wrong: one set of draws for all positives
# loses: test_noise
# says: new draws for each positive
def negatives_for(positives, counts, k, rng):
    seed = rng.integers(10**9)
    rows = []
    for positive in positives:
        w = counts**0.75
        w[[0, 1, positive]] = 0
        draw = np.random.default_rng(seed)
        rows.append(draw.choice(len(w), size=k, p=w / w.sum()))
    return np.array(rows)


# %% wrong: a generator of its own
# loses: test_noise
# says: from a generator with the same seed
def negatives_for(positives, counts, k, rng):
    rng = np.random.default_rng()
    rows = []
    for positive in positives:
        w = counts**0.75
        w[[0, 1, positive]] = 0
        rows.append(rng.choice(len(w), size=k, p=w / w.sum()))
    return np.array(rows)


# %% wrong: the counts are changed
# loses: test_no_special_rows, test_no_positive, test_noise
# says: expected counts to stay
def negatives_for(positives, counts, k, rng):
    rows = []
    counts[:2] = 0
    for positive in positives:
        w = counts**0.75
        w[positive] = 0
        rows.append(rng.choice(len(w), size=k, p=w / w.sum()))
    return np.array(rows)


# %% equivalent: return np.array(negatives) -> return negatives
# why: where an array is asked for, a nested list will do
