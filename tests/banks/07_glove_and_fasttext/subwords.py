# %% right: starts outside, lengths inside, the mask of 32 bits with &
def subwords(word, n_min, n_max, buckets):
    text = "<" + word + ">"
    result = []
    for start in range(len(text)):
        for end in range(start + n_min, min(start + n_max, len(text)) + 1):
            piece = text[start:end]
            if piece == "<" or piece == ">":
                continue
            h = 2166136261
            for b in piece.encode():
                b = b if b < 128 else b | 0xFFFFFF00
                h ^= b
                h = (h * 16777619) & 0xFFFFFFFF
            result.append((piece, h % buckets))
    return result


# %% right: bytes read as signed numbers, and the 32 bits cut off once, in the end
def fnv(piece):
    h = 2166136261
    for b in piece.encode("utf-8"):
        h = (h ^ (b - 256 * (b > 127))) * 16777619
    return h % 2**32


def subwords(word, n_min, n_max, buckets):
    text = f"<{word}>"
    pairs = []
    for n in range(max(n_min, 1), n_max + 1):
        pieces = [text[i:][:n] for i in range(len(text) + 1 - n)]
        if n == 1:
            pieces = pieces[1:-1]
        pairs.extend([piece, fnv(piece) % buckets] for piece in pieces)
    return pairs


# %% right: NumPy's unsigned numbers of 32 bits, which wrap by themselves and warn
def subwords(word, n_min, n_max, buckets):
    marked = "<" + word + ">"
    pairs = []
    for n in range(n_min, n_max + 1):
        for i in range(len(marked) - n + 1):
            gram = marked[i : i + n]
            if len(gram) == 1 and i in (0, len(marked) - 1):
                continue
            h = np.uint32(2166136261)
            signed = np.frombuffer(gram.encode("utf-8"), dtype=np.int8)
            for b in signed.astype(np.int32).view(np.uint32):
                h = (h ^ b) * np.uint32(16777619)
            pairs.append((gram, int(h) % buckets))
    return pairs


# %% right: zip of shifted words, a generator, with Python's own names as variables
def subwords(word, n_min, n_max, buckets):
    list = f"<{word}>"
    for min in range(n_min, n_max + 1):
        for tuple in zip(*[list[max:] for max in range(min)]):
            str = "".join(tuple)
            if str in "<>" and len(str) == 1:
                continue
            hash = 2166136261
            for sum in bytes(str, "utf8"):
                if sum & 128:
                    sum |= 0xFFFFFF << 8
                hash = (hash ^ sum) * 16777619 % 4294967296
            yield str, hash % buckets


# %% right: recursion for the hash, a comprehension for the pieces
def fnv(data):
    if not data:
        return 2166136261
    byte = data[-1] + (4294967040 if data[-1] >= 128 else 0)
    return (fnv(data[:-1]) ^ byte) * 16777619 % 2**32


def subwords(word, n_min, n_max, buckets):
    w = ["<", *word, ">"]
    spans = [
        (a, b)
        for a in range(len(w))
        for b in range(a + 1, len(w) + 1)
        if n_min <= b - a <= n_max
    ]
    spans = [s for s in spans if s not in [(0, 1), (len(w) - 1, len(w))]]
    pieces = ["".join(w[a:b]) for a, b in spans]
    return [(p, fnv(p.encode("utf-8")) % buckets) for p in pieces]


# %% right: characters found in the bytes, as fastText's program does it
def subwords(word, n_min, n_max, buckets):
    data = b"<" + word.encode("utf-8") + b">"
    starts = [i for i, b in enumerate(data) if b & 0xC0 != 0x80] + [len(data)]
    pairs = []
    for k in range(len(starts) - 1):
        for n in range(n_min, n_max + 1):
            if k + n >= len(starts):
                break
            if n == 1 and (k == 0 or k == len(starts) - 2):
                continue
            piece = data[starts[k] : starts[k + n]]
            h = 0x811C9DC5
            for b in piece:
                h ^= (b ^ 0x80) - 0x80
                h = h * 0x01000193 & 0xFFFFFFFF
            pairs.append((piece.decode("utf-8"), h % buckets))
    return np.array(pairs, dtype=object)


# %% right: regular expressions that look ahead, and ctypes
def subwords(word, n_min, n_max, buckets):
    import ctypes
    import re

    out = []
    for n in range(n_min, n_max + 1):
        for m in re.finditer("(?=(" + "." * n + "))", "<" + word + ">", flags=re.S):
            g = m.group(1)
            if g in {"<", ">"}:
                continue
            h = ctypes.c_uint32(2166136261)
            for b in g.encode("utf-8"):
                h.value = h.value ^ ctypes.c_uint32(ctypes.c_int8(b).value).value
                h.value = h.value * 16777619
            out.append((g, h.value % buckets))
    return tuple(out)


