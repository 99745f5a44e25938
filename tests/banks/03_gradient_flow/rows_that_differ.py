# %% right: sets of the rows that were used and that were missed afterwards
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for batch in batches:
        now = set(np.ravel(batch).tolist())
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% right: the first batch of a row against the number of batches from there on
def rows_that_differ(batches, V):
    answer = []
    for row in range(V):
        occurs = [bool(np.any(np.asarray(batch) == row)) for batch in batches]
        if True in occurs and False in occurs[occurs.index(True) :]:
            answer.append(row)
    return answer


# %% right: both trainings are really done, with random gradients
def rows_that_differ(batches, V):
    rng = np.random.default_rng(5)
    tables = {False: np.zeros((V, 1)), True: np.zeros((V, 1))}
    velocities = {False: np.zeros((V, 1)), True: np.zeros((V, 1))}
    for batch in batches:
        batch = np.asarray(batch, dtype=int)
        gradient = rng.uniform(1, 2, batch.shape + (1,))
        for lazy in (False, True):
            tables[lazy], velocities[lazy] = momentum_step(
                tables[lazy], velocities[lazy], batch, gradient, 0.1, 0.5, lazy
            )
    return np.flatnonzero((tables[True] != tables[False]).any(axis=1))


# %% right: a table of batches and rows, and cumulative or
def rows_that_differ(batches, V):
    occurs = np.zeros((len(batches), V), dtype=bool)
    for t, batch in enumerate(batches):
        for i in batch.ravel():
            occurs[t, int(i)] = True
    before = np.logical_or.accumulate(occurs, axis=0)
    return np.where((before & ~occurs).any(axis=0))[0]


# %% right: counts of batches with bincount, as a list of NumPy's integers
def rows_that_differ(batches, V):
    first, count = {}, {}
    for t, batch in enumerate(batches):
        times = np.bincount(batch.ravel().astype(int), minlength=V)
        for i in np.flatnonzero(times):
            first.setdefault(i, t)
            count[i] = count.get(i, 0) + 1
    return [
        i for i in np.arange(V) if i in first and count[i] < len(batches) - first[i]
    ]


# %% right: backwards through the batches
def rows_that_differ(batches, V):
    missed = np.zeros(V, dtype=bool)
    differ = np.zeros(V, dtype=bool)
    for batch in reversed(batches):
        here = np.isin(np.arange(V), batch)
        differ |= here & missed
        missed |= ~here
    return np.arange(V)[differ]


# %% right: Python's own names and a helper's common name are taken
sum = max = print = 0


def as_array(numbers):
    return {int(number) for number in np.nditer(numbers, ["zerosize_ok"])}


def rows_that_differ(batches, V):
    list = []
    for id in range(V):
        str = "".join("x" if id in as_array(batch) else "." for batch in batches)
        if "x." in str:
            list.append(id)
    return np.array(list)


# %% right: a recursion over the batches, in NumPy's names and in floats
from numpy import *


def rows_that_differ(batches, V):
    def train(rest, used):
        if not rest:
            return zeros(0)
        now = unique(rest[0])
        gone = setdiff1d(used, now)
        return union1d(gone, train(rest[1:], union1d(used, now)))

    return sort(train(batches, zeros(0)))


# %% right: a pause must begin somewhere, so neighbours in time are enough
def rows_that_differ(batches, V):
    used = np.zeros((V, len(batches)), dtype=int)
    for t, batch in enumerate(batches):
        used[batch.astype(int), t] = 1
    return np.flatnonzero(np.min(np.diff(used, axis=1), axis=1, initial=0) < 0)


# %% wrong: every row that was ever used
# loses: test_rows_that_differ
# says: row 1 comes in those numbered [0, 1]: expected it not
def rows_that_differ(batches, V):
    used = set()
    for batch in batches:
        used |= set(batch.ravel().tolist())
    return sorted(used)


# %% wrong: the rows that are not used in the last batch
# loses: test_rows_that_differ
# says: expected it once among the rows that differ, got it 0 times
def rows_that_differ(batches, V):
    seen = set()
    for batch in batches:
        seen |= set(batch.ravel().tolist())
    return sorted(seen - set(batches[-1].ravel().tolist()))


