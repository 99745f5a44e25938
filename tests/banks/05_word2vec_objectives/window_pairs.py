# %% right: every place with every other place of the sentence
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i in range(len(sentence)):
            for j in range(len(sentence)):
                if i != j and abs(i - j) <= window:
                    pairs.append((sentence[i], sentence[j]))
    return pairs


# %% right: arrays, the places found by their distance
def window_pairs(sentences, window):
    found = [np.zeros((0, 2), dtype=int)]
    for sentence in sentences:
        words, places = np.array(sentence, dtype=int), np.arange(len(sentence))
        steps = places[None, :] - places[:, None]
        centre, context = np.nonzero((abs(steps) <= window) & (steps != 0))
        found.append(np.stack([words[centre], words[context]], axis=1))
    return np.concatenate(found)


# %% right: shifted copies of the sentence, then sorted into the order of reading
def window_pairs(sentences, window):
    rows = []
    for s, sentence in enumerate(sentences):
        for step in range(1, window + 1):
            for i, (left, right) in enumerate(zip(sentence, sentence[step:])):
                rows.append((s, i, i + step, left, right))
                rows.append((s, i + step, i, right, left))
    rows.sort(key=lambda row: row[:3])
    return np.array([row[3:] for row in rows], dtype="int32").reshape(-1, 2)


# %% right: all in one text with walls of zeros between the sentences
def window_pairs(sentences, window):
    wall = [None] * window
    text = list(wall)
    for sentence in sentences:
        text += sentence + wall
    pairs = []
    for i, centre in enumerate(text):
        if centre is None:
            continue
        for step in [*range(-window, 0), *range(1, window + 1)]:
            if text[i + step] is not None:
                pairs.append([centre, text[i + step]])
    return pairs


# %% right: a generator in a helper with a short name, and names of Python's own
def pair(list, window):
    for id, centre in enumerate(list):
        min = id - window if id > window else 0
        yield from ((centre, x) for x in list[min:id])
        yield from ((centre, x) for x in list[id + 1 : id + window + 1])


def window_pairs(sentences, window):
    sum = []
    for list in sentences:
        sum.extend(pair(list, window))
    return tuple(sum)


# %% right: with all that NumPy exports, and an empty result of floats
from numpy import *


def window_pairs(sentences, window):
    pairs = []
    for s in sentences:
        n = len(s)
        for i in arange(n):
            around = arange(maximum(i - window, 0), minimum(i + window + 1, n))
            pairs += [[s[i], s[j]] for j in around if j != i]
    return array(pairs)


# %% right: a window that slides as a queue
def window_pairs(sentences, window):
    from collections import deque

    pairs = []
    for sentence in sentences:
        past, future = deque(maxlen=window), list(sentence)
        for centre in sentence:
            future.pop(0)
            pairs += [(centre, other) for other in past]
            pairs += [(centre, other) for other in future[:window]]
            past.append(centre)
    return pairs


# %% right: takes the window apart and throws the middle away
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            places = set(range(i - window, i + window + 1)) - {i}
            inside = sorted(places & set(range(len(sentence))))
            pairs += [(centre, sentence[j]) for j in inside]
    return pairs


# %% right: permutations of the places, sorted already
def window_pairs(sentences, window):
    from itertools import permutations

    return [
        (s[i], s[j])
        for s in sentences
        for i, j in permutations(range(len(s)), 2)
        if -window <= j - i <= window
    ]


# %% right: recursion, one word after the other
def window_pairs(sentences, window):
    def rest(past, future):
        if not future:
            return []
        centre, *future = future
        here = [[centre, x] for x in past[-window:] + future[:window]]
        return here + rest([*past, centre], future)

    pairs = []
    for sentence in sentences:
        pairs += rest([], sentence)
    return np.array(pairs, dtype=np.uint16)


# %% right: object arrays of the words, windows cut with a mask
def window_pairs(sentences, window):
    blocks = []
    for s in sentences:
        a = np.asarray(s, dtype=np.int64)
        n = a.size
        band = np.tri(n, k=window, dtype=bool) & np.tri(n, k=window, dtype=bool).T
        np.fill_diagonal(band, False)
        blocks.extend(zip(a.repeat(band.sum(1)).tolist(), np.tile(a, (n, 1))[band].tolist()))
    return blocks


# %% wrong: a negative start of the slice loses the contexts at the beginning
# loses: test_window_pairs, test_sentence_borders
# says: 9 pairs where 10 were expected: 5 stands 1 to the left of 6
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[i - window : i] + sentence[i + 1 : i + window + 1]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: negative places count from the end of the sentence
# loses: test_window_pairs, test_sentence_borders
# says: 7 stands 2 to the right of 5, and a sentence is no ring
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            for step in range(-window, window + 1):
                if step and i + step < len(sentence) and i + step >= -len(sentence):
                    pairs.append((centre, sentence[i + step]))
    return pairs


