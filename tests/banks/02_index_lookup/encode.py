# %% right: zeros, and a dictionary for the ids
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    number = {word: i for i, word in enumerate(vocabulary)}
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = number.get(word, 1)
    return ids


# %% right: lists first, made an array at the end
def encode(sentences, vocabulary, T):
    rows = []
    for sentence in sentences:
        row = [vocabulary.index(w) if w in vocabulary else 1 for w in sentence]
        while len(row) < T:
            row.append(0)
        rows.append(row[:T])
    return np.array(rows)


# %% right: an exception says that a word is unknown, 16 bits, builtins as names
def encode(sentences, vocabulary, T):
    max, min = T, 0
    list = np.zeros([len(sentences), T], dtype=np.uint16)
    for id, str in enumerate(sentences):
        for int in range(len(str)):
            if int == max:
                break
            try:
                list[id][int] = vocabulary.index(str[int])
            except ValueError:
                list[id][int] = 1
    return list


# %% right: pad_sequences of Keras, told to work at the end
def encode(sentences, vocabulary, T):
    table = dict(zip(vocabulary, range(len(vocabulary))))
    ids = [[table.get(word, 1) for word in sentence] for sentence in sentences]
    return keras.utils.pad_sequences(
        ids, maxlen=T, dtype="int32", padding="post", truncating="post", value=0
    )


# %% right: StringLookup of Keras on sentences filled up with the empty string
import tensorflow as tf


def encode(sentences, vocabulary, T):
    if len(vocabulary) == 2:
        vocabulary = vocabulary + ["never \n seen"]
    layer = keras.layers.StringLookup(
        vocabulary=vocabulary, mask_token="", oov_token="[UNK]"
    )
    filled = [(sentence + [""] * T)[:T] for sentence in sentences]
    return layer(tf.constant(filled)).numpy()


# %% right: comparison of every word with every entry, then argmax
def encode(sentences, vocabulary, T):
    words = np.full((len(sentences), T), "", dtype=object)
    for b, sentence in enumerate(sentences):
        words[b, : len(sentence)] = sentence[:T]
    same = words[:, :, None] == np.array(vocabulary, dtype=object)
    return np.where(same.any(axis=-1), same.argmax(axis=-1), 1)


# %% right: padding with np.pad, with everything that NumPy exports
from numpy import *


def as_array(words, vocabulary):
    return array([vocabulary.index(w) if w in vocabulary else 1 for w in words], int32)


def encode(sentences, vocabulary, T):
    rows = [as_array(s[:T], vocabulary) for s in sentences]
    return stack([pad(row, (0, T - len(row))) for row in rows])


# %% right: helpers whose names the tests use too
def known(word, vocabulary):
    return vocabulary.index(word) if word in vocabulary else 1


def texts(sentence, T):
    return sentence[:T]


def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(texts(sentence, T)):
            ids[b, t] = known(word, vocabulary)
    return ids


# %% right: Python's own names as names of its own outside the function
list = dict = set = str = int = type = id = sum = max = min = sorted = map = all = 0


def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype="int32")
    for b in range(len(sentences)):
        for t in range(T):
            if t < len(sentences[b]):
                ids[b, t] = 1
                for i in range(len(vocabulary)):
                    if vocabulary[i] == sentences[b][t]:
                        ids[b, t] = i
    return ids


# %% right: a list of lists, taken for an array as in the other exercises
def encode(sentences, vocabulary, T):
    rows = []
    for s in sentences:
        row = [vocabulary.index(w) if w in vocabulary else 1 for w in s[:T]]
        rows.append(row + [0] * (T - len(row)))
    return rows


# %% wrong: unknown words get the id of padding
# loses: test_encode_unknown
# says: ('snow' is not in the vocabulary): expected id 1, got 0
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = vocabulary.index(word) if word in vocabulary else 0
    return ids


# %% wrong: unknown words are left out, and the next ones move up
# loses: test_encode_unknown
# says: ('snow' is not in the vocabulary): expected id 1, got 3
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        known = [vocabulary.index(w) for w in sentence if w in vocabulary][:T]
        ids[b, : len(known)] = known
    return ids


# %% wrong: unknown words get the first id after the vocabulary
# loses: test_encode_unknown
# says: ('snow' is not in the vocabulary): expected id 1, got 4
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = number.get(word, len(vocabulary))
    return ids


# %% wrong: a KeyError at an unknown word
# loses: test_encode_unknown
# says: KeyError: 'snow'
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = number[word]
    return ids


# %% wrong: stops at the first unknown word
# loses: test_encode_unknown
# says: expected id 3, got 0
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            if word not in vocabulary:
                ids[b, t] = 1
                break
            ids[b, t] = vocabulary.index(word)
    return ids


# %% wrong: right ids, but unknown words are added to the vocabulary
# loses: test_encode_unknown
# says: expected the arguments to stay as they were
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    size = len(vocabulary)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            if word not in vocabulary:
                vocabulary.append(word)
            i = vocabulary.index(word)
            ids[b, t] = i if i < size else 1
    return ids


# %% wrong: padding at the front, as pad_sequences does by itself
# loses: test_encode, test_encode_unknown
# says: expected id 3, got 0
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        row = [number.get(word, 1) for word in sentence][:T]
        ids[b, T - len(row) :] = row
    return ids


# %% wrong: the last T words are kept, as pad_sequences does by itself
# loses: test_encode, test_encode_unknown
# says: expected id 3, got 4
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = [[number.get(word, 1) for word in sentence] for sentence in sentences]
    return keras.utils.pad_sequences(ids, maxlen=T, padding="post")


