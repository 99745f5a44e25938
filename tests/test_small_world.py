"""The small world: what its headlines are made of, and what each number changes."""

import hashlib
import inspect
import re

import numpy as np
import pytest
from conftest import ROOT

from embedlab.controls import permute_labels, shuffle_words, split_words
from embedlab.small_world import make_headlines
from embedlab.words import CONTEXT, ENTITIES, NEUTRAL, STYLE, TEMPLATES

CONTEXT_WORDS = {
    category: {word for words in slots for word in words.split()}
    for category, slots in CONTEXT.items()
}


@pytest.fixture(scope="module")
def world():
    return make_headlines(20_000, seed=0)


def styles(world):
    """Return whether a word of each style is in each headline, shape (N, 2)."""
    pools = [{*" ".join(pool).split()} for pool in STYLE]
    words = [{*split_words(text)} for text in world.texts]
    return np.array([[bool(each & pool) for pool in pools] for each in words])


def test_the_same_seed_gives_the_same_headlines_on_every_machine():
    world = make_headlines(500, seed=7)
    text = "\n".join(world.texts) + str(world.labels.tolist())
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert digest == (
        "b29e2297fe2ef90e3b28e62edc4967d50e9a5c654acea2773bb4e8ab3f637446"
    )


def test_more_headlines_begin_with_the_same_ones():
    few, many = make_headlines(50, seed=3), make_headlines(500, seed=3)
    assert many.texts[:50] == few.texts
    assert (many.labels[:50] == few.labels).all()


def test_another_seed_gives_another_world():
    one, other = make_headlines(500, seed=0), make_headlines(500, seed=1)
    assert len({*one.texts} & {*other.texts}) < 10
    assert (one.entity_leans != other.entity_leans).any()


def test_no_word_plays_two_parts():
    entities = " ".join(ENTITIES.values()).lower().split()
    assert len({*entities}) == len(entities) == 12 * 16
    style = " ".join(" ".join(pool) for pool in (*STYLE, NEUTRAL)).split()
    assert len({*style}) == len(style) == 3 * 12
    context = set.union(*CONTEXT_WORDS.values())
    fixed = {word for t in TEMPLATES for word in split_words(t)}
    fixed -= {"entity", "adjective", "who", "verb", "what", "where"}
    parts = [{*entities}, {*style}, context, fixed]
    assert len(set.union(*parts)) == sum(map(len, parts))


def test_a_category_has_eight_context_words_and_shares_at_most_two():
    assert CONTEXT.keys() == ENTITIES.keys()
    for category, words in CONTEXT_WORDS.items():
        assert len(words) == 8
        others = [CONTEXT_WORDS[c] & words for c in CONTEXT_WORDS if c != category]
        assert sum(map(len, others)) <= 2


def test_category_lean_and_frequency_are_independent_of_each_other(world):
    cells = np.bincount(2 * world.entity_categories + world.entity_leans)
    assert (cells == 8).all() and len(cells) == 24
    count = np.bincount(world.subjects, minlength=192)
    by_lean = [count[world.entity_leans == lean].sum() for lean in (0, 1)]
    assert np.isclose(by_lean[0], by_lean[1], rtol=0.05)
    of_topic = [world.labels[world.topics == k].mean() for k in range(12)]
    assert np.allclose(of_topic, 0.5, atol=0.05)
    assert count.min() > 40  # every entity occurs often enough to be learned


def test_the_lean_of_an_entity_decides_how_often_it_is_clickbait(world):
    leans = world.entity_leans[world.subjects]
    assert np.isclose(world.labels[leans == 1].mean(), 0.85, atol=0.01)
    assert np.isclose(world.labels[leans == 0].mean(), 0.15, atol=0.01)


def test_the_page_about_the_world_has_its_numbers(world):
    page = (ROOT / "guide" / "small_world.md").read_text()
    written = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, flags=re.M))
    defaults = list(inspect.signature(make_headlines).parameters.values())[2:]
    assert written == {p.name: str(p.default) for p in defaults}
    words = {word for text in world.texts for word in split_words(text)}
    different = set.union(*CONTEXT_WORDS.values())
    for number, unit in (
        (len(world.entities), "entities"),
        (len(different), "of them are different"),
        (len(words), "different words in all"),
    ):
        assert f"{number} {unit}" in page
    assert TEMPLATES[0] in page
    fields = re.findall(r"`(\w+)`", page.split("| Field")[1].split("A slice")[0])
    assert set(fields) == {name for name in vars(world) if not name.startswith("_")}


@pytest.mark.parametrize("seed", range(5))
def test_alps_and_himalaya_lean_opposite_ways_in_every_world(seed):
    world = make_headlines(20_000, seed)
    assert world.entities[:2] == ("alps", "himalaya")
    assert world.entity_leans[:2].tolist() == [0, 1]
    count = np.bincount(world.subjects, minlength=192)[:16]
    assert count[:2].min() > count[2:].max()


def test_a_headline_is_about_its_entity_and_its_topic_is_the_category(world):
    for text, subject in zip(world.texts[:500], world.subjects, strict=False):
        assert world.entities[subject] in split_words(text)
    assert (world.entity_categories[world.subjects] == world.topics).all()
    names = [text[0] for text in world.texts]
    assert all(name.isupper() for name in names)


