"""A small world of headlines whose words have a known meaning and a known polarity."""

from dataclasses import dataclass, replace

import numpy as np

from embedlab.words import CONTEXT, ENTITIES, NEUTRAL, STYLE, TEMPLATES


@dataclass(frozen=True)
class Headlines:
    """Headlines, with what is known about each and about the entities in them.

    A slice such as `headlines[:800]` keeps a part of the headlines and all entities.

    Attributes
    ----------
    texts : tuple of str, length N
        The headlines.
    labels : ndarray of int, shape (N,)
        1 for clickbait, 0 for news.
    subjects : ndarray of int, shape (N,)
        The entity that a headline is about, an index into `entities`.
    topics : ndarray of int, shape (N,)
        The category of that entity, an index into `categories`.
    categories : tuple of str, length 12
        The names of the categories.
    entities : tuple of str, length 192
        The entities, in lower case as in a vocabulary, category after category.
    entity_categories : ndarray of int, shape (192,)
        The category of each entity, an index into `categories`.
    entity_leans : ndarray of int, shape (192,)
        1 for an entity that leans to clickbait, 0 for one that leans to news.
    """

    texts: tuple
    labels: np.ndarray
    subjects: np.ndarray
    topics: np.ndarray
    categories: tuple
    entities: tuple
    entity_categories: np.ndarray
    entity_leans: np.ndarray

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, part):
        if not isinstance(part, slice):
            raise TypeError(f"expected a slice such as headlines[:800], got {part!r}")
        fields = ("texts", "labels", "subjects", "topics")
        return replace(self, **{name: getattr(self, name)[part] for name in fields})


def make_headlines(
    count,
    seed,
    context_noise=0.35,
    style=0.35,
    lean=0.85,
    category_effect=0.0,
    label_noise=0.0,
):
    """Make headlines whose every word has a known part in meaning or in polarity.

    A headline is about one of 192 entities, say Himalaya. Its *category* (mountains)
    decides which context words stand around it, its *lean* how often its headlines are
    clickbait. By default neither decides anything else: in each category half of the
    entities lean to clickbait and half to news, and both halves hold the same eight
    frequencies, so that neither category nor frequency tells anything about the label.
    The first two entities of a category are always its most frequent, and the first
    leans to news, the second to clickbait: Alps and Himalaya, for instance. All else is
    drawn anew for each seed.

    Parameters
    ----------
    count : int
        How many headlines to make.
    seed : int
        0 or more. The same arguments give the same headlines on every machine that has
        the same NumPy; with another `count` one result begins as the other does, and a
        change of a number below leaves all that does not depend on it as it was.
    context_noise : float
        Chance of a context word (who, what, where) to come from a category drawn at
        random. With 1 the words around an entity tell nothing about its category.
    style : float
        Chance of the adjective, and of the verb, to be one that only the headline's
        label uses. Otherwise it is a neutral one. With 0 only the entity tells
        anything about the label.
    lean : float
        Share of clickbait among the headlines about an entity that leans to it, and of
        news for the others. With 0.5 an entity tells nothing about the label.
    category_effect : float
        Chance of the label to be decided by the category, six of which are then always
        clickbait and six always news, and not by the entity's lean.
    label_noise : float
        Chance of a label to be recorded wrongly, after the headline was written.

    Returns
    -------
    Headlines
        `count` headlines and what is known about them.

    Raises
    ------
    ValueError
        If `count` is below 1, `seed` is negative, or a chance is not within 0 to 1.

    Notes
    -----
    All headlines are written after six templates, the same for both labels. Word order
    therefore tells nothing about the label, entities of one category differ in nothing
    but lean and frequency, and nothing here shows how large an effect is in real text,
    where meaning and polarity are not independent of each other.

    Examples
    --------
    >>> world = make_headlines(3, seed=0)
    >>> for label, text in zip(world.labels, world.texts):
    ...     print(label, text)
    1 New glaciers at the hut: ambassador mentions Pyrenees
    1 No peaks at the metro: young climber finds Chicago instead
    0 No passports at the restaurant: local bartender wants Norway instead
    """
    chances = {"context_noise": context_noise, "style": style, "lean": lean}
    chances |= {"category_effect": category_effect, "label_noise": label_noise}
    for name, value in chances.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is a chance, expected 0 to 1, got {value}")
    if count < 1 or seed < 0:
        raise ValueError(
            f"expected count of 1 or more and seed of 0 or more, got {count} and {seed}"
        )
    leans, frequency, side = _draw_world(np.random.default_rng([seed, 1]))
    # One row of numbers in [0, 1) for each headline, one column for each decision.
    draws = iter(np.random.default_rng([seed, 2]).random((count, 19)).T)

    topics = _pick(next(draws), len(ENTITIES))
    chosen = (next(draws)[:, None] >= frequency.cumsum(axis=1)[topics, :-1]).sum(axis=1)
    subjects = topics * frequency.shape[1] + chosen
    by_category = next(draws) < category_effect
    by_lean = np.where(leans.ravel()[subjects], lean, 1 - lean)
    labels = np.where(by_category, side[topics], next(draws) < by_lean).astype(int)

    parts = {"entity": np.array(_all_entities())[subjects]}
    for slot, name in enumerate(("who", "what", "where")):
        words = [context[slot].split() for context in CONTEXT.values()]
        noise = next(draws) < context_noise
        category = np.where(noise, _pick(next(draws), len(words)), topics)
        parts[name] = np.array(words)[category, _pick(next(draws), len(words[0]))]
    for slot, name in enumerate(("adjective", "verb")):
        words = [pool[slot].split() for pool in (*STYLE, NEUTRAL)]
        pool = np.where(next(draws) < style, labels, len(STYLE))
        parts[name] = np.array(words)[pool, _pick(next(draws), len(words[0]))]
    templates = np.array(TEMPLATES)[_pick(next(draws), len(TEMPLATES))]
    wrong = next(draws) < label_noise

    rows = zip(templates, *parts.values(), strict=True)
    texts = [row[0].format(**dict(zip(parts, row[1:], strict=True))) for row in rows]
    return Headlines(
        texts=tuple(text[0].upper() + text[1:] for text in texts),
        labels=np.where(wrong, 1 - labels, labels),
        subjects=subjects,
        topics=topics,
        categories=tuple(ENTITIES),
        entities=tuple(name.lower() for name in _all_entities()),
        entity_categories=np.repeat(np.arange(len(ENTITIES)), frequency.shape[1]),
        entity_leans=leans.ravel(),
    )


def _all_entities():
    return [name for names in ENTITIES.values() for name in names.split()]


def _pick(draws, size):
    """Turn numbers in [0, 1) into whole numbers in 0 .. size - 1."""
    return (draws * size).astype(int)


def _draw_world(rng):
    """Return leans and frequencies, shape (12, 16), and the side of each category."""
    categories, size = len(ENTITIES), 16
    weights = np.arange(1, size // 2 + 1) ** -0.7
    leans = np.zeros((categories, size), dtype=int)
    frequency = np.zeros(leans.shape)
    for row in range(categories):
        # Pairs of entities with one frequency and opposite leans. The first pair is the
        # same in every world, so that Alps and Himalaya can always be compared.
        others = rng.permutation(np.arange(2, size))
        pairs = np.concatenate([[0, 1], others]).reshape(-1, 2)
        leans[row, pairs[:, 1]] = 1
        frequency[row, pairs] = weights[:, None]
    side = rng.permutation(np.repeat([0, 1], categories // 2))
    return leans, frequency / frequency.sum(axis=1, keepdims=True), side