# %% wrong: the sentence is a ring
# loses: test_window_pairs, test_sentence_borders
# says: 7 stands 2 to the right of 5, and a sentence is no ring
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        n = len(sentence)
        for i, centre in enumerate(sentence):
            for step in range(-window, window + 1):
                if step:
                    pairs.append((centre, sentence[(i + step) % n]))
    return pairs


# %% wrong: the window reaches across the border of the sentence
# loses: test_sentence_borders
# says: the window must not reach into the next one
def window_pairs(sentences, window):
    text = [word for sentence in sentences for word in sentence]
    pairs = []
    for i, centre in enumerate(text):
        for j in range(max(i - window, 0), min(i + window + 1, len(text))):
            if j != i:
                pairs.append((centre, text[j]))
    return pairs


# %% wrong: crosses the border of the sentence to the left only
# loses: test_sentence_borders
# says: they share no sentence
def window_pairs(sentences, window):
    pairs, before = [], []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = before[-window:] + sentence[i + 1 : i + window + 1]
            pairs += [(centre, context) for context in around]
            before.append(centre)
    return pairs


# %% wrong: the centre is in its own context
# loses: test_window_pairs, test_sentence_borders
# says: a place is not its own context, but the same word elsewhere is
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            for j in range(max(i - window, 0), min(i + window + 1, len(sentence))):
                pairs.append((centre, sentence[j]))
    return pairs


# %% wrong: the same word at another place is left out
# loses: test_window_pairs, test_sentence_borders
# says: a place is not its own context, but the same word elsewhere is
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i + window + 1]
            pairs += [(centre, context) for context in around if context != centre]
    return pairs


# %% wrong: a centre is looked for by its id, which finds the first place
# loses: test_window_pairs, test_sentence_borders
# says: expected row 4 to be (5, 5), got (5, 9)
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for centre in sentence:
            i = sentence.index(centre)
            around = sentence[max(i - window, 0) : i]
            around = around + sentence[i + 1 : i + window + 1]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: the last place of the window is left out
# loses: test_window_pairs, test_sentence_borders
# says: 2 pairs where 4 were expected: 6 stands 1 to the right of 5
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            for j in range(max(i - window, 0), min(i + window, len(sentence))):
                if j != i:
                    pairs.append((centre, sentence[j]))
    return pairs


# %% wrong: the window is as wide as both sides together
# loses: test_window_pairs, test_sentence_borders
# says: 0 pairs where 4 were expected: 6 stands 1 to the right of 5
def window_pairs(sentences, window):
    half = window // 2
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - half, 0) : i] + sentence[i + 1 : i + half + 1]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: only the contexts that follow
# loses: test_window_pairs, test_sentence_borders
# says: 2 pairs where 4 were expected: 5 stands 1 to the left of 6
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            pairs += [(centre, x) for x in sentence[i + 1 : i + window + 1]]
    return pairs


# %% wrong: only places that have a full window
# loses: test_window_pairs, test_sentence_borders
# says: 2 pairs where 4 were expected: 6 stands 1 to the right of 5
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i in range(window, len(sentence) - window):
            for j in range(i - window, i + window + 1):
                if j != i:
                    pairs.append((sentence[i], sentence[j]))
    return pairs


# %% wrong: the context comes first, then the centre
# loses: test_window_pairs, test_sentence_borders
# says: the context stands before the centre
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            for j in range(max(i - window, 0), min(i + window + 1, len(sentence))):
                if j != i:
                    pairs.append((sentence[j], centre))
    return pairs


# %% wrong: step by step away from the centre, not from left to right
# loses: test_window_pairs, test_sentence_borders
# says: expected row 5 to be (7, 5), got (7, 6)
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            for step in range(1, window + 1):
                if i - step >= 0:
                    pairs.append((centre, sentence[i - step]))
                if i + step < len(sentence):
                    pairs.append((centre, sentence[i + step]))
    return pairs


# %% wrong: each pair once, as in a set
# loses: test_window_pairs, test_sentence_borders
# says: 2 times, got it 1 times, among 3 pairs where 6 were expected
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            for j in range(max(i - window, 0), min(i + window + 1, len(sentence))):
                if j != i and (centre, sentence[j]) not in pairs:
                    pairs.append((centre, sentence[j]))
    return pairs