# %% wrong: the rows of the first batch that are missed later
# loses: test_rows_that_differ
# says: expected it once among the rows that differ, got it 0 times
def rows_that_differ(batches, V):
    first = set(batches[0].ravel().tolist())
    later = [set(batch.ravel().tolist()) for batch in batches[1:]]
    return sorted(i for i in first if any(i not in batch for batch in later))


# %% wrong: a row that comes late counts as missed before, though its velocity was zero
# loses: test_rows_that_differ
# says: row 2 comes in those numbered [1]: expected it not
def rows_that_differ(batches, V):
    sets = [set(batch.ravel().tolist()) for batch in batches]
    used = set().union(*sets)
    return sorted(i for i in used if any(i not in batch for batch in sets))


# %% wrong: all rows that a batch leaves out, even those that were never used
# loses: test_rows_that_differ
# says: row 2 comes in those numbered [1]: expected it not
def rows_that_differ(batches, V):
    sets = [set(batch.ravel().tolist()) for batch in batches]
    return [i for i in range(V) if any(i not in batch for batch in sets)]


# %% wrong: only the batch right after the first use is looked at
# loses: test_rows_that_differ
# says: row 0 comes in those numbered [0, 1]: expected it once
def rows_that_differ(batches, V):
    sets = [set(batch.ravel().tolist()) for batch in batches]
    differ = []
    for i in range(V):
        for now, then in zip(sets, sets[1:]):
            if i in now:
                if i not in then:
                    differ.append(i)
                break
    return differ


# %% wrong: a row that is used again after a pause is thought to catch up
# loses: test_rows_that_differ
# says: expected it once among the rows that differ, got it 0 times
def rows_that_differ(batches, V):
    differ = set()
    seen = set()
    for batch in batches:
        now = set(batch.ravel().tolist())
        differ |= seen - now
        differ -= now
        seen |= now
    return sorted(differ)


# %% wrong: a pause must be followed by another use before it shows
# loses: test_rows_that_differ
# says: row 0 comes in those numbered [0]: expected it once
def rows_that_differ(batches, V):
    differ = []
    for i in range(V):
        at = [t for t, batch in enumerate(batches) if i in batch]
        if at and at[-1] - at[0] + 1 > len(at):
            differ.append(i)
    return differ


# %% wrong: uses are counted instead of batches, so a row that repeats seems steady
# loses: test_rows_that_differ
# says: expected it once among the rows that differ, got it 0 times
def rows_that_differ(batches, V):
    first, uses = {}, {}
    for t, batch in enumerate(batches):
        for i in batch.ravel().tolist():
            first.setdefault(i, t)
            uses[i] = uses.get(i, 0) + 1
    return sorted(i for i in first if uses[i] < len(batches) - first[i])


# %% wrong: rows come in the order in which they begin to differ
# loses: test_rows_that_differ
# says: in ascending order
def rows_that_differ(batches, V):
    seen, differ = [], []
    for batch in batches:
        now = batch.ravel().tolist()
        differ += [i for i in seen if i not in now and i not in differ]
        seen += [i for i in dict.fromkeys(now) if i not in seen]
    return differ


# %% wrong: a row is named once for each batch that misses it
# loses: test_rows_that_differ
# says: expected it once among the rows that differ, got it 2 times
def rows_that_differ(batches, V):
    seen, differ = set(), []
    for batch in batches:
        now = set(batch.ravel().tolist())
        differ += seen - now
        seen |= now
    return sorted(differ)


# %% wrong: row 0 is taken for padding and never differs
# loses: test_rows_that_differ
# says: row 0 comes in those numbered [0]: expected it once
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for batch in batches:
        now = set(batch.ravel().tolist())
        differ |= seen - now
        seen |= now
    return sorted(differ - {0})