def test_a_style_word_gives_the_label_away_and_42_percent_have_none(world):
    news, clickbait = styles(world).T
    assert not news[world.labels == 1].any() and not clickbait[world.labels == 0].any()
    assert np.isclose(np.mean(~news & ~clickbait), 0.65**2, atol=0.01)


def test_without_style_no_word_but_the_entity_knows_the_label():
    assert not styles(make_headlines(2000, seed=0, style=0.0)).any()
    assert styles(make_headlines(2000, seed=0, style=1.0)).any(axis=1).all()


@pytest.mark.parametrize(("noise", "own"), [(0.0, 1.0), (0.35, 0.68), (1.0, 0.09)])
def test_context_noise_decides_how_many_words_are_of_the_own_category(noise, own):
    world = make_headlines(3000, seed=0, context_noise=noise)
    every = set.union(*CONTEXT_WORDS.values())
    hits = [
        word in CONTEXT_WORDS[world.categories[topic]]
        for text, topic in zip(world.texts, world.topics, strict=True)
        for word in split_words(text)
        if word in every
    ]
    assert len(hits) == 3 * 3000 and np.isclose(np.mean(hits), own, atol=0.03)


def test_a_lean_of_one_half_tells_nothing():
    world = make_headlines(10_000, seed=0, lean=0.5)
    leans = world.entity_leans[world.subjects]
    assert np.isclose(world.labels[leans == 1].mean(), 0.5, atol=0.02)


def test_the_category_can_decide_the_label():
    world = make_headlines(10_000, seed=0, category_effect=1.0)
    shares = [world.labels[world.topics == k].mean() for k in range(12)]
    assert sorted(shares) == [0] * 6 + [1] * 6
    half = make_headlines(10_000, seed=0, category_effect=0.5)
    shares = np.sort([half.labels[half.topics == k].mean() for k in range(12)])
    assert np.allclose(shares, [0.25] * 6 + [0.75] * 6, atol=0.06)


def test_label_noise_changes_the_record_and_not_the_text():
    right, wrong = (make_headlines(5000, 0, label_noise=x) for x in (0.0, 0.2))
    assert right.texts == wrong.texts
    assert np.isclose(np.mean(right.labels != wrong.labels), 0.2, atol=0.02)


def test_noise_in_the_context_leaves_labels_and_subjects_as_they_were():
    quiet, loud = (make_headlines(500, 0, context_noise=x) for x in (0.0, 1.0))
    assert (quiet.labels == loud.labels).all()
    assert (quiet.subjects == loud.subjects).all()
    assert quiet.texts != loud.texts


def test_a_slice_keeps_the_entities(world):
    part = world[100:300]
    assert len(part) == 200 and part.texts == world.texts[100:300]
    assert (part.topics == world.topics[100:300]).all()
    assert part.entities == world.entities
    with pytest.raises(TypeError, match=r"a slice such as headlines\[:800\], got 3"):
        world[3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": 0, "seed": 0}, "count of 1 or more .* got 0 and 0"),
        ({"count": 5, "seed": -1}, "seed of 0 or more, got 5 and -1"),
        ({"count": 5, "seed": 0, "lean": 1.5}, "lean is a chance, .* got 1.5"),
        ({"count": 5, "seed": 0, "style": -0.1}, "style is a chance, .* got -0.1"),
        ({"count": 5, "seed": 0, "label_noise": np.nan}, "expected 0 to 1, got nan"),
    ],
)
def test_impossible_worlds_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        make_headlines(**arguments)


def test_permuted_labels_keep_their_number_and_lose_their_texts(world):
    permuted = permute_labels(world, seed=0)
    assert permuted.texts == world.texts
    assert permuted.labels.sum() == world.labels.sum()
    assert np.isclose(np.mean(permuted.labels == world.labels), 0.5, atol=0.02)
    leans = world.entity_leans[world.subjects]
    assert np.isclose(permuted.labels[leans == 1].mean(), 0.5, atol=0.03)


def test_shuffled_words_stay_under_their_label_and_leave_their_company(world):
    part = world[:3000]
    shuffled = shuffle_words(part, seed=0)
    assert (shuffled.labels == part.labels).all()
    for before, after in zip(part.texts, shuffled.texts, strict=True):
        assert len(split_words(before)) == len(split_words(after))
    for label in (0, 1):
        rows = np.flatnonzero(part.labels == label)
        words = [
            sorted(word for row in rows for word in split_words(texts[row]))
            for texts in (part.texts, shuffled.texts)
        ]
        assert words[0] == words[1]
    still = [
        part.entities[subject] in split_words(text)
        for text, subject in zip(shuffled.texts, part.subjects, strict=True)
    ]
    assert np.mean(still) < 0.05


def test_words_are_split_as_keras_splits_them(world):
    from keras.layers import TextVectorization

    layer = TextVectorization(output_mode="int", split="whitespace")
    layer.adapt(list(world.texts[:300]))
    vocabulary = layer.get_vocabulary()
    for text in [*world.texts[:50], "Alps:  A (new) 'hut', 50% off!"]:
        theirs = [vocabulary[i] for i in layer([text]).numpy()[0]]
        ours = [w if w in vocabulary else "[UNK]" for w in split_words(text)]
        assert theirs == ours
