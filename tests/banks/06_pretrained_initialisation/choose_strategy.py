# %% right: size by size in plain Python, with the module statistics
import statistics


def choose_strategy(validation):
    chosen = []
    for size in range(len(next(iter(validation.values()))[0])):
        columns = {name: a[:, size].tolist() for name, a in validation.items()}
        means = {name: statistics.fmean(column) for name, column in columns.items()}
        best = max(means, key=means.get)
        error = statistics.stdev(columns[best]) / len(columns[best]) ** 0.5
        chosen.append(next(n for n in means if means[n] >= means[best] - error))
    return chosen


# %% right: sums of squares, and the simplest last in a loop from the back
def choose_strategy(validation):
    names = list(validation)
    data = np.stack(list(validation.values()))
    n = data.shape[1]
    means = data.sum(axis=1) / n
    squares = np.square(data - means[:, None]).sum(axis=1)
    result = np.array([names[-1]] * data.shape[2], dtype=object)
    for k in range(data.shape[2]):
        best = min(i for i in range(len(names)) if means[i, k] == means[:, k].max())
        limit = means[best, k] - np.sqrt(squares[best, k] / (n * (n - 1)))
        for i in reversed(range(len(names))):
            if not means[i, k] < limit:
                result[k] = names[i]
    return result


# %% right: covariances of the seeds, take_along_axis, and names as an array
def choose_strategy(validation):
    data = np.array([*validation.values()])
    means = np.mean(data, axis=1)
    best = np.argmax(means, axis=0)[None]
    top = np.take_along_axis(data, best[:, None], axis=0)[0]
    error = np.sqrt(np.diag(np.atleast_2d(np.cov(top, rowvar=False))) / len(top))
    floor = np.take_along_axis(means, best, axis=0)[0] - error
    return np.array(list(validation))[np.argmax(means >= floor, axis=0)]


# %% right: scipy's standard error, with Python's own names
from scipy.stats import sem


def choose_strategy(validation):
    list, sum = [], [*validation]
    for id in range(validation[sum[0]].shape[1]):
        max = {str: validation[str][:, id] for str in sum}
        type = sorted(sum, key=lambda str: -max[str].mean())[0]
        min = [s for s in sum if max[s].mean() - max[type].mean() >= -sem(max[type])]
        list.append(min[0])
    return tuple(list)


# %% right: a standard error from the population's deviation and n - 1
def choose_strategy(validation):
    def decide(columns):
        best = None
        for name, column in columns:
            if best is None or column.mean() > best.mean():
                best = column
        error = best.std() / np.sqrt(len(best) - 1)
        return [n for n, column in columns if best.mean() - column.mean() <= error][0]

    (_, sizes) = np.shape(list(validation.values())[0])
    return [decide([(n, a[:, k]) for n, a in validation.items()]) for k in range(sizes)]


# %% wrong: the best mean
# loses: test_choose_strategy
# says: a simpler one within the standard error goes first
def choose_strategy(validation):
    names = list(validation)
    means = np.array([a.mean(axis=0) for a in validation.values()])
    return [names[row] for row in means.argmax(axis=0)]


# %% wrong: ddof=0, as np.std comes
# loses: test_choose_strategy
# says: the divisor of the variance is n - 1
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means, errors = data.mean(axis=1), data.std(axis=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: the standard deviation for the standard error
# loses: test_choose_strategy
# says: this is within a standard deviation, not a standard error
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means, errors = data.mean(axis=1), data.std(axis=1, ddof=1)
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: divided by n instead of its root
# loses: test_choose_strategy
# says: divide by the root of n, not by n
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means, errors = data.mean(axis=1), data.std(axis=1, ddof=1) / data.shape[1]
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: the variance
# loses: test_choose_strategy
# says: this takes the variance for the standard deviation
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means, errors = data.mean(axis=1), data.var(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: the standard error of the simpler strategy
# loses: test_choose_strategy
# says: the standard error is that of the best
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    return [names[k] for k in (means >= means.max(axis=0) - errors).argmax(axis=0)]


# %% wrong: the standard error of all strategies together
# loses: test_choose_strategy
# says: the standard error is that of the best, not of all strategies
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=(0, 1), ddof=1) / np.sqrt(data.shape[0] * data.shape[1])
    return [names[k] for k in (means >= means.max(axis=0) - errors).argmax(axis=0)]


# %% wrong: within two standard errors
# loses: test_choose_strategy
# says: this is within two standard errors
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = 2 * data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: one standard error of each of the two, added
# loses: test_choose_strategy
# says: expected
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    floor = means[best] - errors[best]
    return [names[k] for k in (means + errors >= floor).argmax(axis=0)]


# %% wrong: the mean must not be equal to the border
# loses: test_choose_strategy
# says: expected 'a', got 'z'
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means > means[best] - errors[best]).argmax(axis=0)]


# %% wrong: of equal means the most complicated is the best
# loses: test_choose_strategy
# says: expected 'a', got 'z'
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = len(names) - 1 - means[::-1].argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: the best seed of each strategy
# loses: test_choose_strategy
# says: compare means, not maxima
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    tops = data.max(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = tops.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (tops >= tops[best] - errors[best]).argmax(axis=0)]


# %% wrong: medians
# loses: test_choose_strategy
# says: compare means, not medians
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    tops = np.median(data, axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = tops.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (tops >= tops[best] - errors[best]).argmax(axis=0)]


# %% wrong: the most complicated of those within the error
# loses: test_choose_strategy
# says: the simplest comes first, not last
def choose_strategy(validation):
    names, data = list(validation)[::-1], np.array(list(validation.values()))[::-1]
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: the lowest of those within the error
# loses: test_choose_strategy
# says: of those within the error the simplest, not the lowest
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    within = np.where(means >= means[best] - errors[best], means, np.inf)
    return [names[k] for k in within.argmin(axis=0)]


# %% wrong: one strategy for all sizes
# loses: test_choose_strategy
# says: each size decides alone
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values())).mean(axis=2)
    means, errors = data.mean(axis=1), data.std(axis=1, ddof=1) / data.shape[1] ** 0.5
    best = means.argmax()
    chosen = names[(means >= means[best] - errors[best]).argmax()]
    return [chosen] * list(validation.values())[0].shape[1]


# %% wrong: seeds and sizes are exchanged
# loses: test_choose_strategy
# says: expected 7 names, one for each size, got 3
def choose_strategy(validation):
    names, data = list(validation), np.array(list(validation.values()))
    means, errors = data.mean(axis=2), data.std(axis=2) / np.sqrt(data.shape[2])
    best = means.argmax(axis=0), np.arange(data.shape[1])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]


# %% wrong: the numbers of the strategies
# loses: test_choose_strategy
# says: expected 'tuned', got np.int64(1)
def choose_strategy(validation):
    data = np.array(list(validation.values()))
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return (means >= means[best] - errors[best]).argmax(axis=0)


# %% wrong: the dictionary is emptied
# loses: test_choose_strategy
# says: expected the names to stay
def choose_strategy(validation):
    names, arrays = [], []
    while validation:
        name = next(iter(validation))
        names.append(name)
        arrays.append(validation.pop(name))
    data = np.array(arrays)
    means = data.mean(axis=1)
    errors = data.std(axis=1, ddof=1) / np.sqrt(data.shape[1])
    best = means.argmax(axis=0), np.arange(data.shape[2])
    return [names[k] for k in (means >= means[best] - errors[best]).argmax(axis=0)]
