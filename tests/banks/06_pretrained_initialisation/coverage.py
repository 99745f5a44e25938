# %% right: two loops in plain Python
def coverage(vocabulary, words, counts):
    types = tokens = known_types = known_tokens = 0
    for i in range(2, len(vocabulary)):
        types += 1
        tokens += int(counts[i])
        if vocabulary[i] in words:
            known_types += 1
            known_tokens += int(counts[i])
    return known_types / types, known_tokens / tokens


# %% right: sets, and a dictionary of counts
def coverage(vocabulary, words, counts):
    count_of = dict(zip(vocabulary, counts.tolist()))
    del count_of[""], count_of["[UNK]"]
    both = count_of.keys() & set(words)
    text = sum(count_of.values())
    return [len(both) / len(count_of), sum(count_of[word] for word in both) / text]


# %% right: weighted averages of one mask
def coverage(vocabulary, words, counts):
    mask = np.array([float(word in set(words)) for word in vocabulary[2:]])
    return np.array([np.average(mask), np.average(mask, weights=counts[2:])])


# %% right: what is missing, taken from 1, with Python's own names
def coverage(vocabulary, words, counts):
    list, dict = vocabulary[2:], counts[2:].astype(float)
    id = [str not in words for str in list]
    sum = dict @ id / dict.sum()
    max = np.count_nonzero(id) / len(list)
    return 1 - max, 1 - sum


# %% right: exact fractions of a text that is written out in runs
def coverage(vocabulary, words, counts):
    from fractions import Fraction
    from itertools import groupby

    runs = [(word, int(n)) for word, n in zip(vocabulary, counts)][2:]
    runs.sort(key=lambda run: run[0] in words)
    groups = {k: list(group) for k, group in groupby(runs, lambda run: run[0] in words)}
    known = groups.get(True, [])
    tokens = Fraction(sum(n for _, n in known), sum(n for _, n in runs))
    return Fraction(len(known), len(runs)), tokens


# %% wrong: both shares count each word once
# loses: test_known_tokens
# says: the other share is asked for here
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.mean(), known.mean()


# %% wrong: the two numbers are exchanged
# loses: test_known_words, test_known_tokens
# says: the other share is asked for here
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return (counts[2:] * known).sum() / counts[2:].sum(), known.mean()


# %% wrong: padding and [UNK] are words of the total
# loses: test_known_words, test_known_tokens
# says: padding and [UNK] are in the total
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary, words)
    known[:2] = False
    return known.mean(), counts[known].sum() / counts.sum()


# %% wrong: padding and [UNK] are looked up in the file
# loses: test_known_words, test_known_tokens
# says: padding and [UNK] are counted
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary, words)
    return known.mean(), counts[known].sum() / counts.sum()


# %% wrong: only the padding is left out
# loses: test_known_words, test_known_tokens
# says: [UNK] is in the total, or [UNK] is counted
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[1:], words)
    return known.mean(), counts[1:][known].sum() / counts[1:].sum()


# %% wrong: left out of the words, but not of the text
# loses: test_known_tokens
# says: padding and [UNK] are in the total
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.mean(), counts[2:][known].sum() / counts.sum()


# %% wrong: [UNK] stays in the text, as tokens that nobody knows
# loses: test_known_tokens
# says: [UNK] is in the total
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.mean(), counts[2:][known].sum() / counts[1:].sum()


# %% wrong: the share of the file's words
# loses: test_known_words
# says: this is a share of the file's words
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.sum() / len(words), counts[2:][known].sum() / counts[2:].sum()


# %% wrong: what is missing
# loses: test_known_words, test_known_tokens
# says: this is the share that is missing
def coverage(vocabulary, words, counts):
    missing = ~np.isin(vocabulary[2:], words)
    return missing.mean(), counts[2:][missing].sum() / counts[2:].sum()


# %% wrong: per cent
# loses: test_known_words, test_known_tokens
# says: a share, not per cent
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return 100 * known.mean(), 100 * counts[2:][known].sum() / counts[2:].sum()


# %% wrong: numbers of words and tokens
# loses: test_known_words, test_known_tokens
# says: this is a number of words or tokens
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.sum(), counts[2:][known].sum()


# %% wrong: whole-number division
# loses: test_known_words, test_known_tokens
# says: expected the share 0.5000 of the words of the vocabulary, got 0.0000
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.sum() // len(known), counts[2:][known].sum() // counts[2:].sum()


# %% wrong: upper and lower case are one word
# loses: test_known_words, test_known_tokens
# says: upper and lower case make two words
def coverage(vocabulary, words, counts):
    lower = {word.lower() for word in words}
    known = np.array([word.lower() in lower for word in vocabulary[2:]])
    return known.mean(), counts[2:][known].sum() / counts[2:].sum()


# %% wrong: words are looked for inside one long text
# loses: test_known_words, test_known_tokens
# says: of the words of the vocabulary, got
def coverage(vocabulary, words, counts):
    text = " ".join(words)
    known = np.array([word in text for word in vocabulary[2:]])
    return known.mean(), counts[2:][known].sum() / counts[2:].sum()


# %% wrong: the mask is one of the file, used on the vocabulary
# loses: test_known_words, test_known_tokens
# says: boolean index did not match
def coverage(vocabulary, words, counts):
    known = np.isin(words, vocabulary[2:])
    tokens = counts[2:][known]
    return known.mean(), tokens.sum() / counts[2:].sum()


# %% wrong: the mean count of the known words over the mean count
# loses: test_known_tokens
# says: of the tokens of the text, got
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.mean(), known.any() * counts[2:][known].mean() / counts[2:].mean()


# %% wrong: tokens are counted with 32 bits
# loses: test_known_tokens
# says: of the tokens of the text, got
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    counts = counts[2:].astype("int32")
    total = counts.sum(dtype="int32")
    return known.mean(), counts[known].sum(dtype="int32") / total


# %% wrong: the first two counts are set to zero in place
# loses: test_known_words, test_known_tokens
# says: expected counts to stay as it was
def coverage(vocabulary, words, counts):
    counts[:2] = 0
    known = np.isin(vocabulary, words)
    return known[2:].mean(), counts[known].sum() / counts.sum()


# %% wrong: one number, the product of both
# loses: test_known_words, test_known_tokens
# says: expected two results, the share of words and that of tokens
def coverage(vocabulary, words, counts):
    known = np.isin(vocabulary[2:], words)
    return known.mean() * counts[2:][known].sum() / counts[2:].sum()
