# %% right: a Counter, sorted by a pair of keys
def build_vocabulary(sentences, size):
    from collections import Counter

    counts = Counter(word for sentence in sentences for word in sentence)
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words[: size - 2]]


# %% right: loops and a dictionary, the words taken out one by one
def build_vocabulary(sentences, size):
    dict = {}
    for list in sentences:
        for str in list:
            if str in dict:
                dict[str] += 1
            else:
                dict[str] = 1
    vocabulary = [""] + ["[UNK]"]
    while dict and len(vocabulary) < size:
        max = 0
        for str in dict:
            if dict[str] > max or (dict[str] == max and str < best):
                max = dict[str]
                best = str
        vocabulary.append(best)
        del dict[best]
    return vocabulary


# %% right: two stable sorts, the second one reversed
def build_vocabulary(sentences, size):
    words = sum(sentences, [])
    order = sorted(set(words))
    order.sort(key=words.count, reverse=True)
    return (["", "[UNK]"] + order)[:size]


# %% right: np.unique and a stable argsort, with NumPy's strings in the list
def build_vocabulary(sentences, size):
    words = np.array([w for sentence in sentences for w in sentence], dtype=str)
    words, counts = np.unique(words, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return ["", "[UNK]"] + list(words[order][: size - 2])


# %% right: lexsort and a helper, with everything that NumPy exports
from numpy import *


def as_array(sentences):
    return array([word for sentence in sentences for word in sentence], dtype=object)


def build_vocabulary(sentences, size):
    words, numbers, counts = unique(
        as_array(sentences), return_inverse=True, return_counts=True
    )
    order = lexsort([arange(len(words)), -counts])
    return ["", "[UNK]"] + words[order].tolist()[: size - 2]


# %% right: a heap, its argument's last entries never looked at
import heapq
from collections import defaultdict


def build_vocabulary(sentences, size):
    count = defaultdict(int)
    for sentence in sentences:
        for word in sentence:
            count[word] -= 1
    best = heapq.nsmallest(size - 2, ((n, word) for word, n in count.items()))
    return ["", "[UNK]"] + [word for n, word in best]


# %% right: the groups of equally frequent words, each sorted, and a warning
import itertools
import warnings


def build_vocabulary(sentences, size):
    warnings.warn("slow")
    every = sorted(itertools.chain.from_iterable(sentences))
    groups = {}
    for word, copies in itertools.groupby(every):
        groups.setdefault(len(list(copies)), []).append(word)
    result = ["", "[UNK]"]
    for n in sorted(groups)[::-1]:
        result.extend(sorted(groups[n]))
    del result[size:]
    return result


# %% right: helpers whose names the tests use too
def texts(sentences):
    return [word for sentence in sentences for word in sentence]


def lengths(words):
    return {word: words.count(word) for word in words}


def limit(words, size):
    return words[: max(size - 2, 0)]


def build_vocabulary(sentences, size):
    counts = lengths(texts(sentences))
    return ["", "[UNK]"] + limit(sorted(counts, key=lambda w: (-counts[w], w)), size)


# %% right: a helper called check_vocabulary
def check_vocabulary(vocabulary, size):
    if len(vocabulary) > size:
        raise ValueError("too long")
    return vocabulary


def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return check_vocabulary(["", "[UNK]", *order[: size - 2]], size)


# %% right: Python's own names as names of its own outside the function
list = dict = set = str = type = id = sum = max = min = sorted = input = iter = 0


def build_vocabulary(sentences, size):
    counts = {}
    for sentence in sentences:
        for word in sentence:
            counts[word] = counts.get(word, 0) + 1
    words = [*counts]
    words.sort(key=lambda w: (-counts[w], w))
    return ["", "[UNK]", *words][:size]


# %% wrong: most_common leaves ties in the order of their first appearance
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected 'on' (1 times in the sentences) at position 3, got 'snow'
def build_vocabulary(sentences, size):
    from collections import Counter

    counts = Counter(word for sentence in sentences for word in sentence)
    return ["", "[UNK]"] + [word for word, n in counts.most_common(size - 2)]


# %% wrong: counts and words both in reverse, ties from Z to A
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected 'on' (1 times in the sentences) at position 3, got 'snow'
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    pairs = sorted([(words.count(w), w) for w in set(words)], reverse=True)
    return ["", "[UNK]"] + [w for n, w in pairs][: size - 2]


# %% wrong: the least frequent first
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected 'Alps' (2 times in the sentences) at position 2, got 'on' (1 times)
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    pairs = sorted((words.count(w), w) for w in set(words))
    return ["", "[UNK]"] + [w for n, w in pairs][: size - 2]


# %% wrong: the right words are kept, and then sorted alphabetically
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected 'b' (3 times in the sentences) at position 2, got 'a'
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + sorted(order[: size - 2])


# %% wrong: size counts the words only, as num_words in some tokenizers
# loses: test_vocabulary_size
# says: size=4: expected 4 entries, the first two included, got 5
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + order[:size]


# %% wrong: one entry too few, as the Tokenizer of Keras does with num_words
# loses: test_build_vocabulary, test_vocabulary_size
# says: size=5: expected 5 entries, the first two included, got 4
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return (["", "[UNK]"] + order)[: size - 1]


# %% wrong: stops only after a word has been added, also when there is no room
# loses: test_vocabulary_size
# says: size=2: expected 2 entries, the first two included, got
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    vocabulary = ["", "[UNK]"]
    for word in sorted(set(words), key=lambda w: (-words.count(w), w)):
        vocabulary.append(word)
        if len(vocabulary) == size:
            break
    return vocabulary


# %% wrong: goes up to size even if there are fewer words
# loses: test_build_vocabulary
# says: index out of range
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + [order[i] for i in range(size - 2)]


# %% wrong: free places are filled with empty strings
# loses: test_build_vocabulary
# says: expected words of [['snow', 'on', 'Alps'], ['Alps']] only, got ''
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    vocabulary = [""] * size
    vocabulary[1] = "[UNK]"
    for i, word in zip(range(2, size), order):
        vocabulary[i] = word
    return vocabulary


# %% wrong: the first words that come along fill the list, and are sorted then
# loses: test_vocabulary_size
# says: expected 'Alps' (2 times in the sentences) at position 2, got 'on' (1 times)
def build_vocabulary(sentences, size):
    counts = {}
    for sentence in sentences:
        for word in sentence:
            if word in counts:
                counts[word] += 1
            elif len(counts) < size - 2:
                counts[word] = 1
    return ["", "[UNK]"] + sorted(counts, key=lambda w: (-counts[w], w))


# %% wrong: words equally frequent with the first one left out are left out too
# loses: test_vocabulary_size
# says: size=4: expected 4 entries, the first two included, got 3
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    if len(order) > size - 2:
        least = words.count(order[size - 2])
        order = [w for w in order if words.count(w) > least]
    return ["", "[UNK]"] + order


# %% wrong: capitals are dropped
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected words of [['snow', 'on', 'Alps'], ['Alps']] only, got 'alps'
def build_vocabulary(sentences, size):
    words = [word.lower() for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: ties as in a dictionary on paper, where capitals do not count
# loses: test_build_vocabulary
# says: expected 'B' (9 times in the sentences) at position 2, got 'aa' (9 times)
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w.lower(), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: counts the sentences with a word, not its occurrences
# loses: test_build_vocabulary, test_vocabulary_size
# says: times in the sentences) at position
def build_vocabulary(sentences, size):
    from collections import Counter

    counts = Counter(word for sentence in sentences for word in set(sentence))
    order = sorted(counts, key=lambda w: (-counts[w], w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: a sentence that comes twice counts once
# loses: test_build_vocabulary
# says: times in the sentences) at position
def build_vocabulary(sentences, size):
    words = [word for sentence in set(map(tuple, sentences)) for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: padding and the unknown word have changed places
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected the list to begin with ['', '[UNK]'], got ['[UNK]', '']
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["[UNK]", ""] + order[: size - 2]


# %% wrong: the words of earlier calls are counted again
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected words of [['c', 'b', 'a', 'b'], ['c'], ['b']] only, got 'Alps'
def build_vocabulary(sentences, size, counts={}):
    for sentence in sentences:
        for word in sentence:
            counts[word] = counts.get(word, 0) + 1
    order = sorted(counts, key=lambda w: (-counts[w], w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: the first sentence grows by all the others
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected the sentences to stay as they were, got [['snow', 'on', 'Alps', 'Alps']
def build_vocabulary(sentences, size):
    words = sentences[0] if sentences else []
    for sentence in sentences[1:]:
        words += sentence
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: in an array of pairs the counts become text, and "9" is more than "10"
# loses: test_build_vocabulary
# says: expected 'twelve' (12 times in the sentences) at position 2, got 'nine' (9
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    pairs = np.array([[words.count(w), w] for w in sorted(set(words))])
    order = sorted(pairs.tolist(), key=lambda p: p[0], reverse=True)
    return ["", "[UNK]"] + [w for n, w in order][: size - 2]


# %% wrong: in an array made of "[UNK]" each word keeps five letters
# loses: test_build_vocabulary
# says: expected words of [['twelve', 'twelve', 'twelve', 'twelve', 'twelve', 'twelve',
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))[: size - 2]
    vocabulary = np.full(len(order) + 2, "[UNK]")
    vocabulary[0] = ""
    vocabulary[2:] = order
    return vocabulary.tolist()


# %% wrong: counts letters in the joined text, so that "on" is found in "snow on"
# loses: test_build_vocabulary
# says: times in the sentences) at position
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    text = " ".join(words)
    order = sorted(set(words), key=lambda w: (-text.count(w), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: sorted by swaps, which change the order of equally frequent words
# loses: test_build_vocabulary, test_vocabulary_size
# says: times in the sentences) at position
def build_vocabulary(sentences, size):
    every = [word for sentence in sentences for word in sentence]
    words = sorted(set(every))
    for i in range(len(words)):
        best = i
        for j in range(i, len(words)):
            if every.count(words[j]) > every.count(words[best]):
                best = j
        words[i], words[best] = words[best], words[i]
    return ["", "[UNK]"] + words[: size - 2]


# %% wrong: a dictionary from words to ids
# loses: test_build_vocabulary, test_vocabulary_size
# says: expected a list
def build_vocabulary(sentences, size):
    words = [word for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    vocabulary = ["", "[UNK]"] + order[: size - 2]
    return {word: i for i, word in enumerate(vocabulary)}


# %% wrong: words joined and split again, so that a word with a space falls apart
# loses: test_build_vocabulary
# says: expected words of [['New York', 'York', 'end.', 'end'], ['New York']] only, got
def build_vocabulary(sentences, size):
    words = " ".join(" ".join(sentence) for sentence in sentences).split()
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% wrong: punctuation is stripped from the words
# loses: test_build_vocabulary
# says: different words and size=
def build_vocabulary(sentences, size):
    words = [word.strip(".,!?") for sentence in sentences for word in sentence]
    order = sorted(set(words), key=lambda w: (-words.count(w), w))
    return ["", "[UNK]"] + order[: size - 2]


# %% equivalent: counts[word] = counts.get(word, 0) + 1 -> counts[word] = counts.get(word, 0) + 2
# why: all counts are twice as large, which leaves their order as it is


# %% equivalent: counts[word] = counts.get(word, 0) + 1 -> counts[word] = counts.get(word, 1) + 1
# why: all counts are larger by one, which leaves their order as it is


# %% equivalent: counts[word] = counts.get(word, 0) + 1 -> counts[word] = counts.get(word, -1) + 1
# why: all counts are smaller by one, which leaves their order as it is
