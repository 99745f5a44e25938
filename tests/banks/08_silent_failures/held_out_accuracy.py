# %% right: with sets and lists
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = sorted(set(texts.tolist()))
    rng.shuffle(distinct)
    held_out = set(distinct[: len(distinct) // 4])
    inside = [(t, y) for t, y in zip(texts, labels) if t not in held_out]
    outside = [(t, y) for t, y in zip(texts, labels) if t in held_out]
    some, their_labels = zip(*inside)
    predict = train(make_vocabulary(list(some)), list(some), list(their_labels))
    predicted = predict([t for t, _ in outside])
    return sum(p == y for p, (_, y) in zip(predicted, outside)) / len(outside)


# %% right: a random number for each distinct text, the smallest held out
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = np.unique(texts)
    luck = rng.random(len(distinct))
    border = np.sort(luck)[len(distinct) // 4]
    is_out = luck[np.searchsorted(distinct, texts)] < border
    predict = train(make_vocabulary(texts[~is_out]), texts[~is_out], labels[~is_out])
    return (predict(texts[is_out]) == labels[is_out]).sum() / is_out.sum()


# %% right: places collected text by text, judged one after another
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    places = {}
    for place, text in enumerate(texts):
        places.setdefault(str(text), []).append(place)
    groups = list(places.values())
    order = rng.permutation(len(groups))
    out = [p for g in order[: len(groups) // 4] for p in groups[g]]
    rest = [p for g in order[len(groups) // 4 :] for p in groups[g]]
    vocabulary = make_vocabulary(np.unique(texts[rest]))
    predict = train(vocabulary, texts[rest], labels[rest])
    return np.mean([predict([texts[p]])[0] == labels[p] for p in out])


# %% right: drawn without replacement, and one prediction for each distinct text
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct, counts = np.unique(texts, return_counts=True)
    chosen = rng.choice(distinct, len(distinct) // 4, replace=False)
    out = np.isin(texts, chosen)
    inside, known = np.delete(texts, np.flatnonzero(out)), labels[np.invert(out)]
    predict = train(make_vocabulary(inside), inside, known)
    answer = dict(zip(chosen, predict(chosen)))
    hits = [answer[t] == y for t, y in zip(texts[out], labels[out])]
    return float(np.mean(hits))


# %% wrong: the broken program
# loses: test_judged_texts, test_vocabulary, test_copies
# says: expected predictions for held-out texts only
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    """Return the accuracy on a quarter of the texts, which was held out."""
    order = rng.permutation(len(texts))
    rest = order[len(texts) // 4 :]
    vocabulary = make_vocabulary(texts)
    predict = train(vocabulary, texts[rest], labels[rest])
    return np.mean(predict(texts) == labels)


# %% wrong: only what is judged is repaired
# loses: test_vocabulary, test_copies
# says: expected make_vocabulary to see texts of the training only
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    order = rng.permutation(len(texts))
    held_out, rest = np.split(order, [len(texts) // 4])
    vocabulary = make_vocabulary(texts)
    predict = train(vocabulary, texts[rest], labels[rest])
    return np.mean(predict(texts[held_out]) == labels[held_out])


# %% wrong: only the vocabulary is repaired
# loses: test_judged_texts, test_copies
# says: expected predictions for held-out texts only
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    order = rng.permutation(len(texts))
    rest = order[len(texts) // 4 :]
    vocabulary = make_vocabulary(texts[rest])
    predict = train(vocabulary, texts[rest], labels[rest])
    return np.mean(predict(texts) == labels)


# %% wrong: only the copies are repaired
# loses: test_judged_texts, test_vocabulary
# says: expected predictions for held-out texts only
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = np.unique(texts)
    chosen = rng.permutation(distinct)[: len(distinct) // 4]
    rest = ~np.isin(texts, chosen)
    vocabulary = make_vocabulary(texts)
    predict = train(vocabulary, texts[rest], labels[rest])
    return np.mean(predict(texts) == labels)


# %% wrong: everything but the copies
# loses: test_copies
# says: expected all of these in the training or none
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    order = rng.permutation(len(texts))
    held_out, rest = np.split(order, [len(texts) // 4])
    predict = train(make_vocabulary(texts[rest]), texts[rest], labels[rest])
    return np.mean(predict(texts[held_out]) == labels[held_out])


# %% wrong: everything but the vocabulary
# loses: test_vocabulary
# says: held-out ones of 8
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = np.unique(texts)
    chosen = rng.permutation(distinct)[: len(distinct) // 4]
    out = np.isin(texts, chosen)
    predict = train(make_vocabulary(texts), texts[~out], labels[~out])
    return np.mean(predict(texts[out]) == labels[out])


# %% wrong: copies are thrown away
# loses: test_copies
# says: expected all of these in the training or none, got 1
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    texts, first = np.unique(texts, return_index=True)
    labels = labels[first]
    held_out, rest = np.split(rng.permutation(len(texts)), [len(texts) // 4])
    predict = train(make_vocabulary(texts[rest]), texts[rest], labels[rest])
    return np.mean(predict(texts[held_out]) == labels[held_out])


# %% wrong: copies of held-out texts are taken out of the training afterwards
# loses: test_copies
# says: distinct ones held out, got
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    chosen = texts[rng.permutation(len(texts))[: len(texts) // 4]]
    out = np.isin(texts, chosen)
    predict = train(make_vocabulary(texts[~out]), texts[~out], labels[~out])
    return np.mean(predict(texts[out]) == labels[out])


# %% wrong: the accuracy on the texts of the training
# loses: test_judged_texts
# says: expected predictions for held-out texts only
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = np.unique(texts)
    chosen = rng.permutation(distinct)[: len(distinct) // 4]
    rest = ~np.isin(texts, chosen)
    predict = train(make_vocabulary(texts[rest]), texts[rest], labels[rest])
    return np.mean(predict(texts[rest]) == labels[rest])


# %% wrong: the first quarter of the sorted texts, nothing is drawn
# loses: test_judged_texts
# says: among the held out of one of 70 seeds
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = np.unique(texts)
    out = np.isin(texts, distinct[: len(distinct) // 4])
    predict = train(make_vocabulary(texts[~out]), texts[~out], labels[~out])
    return np.mean(predict(texts[out]) == labels[out])


# %% wrong: the labels are in another order than the texts
# loses: test_judged_texts, test_copies
# says: beside them in the training
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct = np.unique(texts)
    chosen = rng.permutation(distinct)[: len(distinct) // 4]
    out = np.isin(texts, chosen)
    rest = np.flatnonzero(~out)
    some = texts[rng.permutation(rest)]
    predict = train(make_vocabulary(some), some, labels[rest])
    return np.mean(predict(texts[out]) == labels[out])


# %% wrong: each distinct text is judged once
# loses: test_copies
# says: each copy counted
def held_out_accuracy(texts, labels, make_vocabulary, train, rng):
    distinct, first = np.unique(texts, return_index=True)
    chosen = rng.permutation(len(distinct))[: len(distinct) // 4]
    out = np.isin(texts, distinct[chosen])
    predict = train(make_vocabulary(texts[~out]), texts[~out], labels[~out])
    return np.mean(predict(distinct[chosen]) == labels[first[chosen]])
