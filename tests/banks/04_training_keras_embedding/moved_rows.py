# %% right: a loop that remembers what was compiled
def moved_rows(phases):
    moved = []
    trained = False
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% right: np.unique, with NumPy's integers in the lists
def moved_rows(phases):
    result = []
    for k in range(len(phases)):
        if phases[k][1]:
            program = phases[k][0]
        rows = np.unique(phases[k][2])
        result.append(list(rows[: rows.size * bool(program)]))
    return result


# %% right: looks back for the last phase that compiled
def last_compile(phases, k):
    while not phases[k][1]:
        k -= 1
    return phases[k]


def moved_rows(phases):
    return [
        sorted({*ids}) if last_compile(phases, k)[0] else []
        for k, (_, _, ids) in enumerate(phases)
    ]


# %% right: accumulate hands the compiled truth value on
from itertools import accumulate


def moved_rows(phases):
    flags = [bool(t) if c else None for t, c, _ in phases]
    trained = accumulate(flags, lambda old, new: old if new is None else new)
    return [np.unique(p[2]).tolist() if t else [] for p, t in zip(phases, trained)]


# %% right: counts and flatnonzero, Python's own names as scratch
def moved_rows(phases):
    list, type = [], False
    for bool, compile, id in phases:
        type = bool if compile else type
        sum = np.bincount(np.asarray(id), minlength=1)
        list.append((np.flatnonzero(sum) if type else np.array([])).tolist())
    return list


# %% right: plays the model with a small class
class Model:
    def __init__(self):
        self.trainable = True
        self.program = None

    def compile(self):
        self.program = None

    def fit(self, ids):
        if self.program is None:
            self.program = self.trainable
        rows = []
        if self.program:
            for i in ids:
                if i not in rows:
                    rows.append(i)
        rows.sort()
        return rows


def moved_rows(phases):
    model = Model()
    output = []
    for trainable, compiles, ids in phases:
        model.trainable = trainable
        if compiles:
            model.compile()
        output += [model.fit(ids)]
    return output


# %% right: recursion, from the last phase to the first
def moved_rows(phases):
    if len(phases) == 0:
        return []
    k = max(k for k, (_, compiles, _) in enumerate(phases) if compiles)
    late = [sorted(set(ids)) if phases[k][0] else [] for _, _, ids in phases[k:]]
    return moved_rows(phases[:k]) + late


# %% right: with everything that NumPy exports, and a warning
from numpy import *


def moved_rows(phases):
    import warnings

    warnings.warn("a prediction")
    table = zeros((len(phases), 1 + max([max(p[2]) for p in phases])))
    trained = 0
    for k, (trainable, compiles, ids) in enumerate(phases):
        trained = trainable * compiles + trained * (not compiles)
        table[k, ids] = trained
    return [nonzero(row)[0].tolist() for row in table]


# %% right: Python's own names as names of its own outside the function
list = id = type = max = sum = int = str = 0


def moved_rows(phases):
    now, result = None, []
    for t, c, words in phases:
        now = {True: t, False: now}[bool(c)]
        rows = []
        for word in sorted(words):
            if now and rows[-1:] != [word]:
                rows.append(word)
        result.append(rows)
    return result


# %% wrong: the freeze is believed to work at once
# loses: test_moved_rows
# says: expected the rows [] to move, got [1, 2, 3]
def moved_rows(phases):
    return [sorted(set(ids)) if trainable else [] for trainable, _, ids in phases]


# %% wrong: only the first compile counts
# loses: test_moved_rows
# says: expected the rows [] to move, got [3]
def moved_rows(phases):
    trained = phases[0][0]
    return [sorted(set(ids)) if trained else [] for _, _, ids in phases]


# %% wrong: repeated ids stay
# loses: test_moved_rows
# says: expected the rows [2, 4] to move, got [2, 4, 4]: sorted, and each row once
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(ids) if trained else [])
    return moved


# %% wrong: in the order of the sentence
# loses: test_moved_rows
# says: expected the rows [2, 4] to move, got [4, 2]: sorted, and each row once
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(list(dict.fromkeys(ids)) if trained else [])
    return moved


# %% wrong: trusts that a set is sorted
# loses: test_moved_rows
# says: got [8, 11, 7]: sorted, and each row once
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(list(set(ids)) if trained else [])
    return moved


# %% wrong: only repeats side by side are removed
# loses: test_moved_rows
# says: got [2, 4, 4]: sorted, and each row once
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        rows = [i for k, i in enumerate(ids) if k == 0 or i != ids[k - 1]]
        moved.append(sorted(rows) if trained else [])
    return moved