# %% wrong: a mask of all rows instead of their numbers
# loses: test_rows_that_differ
# says: row 0 comes in those numbered [0]: expected it once
def rows_that_differ(batches, V):
    seen = np.zeros(V, dtype=bool)
    differ = np.zeros(V, dtype=bool)
    for batch in batches:
        now = np.zeros(V, dtype=bool)
        now[batch.ravel()] = True
        differ |= seen & ~now
        seen |= now
    return differ


# %% wrong: only the first two batches, as in the example
# loses: test_rows_that_differ
# says: row 0 comes in those numbered [0, 1]: expected it once
def rows_that_differ(batches, V):
    first, second = (set(np.ravel(batch).tolist()) for batch in batches[:2])
    return sorted(first - second)


# %% wrong: the rows seen are remembered from the call before
# loses: test_rows_that_differ
# says: row 1 comes in those numbered [2]: expected it not
def rows_that_differ(batches, V, seen=set()):
    differ = set()
    for batch in batches:
        now = set(batch.ravel().tolist())
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% wrong: the batches are stacked, which their shapes do not allow
# loses: test_rows_that_differ
# says: shape
def rows_that_differ(batches, V):
    batches = np.stack(batches).reshape(len(batches), -1)
    occurs = (batches[:, :, None] == np.arange(V)).any(axis=1)
    before = np.logical_or.accumulate(occurs, axis=0)
    return np.flatnonzero((before & ~occurs).any(axis=0))


# %% wrong: the ids of a batch must be a flat list
# loses: test_rows_that_differ
# says: TypeError
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for batch in batches:
        now = {int(i) for i in batch}
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% wrong: the batches are taken off the list of the caller
# loses: test_rows_that_differ
# says: expected batches to stay as it was
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    while batches:
        now = set(batches.pop(0).ravel().tolist())
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% wrong: the last batch is forgotten
# loses: test_rows_that_differ
# says: row 0 comes in those numbered [0]: expected it once
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for t in range(len(batches) - 1):
        now = set(batches[t].ravel().tolist())
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% wrong: both trainings are done, but each with random gradients of its own
# loses: test_rows_that_differ
# says: row 1 comes in those numbered [0, 1]: expected it not among the rows
def rows_that_differ(batches, V):
    tables = []
    for lazy in (False, True):
        E, velocity = np.zeros((V, 1)), np.zeros((V, 1))
        for batch in batches:
            gradient = np.random.normal(size=(*batch.shape, 1))
            E, velocity = momentum_step(E, velocity, batch, gradient, 0.1, 0.9, lazy)
        tables.append(E[:, 0])
    return np.flatnonzero(tables[0] != tables[1])


# %% wrong: argwhere makes a column of the rows
# loses: test_rows_that_differ
# says: expected a list of rows, got an array of shape (1, 1)
def rows_that_differ(batches, V):
    seen = np.zeros(V, dtype=bool)
    differ = np.zeros(V, dtype=bool)
    for batch in batches:
        now = np.isin(np.arange(V), batch)
        differ |= seen & ~now
        seen |= now
    return np.argwhere(differ)


# %% wrong: a set, which has no order
# loses: test_rows_that_differ
# says: got {0}
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for batch in batches:
        now = set(batch.ravel().tolist())
        differ |= seen - now
        seen |= now
    return differ


# %% wrong: the ids of the caller are sorted in place
# loses: test_rows_that_differ
# says: expected batches to stay as it was
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for batch in batches:
        batch.sort()
        now = set(batch.ravel().tolist())
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% wrong: batches with two axes at most
# loses: test_rows_that_differ
# says: TypeError
def rows_that_differ(batches, V):
    seen, differ = set(), set()
    for batch in batches:
        if batch.ndim < 2:
            batch = batch.reshape(1, -1)
        now = {int(i) for sentence in batch for i in sentence}
        differ |= seen - now
        seen |= now
    return sorted(differ)


# %% wrong: all batches are taken to have the axes of the first
# loses: test_rows_that_differ
# says: TypeError
def rows_that_differ(batches, V):
    words = batches[0].ndim == 1
    seen, differ = set(), set()
    for batch in batches:
        now = set()
        for part in batch:
            now |= {int(part)} if words else {int(i) for i in part}
        differ |= seen - now
        seen |= now
    return sorted(differ)
