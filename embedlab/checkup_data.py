"""Checks of a checkup that look at ids, vocabulary and labels."""

import numpy as np
import tensorflow as tf

from embedlab.checkup_case import ends_in_zeros, plain, words_of
from embedlab.checkup_report import Finding


def check_ids(case):
    """Ids must be whole numbers from 0 to V - 1; not all others raise an error."""
    for table in case.tables:
        found = list(_ids_of(table))
        yield from found
        if table.reached and not found:
            seen = table.seen
            text = f"all ids are whole numbers from {seen.min()} to {seen.max()}, "
            text += f"the table has {table.rows()} rows"
            yield Finding("ids", "fine", table.name, text)
        elif not table.called and case.trace.error is None:
            yield Finding(
                "table-not-used",
                "risk",
                table.name,
                "the model was run and did not look anything up in this table",
                "Is the layer made and then not called, or called only in training?",
            )

        if len(table.seen) == 1 and sum(map(len, table.known)) > 20:
            text = f"id {table.seen[0]} is the only one that comes in"
            advice = "Is this the column that was meant?"
            yield Finding("ids-constant", "note", table.name, text, advice)


def _ids_of(table):
    V, arrays = table.rows(), list(table.reached)
    if table.ids is not None:
        arrays.append(table.ids)
    flat = np.concatenate([np.ravel(a) for a in arrays] or [np.zeros(0)])
    advice = f"assert ids.min() >= 0 and ids.max() < {V}"
    if flat.dtype.kind == "f" and not np.isfinite(flat).all():
        yield Finding("ids-not-finite", "wrong", table.name, "an id is NaN or infinite")
        return
    if flat.dtype.kind == "f" and (flat != np.trunc(flat)).any():
        example = flat[flat != np.trunc(flat)][0]
        yield Finding(
            "ids-not-whole",
            "wrong",
            table.name,
            f"ids must be whole numbers, got {example:g}; the layer cuts it to "
            f"{int(example)}",
            "Has a column of numbers been taken for ids? "
            "assert (ids == ids.round()).all()",
        )
    if flat.dtype == "float32" and flat.size and np.abs(flat).max() > 2**24:
        text = "ids above 16,777,216 came as float32, which cannot hold them exactly"
        yield Finding("ids-as-floats", "wrong", table.name, text, "Use int32 or int64.")
    if flat.size and flat.min() < 0:
        yield Finding(
            "ids-negative",
            "wrong",
            table.name,
            f"ids must be 0 or more, got {flat.min():g}; -1 looks up the last row",
            advice,
        )
    if flat.size and flat.max() >= V:
        yield Finding(
            "ids-out-of-range",
            "wrong",
            table.name,
            f"ids must be below {V}, the number of rows, got {flat.max():g}; a CPU "
            f"stops, a compiled model takes row {V - 1}, a GPU gives zeros",
            f"input_dim must be the largest id + 1, {int(flat.max()) + 1} here, or the "
            f"ids are wrong. {advice}",
        )


def check_vocabulary(case):
    """The vocabulary must fit the table, and the mask must hide no word."""
    for table in case.tables:
        words = table.vocabulary
        if not words:
            continue
        V = table.rows()
        if len(words) > V:
            text = f"the vocabulary has {len(words)} words, the table {V} rows"
            advice = f"Embedding({len(words)}, ...), from len(get_vocabulary())."
            yield Finding("vocabulary-size", "wrong", table.name, text, advice)
        elif len(words) < V:
            text = f"{V - len(words)} rows belong to no word of the vocabulary"
            yield Finding("vocabulary-size", "note", table.name, text)
        if table.layer.mask_zero and words[0] not in ("", "0"):
            yield Finding(
                "word-masked",
                "wrong",
                table.name,
                f"mask_zero hides id 0 as padding, but row 0 is the word {words[0]!r}",
                'Keep row 0 for padding: StringLookup(mask_token=""), or ids + 1 and a '
                "row of zeros on top of the table.",
            )
        elif words[0] != "" and any(_filled(ids) for ids in table.known):
            yield Finding(
                "padding-shares-row",
                "risk",
                table.name,
                f"rows of ids end in zeros like padding, but row 0 is {words[0]!r}",
                "Keep row 0 for padding alone.",
            )
            continue
        yield from _unknown(table)


def _filled(ids):
    return ids.ndim == 2 and ids.shape[1] > 2 and ends_in_zeros(ids)


def _unknown(table):
    if "[UNK]" not in table.vocabulary[:2] or not table.reached:
        return
    row = table.vocabulary.index("[UNK]")
    words = np.concatenate([ids.ravel() for ids in table.known])
    words = words[words != 0] if row else words
    share = float((words == row).mean()) if words.size else 0.0
    if share > 0.3:
        text = f"{share:.0%} of the words are unknown to the vocabulary"
        advice = "Is it the vocabulary of these texts, and in the same case?"
        yield Finding("many-unknown", "risk", table.name, text, advice)
    elif share == 0 and table.layer.trainable:
        text = "no unknown word occurs here, so the row of [UNK] learns nothing from it"
        advice = "Turn rare words of the training into [UNK], if new ones will come."
        yield Finding("unknown-untrained", "note", table.name, text, advice)


def check_texts(case):
    """The vectorizer must still give the ids that the model is given."""
    given, inside = words_of(case.vectorizer), case.inside
    if given and inside and plain(given) != plain(inside):
        text = f"its {len(plain(given))} words are not, in this order, the "
        text += f"{len(plain(inside))} of the vectorizer inside the model"
        advice = "Which of the two belongs to the weights? Keep that one alone."
        yield Finding("vocabulary-order", "wrong", "vectorizer", text, advice)
    if case.texts is None:
        return
    if not callable(case.vectorizer):
        text = "texts can be checked only with a vectorizer that can be called"
        yield Finding("texts", "unchecked", "texts", text)
        return
    again = np.asarray(case.vectorizer(tf.constant(list(case.texts))))
    for table in case.tables:
        if table.ids is None or table.ids.ndim != again.ndim:
            continue
        both = [ids.reshape(len(ids), -1) for ids in (again, table.ids)]
        T = max(ids.shape[1] for ids in both)
        both = [np.pad(ids, [(0, 0), (0, T - ids.shape[1])]) for ids in both]
        if len(both[0]) != len(both[1]):
            text = f"{len(both[0])} texts came, and {len(both[1])} rows of ids"
            yield Finding("texts", "wrong", "texts", text)
            continue
        share = float((both[0] != both[1]).any(axis=1).mean())
        if share:
            yield Finding(
                "vocabulary-order",
                "wrong",
                "vectorizer",
                f"it gives other ids for {share:.0%} of the texts than those passed",
                "Save the vocabulary with the weights and load it: the same words in "
                "another order are other words to the model.",
            )
        else:
            text = "it gives the ids that were passed"
            yield Finding("vocabulary-order", "fine", "vectorizer", text)


DATA_CHECKS = (check_ids, check_vocabulary, check_texts)