# %% wrong: the places instead of the ids
# loses: test_window_pairs, test_sentence_borders
# says: 4 pairs where 4 were expected: 6 stands 1 to the right of 5
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i in range(len(sentence)):
            for j in range(max(i - window, 0), min(i + window + 1, len(sentence))):
                if j != i:
                    pairs.append((i, j))
    return pairs


# %% wrong: a list of contexts for each centre
# loses: test_window_pairs, test_sentence_borders
# says: an array without gaps, got [(5, [6]), (6, [5, 7]), (7, [6])]
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs.append((centre, around))
    return pairs


# %% wrong: only the first sentence
# loses: test_sentence_borders
# says: 4 pairs where 6 were expected: 9 stands 1 to the right of 8
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
        return pairs


# %% wrong: the sentences are sorted by length first
# loses: test_sentence_borders
# says: expected row 0 to be (5, 6), got (8, 9)
def window_pairs(sentences, window):
    pairs = []
    for sentence in sorted(sentences, key=len):
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: takes the words out of the sentences that it was given
# loses: test_window_pairs, test_sentence_borders
# says: expected sentences to stay as it was, [[5, 6, 7]], got [[]] afterwards
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        past = []
        while sentence:
            centre = sentence.pop(0)
            around = past[-window:] + sentence[:window]
            pairs += [(centre, context) for context in around]
            past.append(centre)
    return pairs


# %% wrong: floats, which no table takes as ids
# loses: test_window_pairs, test_sentence_borders
# says: numbers, for E[ids] takes no others, got float64 numbers
def window_pairs(sentences, window):
    pairs = np.zeros((0, 2))
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            for context in around:
                pairs = np.vstack([pairs, [centre, context]])
    return pairs


# %% wrong: pairs pile up from call to call
# loses: test_window_pairs, test_sentence_borders
# says: is something kept between the calls?
def window_pairs(sentences, window, pairs=[]):
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: short ids of eight bits
# loses: test_window_pairs
# says: times, got it 0 times, among 10 pairs where 10 were expected
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return np.array(pairs).reshape(-1, 2).astype("uint8")


# %% wrong: the word [UNK] is left out of the sentences
# loses: test_window_pairs, test_sentence_borders
# says: times, got it 0 times, among 12 pairs where 18 were expected
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        sentence = [word for word in sentence if word > 1]
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: a window of random width, as in word2vec.c
# loses: test_window_pairs, test_sentence_borders
# says: 9 pairs where 10 were expected: 6 stands 2 to the left of 8
def window_pairs(sentences, window):
    rng = np.random.default_rng(0)
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            width = rng.integers(1, window + 1)
            around = sentence[max(i - width, 0) : i] + sentence[i + 1 :][:width]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: a window that is no wider than half of the sentence
# loses: test_window_pairs, test_sentence_borders
# says: a place is not its own context, but the same word elsewhere is
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        width = min(window, max(len(sentence) // 2, 1))
        for i, centre in enumerate(sentence):
            around = sentence[max(i - width, 0) : i] + sentence[i + 1 :][:width]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: sentences that are shorter than the window are left out
# loses: test_window_pairs, test_sentence_borders
# says: 0 pairs where 2 were expected: 4 stands 1 to the right of 3
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        if len(sentence) <= window:
            continue
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: equal sentences count once
# loses: test_sentence_borders
# says: 4 pairs where 6 were expected: 5 stands 1 to the right of 4
def window_pairs(sentences, window):
    pairs = []
    for sentence in dict.fromkeys(map(tuple, sentences)):
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return pairs


# %% wrong: a single zero between the sentences, over which a wide window jumps
# loses: test_sentence_borders
# says: they share no sentence
def window_pairs(sentences, window):
    text = []
    for sentence in sentences:
        text += [*sentence, 0]
    pairs = []
    for i, centre in enumerate(text):
        around = text[max(i - window, 0) : i] + text[i + 1 :][:window]
        pairs += [(centre, context) for context in around if context and centre]
    return pairs


# %% wrong: no pairs give None
# loses: test_window_pairs, test_sentence_borders
# says: is there a `return`?
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    if pairs:
        return np.array(pairs)


# %% wrong: an empty sentence ends the corpus
# loses: test_sentence_borders
# says: 2 pairs where 4 were expected: 6 stands 1 to the right of 5
def window_pairs(sentences, window):
    pairs = []
    for sentence in sentences:
        if not sentence:
            break
        for i, centre in enumerate(sentence):
            around = sentence[max(i - window, 0) : i] + sentence[i + 1 :][:window]
            pairs += [(centre, context) for context in around]
    return pairs