# %% right: NumPy's unsigned numbers up to the bucket, from the last n-gram to the first
def subwords(word, n_min, n_max, buckets):
    w = f"<{word}>"
    out = []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            if w[i : i + n] in "<>" and n == 1:
                continue
            h = np.uint32(2166136261)
            for b in np.frombuffer(w[i : i + n].encode(), np.int8).astype(np.uint32):
                h = np.uint32(h ^ b)
                h = h * np.uint32(16777619)
            out.append((w[i : i + n], h % buckets))
    return out[::-1]


# %% wrong: no marks
# loses: test_ngrams
# says: the marks < and > are missing
def subwords(word, n_min, n_max, buckets):
    pairs = []
    for n in range(n_min, n_max + 1):
        for i in range(len(word) - n + 1):
            h = 2166136261
            for b in word[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            pairs.append((word[i : i + n], h % buckets))
    return pairs


# %% wrong: n_max is left out
# loses: test_ngrams
# says: expected the n-gram '<ab>' 1 times, got it 0 times in ['<ab', 'ab>']: n_max itse
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the last n-gram of each length is left out
# loses: test_ngrams
# says: expected the n-gram 'ab>' 1 times, got it 0 times in ['<ab']
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: pieces at the end that are too short are kept
# loses: test_ngrams
# says: expected the n-gram 'ab>' 1 times, got it 2 times
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w)):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the marks alone are n-grams too
# loses: test_ngrams
# says: a mark alone is no n-gram
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: all pieces of one character are left out
# loses: test_ngrams
# says: n_min itself is a length too
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(max(n_min, 2), n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: a set, so that a piece comes once
# loses: test_ngrams
# says: a piece that comes twice is wanted twice
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", {}
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs[w[i : i + n]] = h % buckets
    return list(pairs.items())


# %% wrong: the word is made lower case
# loses: test_ngrams
# says: capitals stay as they are
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word.lower()}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: accents are put together with their letters
# loses: test_ngrams
# says: expected the n-gram 'e' 1 times, got it 0 times
def subwords(word, n_min, n_max, buckets):
    import unicodedata

    w, pairs = f"<{unicodedata.normalize('NFC', word)}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the word itself is left out
# loses: test_ngrams
# says: or the word itself is one of the pieces if it is not too long
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">", w):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the word itself comes always, however long it is
# loses: test_ngrams
# says: the word itself comes only if it is not too long
def subwords(word, n_min, n_max, buckets):
    w = f"<{word}>"
    pieces = [
        w[i : i + n]
        for n in range(n_min, n_max + 1)
        for i in range(len(w) - n + 1)
        if w[i : i + n] not in ("<", ">")
    ]
    if w not in pieces:
        pieces.append(w)
    pairs = []
    for piece in pieces:
        h = 2166136261
        for b in piece.encode("utf-8"):
            h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
        pairs.append((piece, h % buckets))
    return pairs


# %% wrong: a word too short for an n-gram is given as a whole
# loses: test_ngrams
# says: the word itself comes only if it is not too long
def subwords(word, n_min, n_max, buckets):
    w = f"<{word}>"
    pieces = [
        w[i : i + n]
        for n in range(n_min, n_max + 1)
        for i in range(len(w) - n + 1)
        if w[i : i + n] not in ("<", ">")
    ]
    pairs = []
    for piece in pieces or [w]:
        h = 2166136261
        for b in piece.encode("utf-8"):
            h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
        pairs.append((piece, h % buckets))
    return pairs


# %% wrong: pieces side by side that do not overlap
# loses: test_ngrams
# says: expected the n-gram 'ab>' 1 times, got it 0 times in ['<ab', '<ab>']
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(0, len(w) - n + 1, n):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: cuts the bytes into pieces, in the middle of characters too
# loses: test_ngrams, test_buckets
# says: pieces are cut between characters, not between bytes
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>".encode(), []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n]:
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in (b"<", b">"):
                pairs.append((w[i : i + n].decode(errors="replace"), h % buckets))
    return pairs


# %% wrong: hashes characters, not bytes
# loses: test_buckets
# says: characters were hashed, not the bytes of UTF-8
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for c in w[i : i + n]:
                h = (h ^ ord(c)) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: bytes of Latin-1 instead of UTF-8, where a letter has one