# %% wrong: compile trains the table whatever the flag says
# loses: test_moved_rows
# says: after trainable=False, compile: expected the rows [] to move
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        moved.append(sorted(set(ids)) if trainable or compiles else [])
    return moved


# %% wrong: thawing needs a compile, freezing works at once
# loses: test_moved_rows
# says: expected the rows [1, 2] to move, got []
def moved_rows(phases):
    moved = []
    trained = False
    for trainable, compiles, ids in phases:
        if compiles or not trainable:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: freezing needs a compile, thawing works at once
# loses: test_moved_rows
# says: expected the rows [] to move, got [1, 2, 3]
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles or trainable:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: a flag set after compile counts from the next phase on
# loses: test_moved_rows
# says: expected the rows [] to move, got [2, 8, 10]
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else [])
        trained = trainable
    return moved


# %% wrong: only a phase that compiles trains
# loses: test_moved_rows
# says: expected the rows [1, 2] to move, got []
def moved_rows(phases):
    return [sorted(set(i)) if trainable and c else [] for trainable, c, i in phases]


# %% wrong: a table once trained is never frozen again
# loses: test_moved_rows
# says: trainable=False, compile: expected the rows [] to move, got [3]
def moved_rows(phases):
    moved = []
    trained = False
    for trainable, compiles, ids in phases:
        if compiles and trainable:
            trained = True
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: a frozen table stays frozen for good
# loses: test_moved_rows
# says: trainable=True, compile: expected the rows [0, 1] to move, got []
def moved_rows(phases):
    moved = []
    trained = True
    for trainable, compiles, ids in phases:
        if compiles and not trainable:
            trained = False
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: only rows that never moved before
# loses: test_moved_rows
# says: expected the rows [1, 2] to move, got [2]
def moved_rows(phases):
    moved, seen = [], set()
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids) - seen) if trained else [])
        seen |= set(moved[-1])
    return moved


# %% wrong: the id 0 is left out as padding
# loses: test_moved_rows
# says: expected the rows [0, 1] to move, got [1]
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted({i for i in ids if i}) if trained else [])
    return moved


# %% wrong: one list in the place of one for each phase
# loses: test_moved_rows
# says: got 0: []
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.extend(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: phases in which nothing moves are left out
# loses: test_moved_rows
# says: got 0: []
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        if trained:
            moved.append(sorted(set(ids)))
    return moved


# %% wrong: None where nothing moves
# loses: test_moved_rows
# says: expected a list of lists of rows, got [None, None]
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else None)
    return moved


# %% wrong: sorts the caller's sentences
# loses: test_moved_rows
# says: expected phases to stay [(False, True, [4, 2, 4])
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        ids.sort()
        rows = [i for k, i in enumerate(ids) if k == 0 or i != ids[k - 1]]
        moved.append(rows if trained else [])
    return moved


# %% wrong: empties the caller's list of phases
# loses: test_moved_rows
# says: expected phases to stay [(False, True, [4, 2, 4])
def moved_rows(phases):
    moved = []
    while phases:
        trainable, compiles, ids = phases.pop(0)
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: the list of an earlier call goes on
# loses: test_moved_rows
# says: got 3: [[], [], [2, 4]]
def moved_rows(phases, moved=[]):
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids)) if trained else [])
    return moved


# %% wrong: one and the same list for all phases
# loses: test_moved_rows
# says: expected the rows [1, 5] to move, got [1, 5, 1, 2]
def moved_rows(phases):
    moved = [[]] * len(phases)
    for k, (trainable, compiles, ids) in enumerate(phases):
        if compiles:
            trained = trainable
        if trained:
            moved[k] += sorted(set(ids))
    return moved


# %% wrong: sorted as text, 10 before 9
# loses: test_moved_rows
# says: expected the rows [8, 9, 10] to move, got [10, 8, 9]: sorted
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        moved.append(sorted(set(ids), key=str) if trained else [])
    return moved


# %% wrong: rows looked up twice are left out
# loses: test_moved_rows
# says: expected the rows [2, 4] to move, got [2]
def moved_rows(phases):
    moved = []
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        rows = [i for i in ids if ids.count(i) == 1]
        moved.append(sorted(rows) if trained else [])
    return moved


# %% wrong: prints the rows and returns nothing
# loses: test_moved_rows
# says: expected a list, got None: is there a `return`?
def moved_rows(phases):
    for trainable, compiles, ids in phases:
        if compiles:
            trained = trainable
        print(sorted(set(ids)) if trained else [])