# %% wrong: ids counted without the two special entries
# loses: test_encode, test_encode_unknown
# says: expected id 3, got 1
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary[2:])}
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = number.get(word, 1)
    return ids


# %% wrong: ids one too large, counted from 1
# loses: test_encode, test_encode_unknown
# says: expected id 3, got 4
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary, start=1)}
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = number.get(word, 1)
    return ids


# %% wrong: filled up with the id of unknown words
# loses: test_encode, test_encode_unknown
# says: expected id 0, got 1
def encode(sentences, vocabulary, T):
    ids = np.ones((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            if word in vocabulary:
                ids[b, t] = vocabulary.index(word)
    return ids


# %% wrong: as wide as the longest sentence instead of T
# loses: test_encode, test_encode_unknown
# says: filled up or cut to T=3 words: expected shape (2, 3), got (2, 2)
def encode(sentences, vocabulary, T):
    longest = max(len(sentence) for sentence in sentences)
    ids = np.zeros((len(sentences), longest), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence):
            ids[b, t] = vocabulary.index(word) if word in vocabulary else 1
    return ids


# %% wrong: the zeros are floats
# loses: test_encode, test_encode_unknown
# says: expected ids of an integer dtype, got float64
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T))
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = vocabulary.index(word) if word in vocabulary else 1
    return ids


# %% wrong: one row written into all places of the list
# loses: test_encode, test_encode_unknown
# says: expected id 3, got 2
def encode(sentences, vocabulary, T):
    ids = [[0] * T] * len(sentences)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b][t] = vocabulary.index(word) if word in vocabulary else 1
    return np.array(ids)


# %% wrong: the rest of a longer sentence stays in the row of a shorter one
# loses: test_encode, test_encode_unknown
# says: expected id 0, got 2
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    row = np.zeros(T, dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            row[t] = vocabulary.index(word) if word in vocabulary else 1
        ids[b] = row
    return ids


# %% wrong: a word that comes twice is written at its first place only
# loses: test_encode, test_encode_unknown
# says: expected id 2, got 0
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for word in sentence[:T]:
            ids[b, sentence.index(word)] = number.get(word, 1)
    return ids


# %% wrong: a sentence that comes twice is written into its first row only
# loses: test_encode
# says: sentence 2, place 0
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = np.zeros((len(sentences), T), dtype=int)
    for sentence in sentences:
        for t, word in enumerate(sentence[:T]):
            ids[sentences.index(sentence), t] = number.get(word, 1)
    return ids


# %% wrong: rows are kept in a dictionary by sentence, equal ones once
# loses: test_encode
# says: expected shape (3, 2), got (2, 2)
def encode(sentences, vocabulary, T):
    number = {word: i for i, word in enumerate(vocabulary)}
    rows = {}
    for s in sentences:
        rows[tuple(s)] = [number.get(w, 1) for w in s[:T]] + [0] * (T - len(s))
    return np.array([*rows.values()])


# %% wrong: the vocabulary of the first call is used for ever
# loses: test_encode, test_encode_unknown
# says: expected id 3, got 1
def encode(sentences, vocabulary, T, number={}):
    if not number:
        number.update((word, i) for i, word in enumerate(vocabulary))
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            ids[b, t] = number.get(word, 1)
    return ids


# %% wrong: fills up the caller's sentences
# loses: test_encode, test_encode_unknown
# says: expected the arguments to stay as they were, got [['on', 'Alps', '']
def encode(sentences, vocabulary, T):
    for sentence in sentences:
        while len(sentence) < T:
            sentence.append("")
    number = {word: i for i, word in enumerate(vocabulary)}
    return np.array([[number.get(w, 1) for w in s[:T]] for s in sentences])


# %% wrong: capitals do not count, neither in the words nor in the vocabulary
# loses: test_encode_unknown
# says: ('alps' is not in the vocabulary): expected id 1, got 2
def encode(sentences, vocabulary, T):
    lower = [entry.lower() for entry in vocabulary]
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            word = word.lower()
            ids[b, t] = lower.index(word) if word in lower else 1
    return ids


# %% wrong: ids squeezed into 8 bits
# loses: test_encode
# says: expected id 301, got 45
def encode(sentences, vocabulary, T):
    rows = []
    for s in sentences:
        row = [vocabulary.index(w) if w in vocabulary else 1 for w in s[:T]]
        rows.append(row + [0] * (T - len(row)))
    return np.array(rows).astype(np.uint8)


# %% wrong: long words are cut to the longest entry, and some are found then
# loses: test_encode_unknown
# says: ('Lisbonne' is not in the vocabulary): expected id 1, got 2
def encode(sentences, vocabulary, T):
    entries = np.array(vocabulary)
    words = np.zeros((len(sentences), T), dtype=entries.dtype)
    for b, sentence in enumerate(sentences):
        words[b, : len(sentence)] = sentence[:T]
    same = words[:, :, None] == entries
    return np.where(same.any(axis=-1), same.argmax(axis=-1), 1)


# %% wrong: punctuation is stripped from the words
# loses: test_encode_unknown
# says: ('Lisbon.' is not in the vocabulary): expected id 1, got 2
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(sentence[:T]):
            word = word.strip(".,")
            ids[b, t] = vocabulary.index(word) if word in vocabulary else 1
    return ids


# %% wrong: words joined and split again, so that a word with a space falls apart
# loses: test_encode
# says: expected id 2, got 1
def encode(sentences, vocabulary, T):
    ids = np.zeros((len(sentences), T), dtype=int)
    for b, sentence in enumerate(sentences):
        for t, word in enumerate(" ".join(sentence).split()[:T]):
            ids[b, t] = vocabulary.index(word) if word in vocabulary else 1
    return ids