# loses: test_buckets
# says: expected bucket 165, got 944
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("latin-1", errors="replace"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: bytes of 128 and more stay as they are, as in textbook FNV-1a
# loses: test_buckets
# says: step 1 changes the bytes of 128 and more
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ b) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: b > 128 instead of b >= 128
# loses: test_buckets
# says: expected bucket 744, got 616
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b > 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: FNV-1, the product before the exclusive or
# loses: test_buckets
# says: first the exclusive or, then the product
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = h * 16777619 % 2**32 ^ (b + 4294967040 * (b >= 128))
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: nothing is cut to 32 bits
# loses: test_buckets
# says: no product was cut to 32 bits
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b - 256 * (b >= 128))) * 16777619
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: numbers of 64 bits, which wrap later
# loses: test_buckets
# says: each product is cut to 32 bits
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = np.uint64(2166136261)
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ np.uint64(b + 4294967040 * (b >= 128))) * np.uint64(16777619)
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], int(h) % buckets))
    return pairs


# %% wrong: the remainder of a division by 2 ** 32 - 1
# loses: test_buckets
# says: expected bucket 508, got 834
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % (2**32 - 1)
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: h is the remainder by the number of buckets after each byte
# loses: test_buckets
# says: expected bucket 508, got 692
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32 % buckets
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h))
    return pairs


# %% wrong: h goes on from one n-gram to the next
# loses: test_buckets
# says: expected bucket 331, got 764
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    h = 2166136261
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: a power instead of the exclusive or
# loses: test_buckets
# says: expected bucket 508, got 99
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = pow(h, b, 2**32) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the hash itself, without the buckets
# loses: test_buckets
# says: the bucket is the remainder of a division by `buckets`
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h))
    return pairs


# %% wrong: buckets are numbered from 1
# loses: test_buckets
# says: expected bucket 508, got 509
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets + 1))
    return pairs


# %% wrong: the marks are not hashed
# loses: test_buckets
# says: the marks belong to what is hashed
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].strip("<>").encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: Python's own hash, another one in each process
# loses: test_buckets
# says: with 1000 buckets: expected bucket 508, got
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], hash(w[i : i + n]) % buckets))
    return pairs


# %% wrong: the buckets are handed out in order, as in a vocabulary
# loses: test_buckets
# says: expected bucket 508, got 0
def subwords(word, n_min, n_max, buckets):
    w, pairs, numbers = f"<{word}>", [], {}
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            if w[i : i + n] not in ("<", ">"):
                number = numbers.setdefault(w[i : i + n], len(numbers))
                pairs.append((w[i : i + n], number % buckets))
    return pairs


# %% wrong: the n-grams alone
# loses: test_ngrams, test_buckets
# says: 'ab': expected pairs (ngram, bucket), got '<ab'
def subwords(word, n_min, n_max, buckets):
    w = f"<{word}>"
    return [
        w[i : i + n]
        for n in range(n_min, n_max + 1)
        for i in range(len(w) - n + 1)
        if w[i : i + n] not in ("<", ">")
    ]


# %% wrong: two lists instead of pairs
# loses: test_ngrams, test_buckets
# says: 'ab': expected pairs (ngram, bucket), got ['<ab', 'ab>', '<ab>']
def subwords(word, n_min, n_max, buckets):
    w, pieces, numbers = f"<{word}>", [], []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pieces.append(w[i : i + n])
                numbers.append(h % buckets)
    return pieces, numbers


# %% wrong: signed 32-bit hash, the remainder of a negative number
# loses: test_buckets
# says: expected bucket 980, got 684
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            h = h - 2**32 if h >= 2**31 else h
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the lowest 8 bits of each character
# loses: test_buckets
# says: expected bucket 165, got 944
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for c in w[i : i + n]:
                b = ord(c) & 255
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: letters outside ASCII are dropped before the hash
# loses: test_buckets
# says: expected bucket 165, got 553
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("ascii", "ignore"):
                h = (h ^ b) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n], h % buckets))
    return pairs


# %% wrong: the length of n-grams is counted without the marks
# loses: test_ngrams
# says: the marks < and > are missing
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for a in range(len(w)):
        for z in range(a + 1, len(w) + 1):
            g = w[a:z]
            if n_min <= len(g.strip("<>")) <= n_max:
                h = 2166136261
                for b in g.encode("utf-8"):
                    h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
                pairs.append((g, h % buckets))
    return pairs


# %% wrong: strings of bytes as n-grams
# loses: test_ngrams, test_buckets
# says: expected strings as n-grams, got b'<ab'
def subwords(word, n_min, n_max, buckets):
    w, pairs = f"<{word}>", []
    for n in range(n_min, n_max + 1):
        for i in range(len(w) - n + 1):
            h = 2166136261
            for b in w[i : i + n].encode("utf-8"):
                h = (h ^ (b + 4294967040 * (b >= 128))) * 16777619 % 2**32
            if w[i : i + n] not in ("<", ">"):
                pairs.append((w[i : i + n].encode(), h % buckets))
    return pairs
