# %% right: products of the four numbers
def product_cost(B, T, V, d):
    tokens = B * T
    return {
        "multiplications": tokens * V * d,
        "useful": tokens * d,
        "one_hot_bytes": tokens * V * 4,
        "table_bytes": V * d * 4,
    }


# %% right: as floats
def product_cost(B, T, V, d):
    return dict(
        multiplications=float(B) * T * V * d,
        useful=float(B * T * d),
        one_hot_bytes=4.0 * B * T * V,
        table_bytes=4.0 * V * d,
    )


# %% right: asks NumPy for the size of a number, and answers in NumPy's integers
def product_cost(B, T, V, d):
    size = np.dtype("float32").itemsize
    B, T, V, d = (np.int64(n) for n in (B, T, V, d))
    costs = {}
    costs["useful"] = B * T * d
    costs["multiplications"] = costs["useful"] * V
    costs["table_bytes"] = V * d * size
    costs["one_hot_bytes"] = B * T * V * size
    return costs


# %% right: from bits to bytes, with more entries than were asked for
def product_cost(B, T, V, d):
    import math

    return {
        "multiplications": math.prod((B, T, V, d)),
        "useful": math.prod((B, T, d)),
        "additions": math.prod((B, T, V - 1, d)),
        "one_hot_bytes": 32 * math.prod((B, T, V)) // 8,
        "table_bytes": 32 * V * d // 8,
    }


# %% right: fractions and arrays of one number
def product_cost(B, T, V, d):
    from fractions import Fraction

    return {
        "multiplications": Fraction(B * T * V * d),
        "useful": np.array(B * T * d),
        "one_hot_bytes": np.float64(B * T * V * 4),
        "table_bytes": np.prod([V, d, 4], dtype="float32"),
    }


# %% right: through logarithms, with Python's own names taken
int = np.int64
float = np.float32


def product_cost(B, T, V, d):
    names = ["multiplications", "useful", "one_hot_bytes", "table_bytes"]
    factors = [(B, T, V, d), (B, T, d), (B, T, V, 4), (V, d, 4)]
    return {n: np.exp(np.sum(np.log(f))) for n, f in zip(names, factors)}


# %% wrong: forgets that a sentence has T words
# loses: test_multiplications, test_useful, test_one_hot_bytes
# says: 0.333333 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * V * d,
        "useful": B * d,
        "one_hot_bytes": B * V * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: counts bits
# loses: test_one_hot_bytes, test_table_bytes
# says: 8 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * V * 32,
        "table_bytes": V * d * 32,
    }


# %% wrong: numbers of 8 bytes, NumPy's default
# loses: test_one_hot_bytes, test_table_bytes
# says: expected 12, got 24, 2 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": np.zeros((1, V)).nbytes * B * T,
        "table_bytes": np.zeros((1, V)).nbytes * d,
    }


# %% wrong: counts numbers instead of bytes
# loses: test_one_hot_bytes, test_table_bytes
# says: 0.25 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * V,
        "table_bytes": V * d,
    }


# %% wrong: counts additions along with multiplications
# loses: test_multiplications
# says: expected 6, got 12, 2 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": 2 * B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * V * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: one useful multiplication for each id, as if rows were numbers
# loses: test_useful
# says: expected 2, got 1, 0.5 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T,
        "one_hot_bytes": B * T * V * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: takes all multiplications with the table for useful
# loses: test_useful
# says: expected 2, got 6, 3 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": V * d,
        "one_hot_bytes": B * T * V * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: a table for each sentence of the batch
# loses: test_table_bytes
# says: 2 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * V * 4,
        "table_bytes": B * V * d * 4,
    }


# %% wrong: the output's memory for that of the one-hot batch
# loses: test_one_hot_bytes
# says: expected 12, got 8
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * d * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: only the ones take memory, as in a sparse matrix
# loses: test_one_hot_bytes
# says: expected 12, got 4
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: 32-bit integers overflow
# loses: test_multiplications
# says: times as many
def product_cost(B, T, V, d):
    B, T, V, d = (np.array(n, dtype=np.int32) for n in (B, T, V, d))
    return {
        "multiplications": B * T * V * d,
        "useful": int(B) * int(T) * int(d),
        "one_hot_bytes": 4 * int(B) * int(T) * int(V),
        "table_bytes": 4 * int(V) * int(d),
    }


# %% wrong: kilobytes
# loses: test_one_hot_bytes, test_table_bytes
# says: 0.000976562 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * V * 4 / 1024,
        "table_bytes": V * d * 4 / 1024,
    }


# %% wrong: the square of the vocabulary
# loses: test_multiplications
# says: 3 times as many
def product_cost(B, T, V, d):
    return {
        "multiplications": B * T * V * V * d,
        "useful": B * T * d,
        "one_hot_bytes": B * T * V * 4,
        "table_bytes": V * d * 4,
    }


# %% wrong: text in the place of numbers
# loses: test_multiplications, test_useful, test_one_hot_bytes, test_table_bytes
# says: expected a number for 'multiplications', got '6'
def product_cost(B, T, V, d):
    return {
        "multiplications": f"{B * T * V * d}",
        "useful": f"{B * T * d}",
        "one_hot_bytes": f"{B * T * V * 4}",
        "table_bytes": f"{V * d * 4}",
    }


# %% wrong: each count in a list of its own
# loses: test_multiplications, test_useful, test_one_hot_bytes, test_table_bytes
# says: expected a number for 'multiplications', got [6]
def product_cost(B, T, V, d):
    return {
        "multiplications": [B * T * V * d],
        "useful": [B * T * d],
        "one_hot_bytes": [B * T * V * 4],
        "table_bytes": [V * d * 4],
    }


# %% wrong: a tuple in the place of a dictionary
# loses: test_multiplications, test_useful, test_one_hot_bytes, test_table_bytes
# says: expected a dictionary with an entry 'multiplications', got (6, 2, 12, 24)
def product_cost(B, T, V, d):
    return B * T * V * d, B * T * d, B * T * V * 4, V * d * 4
