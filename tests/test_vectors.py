"""Files of vectors, whole and broken, and the order of a model's table."""

import gzip
import io
import lzma
import os
import re
import tracemalloc
import zipfile

import numpy as np
import pytest
from gensim.models import KeyedVectors

from embedlab.vectors import align_vectors, check_alignment, read_vectors

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

WORDS = ["the", "naïve", "1990", "nan", "</s>", "2 000"]
# Text can say words with spaces, binary files cannot.
TEXT_WORDS = [*WORDS[:5], ". . ."]
BINARY_WORDS = [*WORDS[:5], "new_york"]
NUMBERS = np.random.default_rng(0).normal(size=(6, 3)).astype(np.float32)
FORMATS = ("word2vec text", "GloVe text", "binary", "binary with line ends", "npz")
PACKERS = ("", "gz", "xz", "zip")


def text(words=TEXT_WORDS, numbers=NUMBERS, header=True, separator=" ", end="\n"):
    """Return the bytes of a text file."""
    lines = [f"{len(words)}{separator}{len(numbers[0])}"] if header else []
    for word, row in zip(words, numbers, strict=True):
        lines.append(separator.join([word, *map(str, row)]))
    return "".join(line + end for line in lines).encode()


def binary(words=BINARY_WORDS, numbers=NUMBERS, header=None, end=b""):
    rows = [
        word.encode() + b" " + np.asarray(row, "<f4").tobytes() + end
        for word, row in zip(words, numbers, strict=True)
    ]
    header = header or f"{len(words)} {len(numbers[0])}\n".encode()
    return header + b"".join(rows)


def npz(words=TEXT_WORDS, vectors=NUMBERS, **others):
    file = io.BytesIO()
    np.savez_compressed(file, words=np.array(words), vectors=vectors, **others)
    return file.getvalue()


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def whole_file(form, packer=""):
    """Return words and content of a file without a fault."""
    content = {
        "word2vec text": lambda: text(),
        "GloVe text": lambda: text(header=False),
        "binary": lambda: binary(),
        "binary with line ends": lambda: binary(end=b"\n"),
        "npz": lambda: npz(),
    }[form]()
    pack = {"gz": gzip.compress, "xz": lzma.compress, "zip": lambda c: zipped(one=c)}
    words = BINARY_WORDS if "binary" in form else TEXT_WORDS
    return words, pack.get(packer, bytes)(content)


@pytest.fixture
def read(tmp_path):
    """Return a function that reads bytes from a file whose name says nothing."""

    def read_bytes(content, **options):
        path = tmp_path / "vectors.dat"
        path.write_bytes(content)
        return read_vectors(path, **options)

    return read_bytes


# ------------------------------------------------------------------- what is read


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_told_by_its_content(read, form, packer):
    words, content = whole_file(form, packer)
    vectors = read(content)
    assert vectors.index_to_key == words
    assert vectors.key_to_index == {word: row for row, word in enumerate(words)}
    assert vectors.vectors.dtype == np.float32
    assert np.array_equal(vectors.vectors, NUMBERS)


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_limit_keeps_the_first_vectors(read, form, packer):
    words, content = whole_file(form, packer)
    for limit in (1, 4, 6, 99):
        vectors = read(content, limit=limit)
        assert vectors.index_to_key == words[:limit]
        assert np.array_equal(vectors.vectors, NUMBERS[:limit])


@pytest.mark.parametrize("as_binary", [False, True])
def test_what_gensim_writes_is_what_is_read(tmp_path, as_binary):
    rng = np.random.default_rng(1)
    saved = KeyedVectors(40)
    saved.add_vectors([f"w{row}" for row in range(3000)], rng.normal(size=(3000, 40)))
    path = tmp_path / "saved"
    saved.save_word2vec_format(path, binary=as_binary)
    vectors = read_vectors(path)
    assert vectors.index_to_key == saved.index_to_key
    assert np.array_equal(vectors.vectors, saved.vectors)
    assert vectors.most_similar("w7") == saved.most_similar("w7")


def test_half_precision_is_read_as_float32(read):
    vectors = read(npz(vectors=NUMBERS.astype(np.float16)))
    assert vectors.vectors.dtype == np.float32
    assert np.array_equal(vectors.vectors, NUMBERS.astype(np.float16))


def test_the_first_of_repeated_words_counts(read):
    words = ["a", "b", "a", "c", "b", "d"]
    for content in (text(words), text(words, header=False), binary(words), npz(words)):
        vectors = read(content)
        assert vectors.index_to_key == ["a", "b", "c", "d"]
        assert np.array_equal(vectors.vectors, NUMBERS[[0, 1, 3, 5]])
        assert np.array_equal(vectors["c"], NUMBERS[3])


@pytest.mark.parametrize("header", [True, False])
def test_tabs_windows_line_ends_byte_order_marks_and_last_empty_lines(read, header):
    for separator in (" ", "\t", "  "):
        for end in ("\n", "\r\n", " \n"):
            content = text(TEXT_WORDS, NUMBERS, header, separator, end)
            vectors = read(b"\xef\xbb\xbf" + content + b"\n\r\n")
            assert vectors.index_to_key == TEXT_WORDS
            assert np.array_equal(vectors.vectors, NUMBERS)


def test_only_plain_spaces_and_tabs_separate(read):
    words = ["10\xa0km", "\u3000", "a\u2028b", "x\x85y", "\ufeffz\x1cf", "voilà"]
    assert read(text(words)).index_to_key == words
    assert read(text(words, header=False)).index_to_key == words


def test_a_word_on_the_first_line_may_be_a_number_or_have_spaces(read):
    for first in ("1990", ". . .", "nan", "at e-mail"):
        words = [first, *"bcdef"]
        assert read(text(words, header=False)).index_to_key == words


def test_other_encodings_are_read_when_they_are_named(read):
    latin = text().decode().encode("latin-1")
    assert read(latin, encoding="latin-1").index_to_key == TEXT_WORDS
    latin = text(["été", *"abcde"]).decode().encode("latin-1")
    assert read(latin, encoding="latin-1").index_to_key == ["été", *"abcde"]
    latin = binary().replace("naïve".encode(), "naïve".encode("latin-1"))
    assert read(latin, encoding="cp1252").index_to_key == BINARY_WORDS


def test_raw_numbers_without_control_characters_are_no_text(read):
    numbers = np.full((2, 3), 0.1, np.float32)
    assert not set(numbers.tobytes()) & set(range(32))
    vectors = read(binary(["alps", "river"], numbers))
    assert np.array_equal(vectors.vectors, numbers)


def test_the_table_takes_little_more_memory_than_its_numbers(tmp_path):
    path, row = tmp_path / "large", " ".join(["0.125"] * 100)
    with open(path, "w") as file:
        file.writelines(f"word{number} {row}\n" for number in range(20_000))
    tracemalloc.start()
    vectors = read_vectors(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert vectors.vectors.shape == (20_000, 100)
    assert peak < 1.8 * vectors.vectors.nbytes


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_was_cut_off_anywhere_is_refused(read, form, packer):
    words, content = whole_file(form, packer)
    for length in range(len(content)):
        try:
            vectors = read(content[:length])
        except ValueError as error:
            assert "vectors.dat: " in str(error)
            continue
        # Lines of GloVe's can be lost and nobody knows; a last line end need not be.
        assert not packer, f"{length} of {len(content)} bytes gave {vectors}"
        if form == "GloVe text":
            assert content[length - 1 : length] == b"\n"
        else:
            assert form == "binary with line ends" and length == len(content) - 1
        assert vectors.index_to_key == words[: len(vectors)]
        assert np.array_equal(vectors.vectors, NUMBERS[: len(vectors)])


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("form", FORMATS)
def test_damage_gives_no_table_of_another_shape_and_no_deep_error(read, form, packer):
    words, content = whole_file(form, packer)
    rng = np.random.default_rng(2)
    for _ in range(150):
        damaged = bytearray(content)
        for place in rng.integers(len(content), size=rng.integers(1, 4)):
            damaged[place] = rng.choice([0, 10, 32, 48, rng.integers(256)])
        try:
            vectors = read(bytes(damaged))
        except ValueError as error:
            assert "vectors.dat: " in str(error)
        else:
            repeated = len(words) - len(vectors)
            assert vectors.vectors.shape[1] == 3 and repeated in (0, 1)


LINES = text().splitlines(keepends=True)


def with_line(number, line):
    """Return the text with another line in the place of one, counted from 1."""
    return b"".join(LINES[: number - 1]) + line + b"".join(LINES[number:])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            with_line(1, b"5 3\n"),
            r"line 1 promises 5 words, the file has 6: .* correct",
        ),
        (with_line(1, b"7 3\n"), r"line 1 promises 7 words, the file has 6"),
        (with_line(1, b"6 2\n"), r"line 2: expected a word and 2 numbers, .* got 3"),
        (with_line(1, b"6 4\n"), r"line 2: expected a word and 4 numbers, .* got 3"),
        (with_line(1, b"0 3\n"), r"line 1: expected the number of words .* got '0 3'"),
        (with_line(1, b"6 0\n"), r"line 1: expected .* numbers for each .*'6 0'"),
        (with_line(1, b"6 999999999\n"), r"numbers for each \(1 to 65536\), got"),
        (
            with_line(4, b"cat 1 2\n"),
            r"line 4: expected a word and 3 numbers, .* got 2",
        ),
        (
            with_line(4, b"cat 1 2 3 4\n"),
            r"line 4: .* 3 numbers, .* got 4 numbers: 'cat",
        ),
        (with_line(4, b"1 2 3\n"), r"line 4: expected a word and 3 numbers"),
        (
            with_line(4, b"cat 1 2 3 dog 4 5 6\n"),
            r"line 4: expected a word and 3 .* got 6",
        ),
        (with_line(4, b"cat 1 n/a 3\n"), r"line 4: expected 3 numbers, got 'n/a'"),
        (with_line(4, b"cat 1 0,5 3\n"), r"line 4: expected 3 numbers, got '0,5'"),
        (with_line(4, b"cat 1 1_0 3\n"), r"line 4: expected numbers, got 'cat 1 1_0"),
        (with_line(4, b"\n"), r"line 4: expected a word, got an empty line"),
        (with_line(4, b"cat 1 nan 3\n"), r"line 4: .* finite .* got nan for 'cat'"),
        (with_line(4, b"cat 1 -inf 3\n"), r"line 4: expected finite .* got -inf"),
        (with_line(4, b"cat 1 1e39 3\n"), r"line 4: expected finite .* got inf"),
        (with_line(4, b"cat 1 2 1e11\n"), r"line 4: expected .* below 1e\+10, got"),
        (
            with_line(4, b"caf\xe9 1 2 3\n"),
            r"line 4: .* utf-8, got 'caf\\\\xe9': .*encodin",
        ),
        (text().rstrip(b"\n"), r"line 7: expected a line's end, got none: .* fetch it"),
        (LINES[0], "line 1 promises 6 words, the file has 0"),
        (text(header=False).replace(b"\nna", b" na"), "line 1: .* number|line 2: "),
        (b"", "expected vectors, got an empty file"),
        (b"\n\n", "line 1: expected .* or a word and its numbers"),
        (text().decode().encode("utf-16"), "expected UTF-8, got UTF-16: save the file"),
        (b"<!DOCTYPE html>\n<html>404</html>\n", "an error page or a pointer is not"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            "or a pointer is",
        ),
        (b"the 1061396\nof 593677\n", "line 1: expected .* a word and its numbers"),
        (b"word,0.1,0.2\n", "with spaces between, got 'word,0.1,0.2'"),
        (b"\x80\x04\x95 a pickle", "a model is opened by the program that saved it"),
        (bytes(range(256)) * 9000, "line 1: expected"),
        (b"a 1 2\nb 1 2 3\n", "line 2: expected a word and 2 numbers, .* got 3"),
        (b"a 1 2 3\nb 1 2\n", "line 2: expected a word and 3 numbers, .* got 2"),
    ],
)
def test_a_broken_text_is_refused_with_its_line(read, content, message):
    with pytest.raises(ValueError, match=message) as caught:
        read(content)
    assert str(caught.value).count("vectors.dat: ") == 1
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("header", [b"5 3\n", b"7 3\n", b"6 2\n", b"6 4\n", b"6 1\n"])
def test_a_binary_file_with_a_wrong_header_is_refused(read, header, end):
    for limit in (None, 5):
        if limit and header in (b"5 3\n", b"7 3\n"):
            continue  # the first five vectors are right
        with pytest.raises(
            ValueError, match=r"line 1 promises \d words|header is wrong"
        ):
            read(binary(header=header, end=end), limit=limit)


def test_a_binary_file_that_is_not_as_it_should_be_is_refused(read):
    numbers = NUMBERS.copy()
    numbers[2, 1] = np.nan
    with pytest.raises(
        ValueError, match=r"word 3: expected finite .* got nan for '1990'"
    ):
        read(binary(numbers=numbers))
    latin = binary().replace("naïve".encode(), "naïve".encode("latin-1"))
    with pytest.raises(ValueError, match=r"word 2: expected one in utf-8, .*encoding="):
        read(latin)
    with pytest.raises(ValueError, match=r"a word has spaces|numbers below|more:"):
        read(binary(words=["new york city", *BINARY_WORDS[1:]]))
    with pytest.raises(ValueError, match="the file has 0 and a part"):
        read(b"6 3\n" + b"\x00" * 3_000_000)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (npz(vectors=NUMBERS[:5]), r"row for each of 6 words, got shape \(5, 3\)"),
        (npz(vectors=NUMBERS[:, 0]), r"row for each of 6 words, got shape \(6,\)"),
        (npz(vectors=np.ones((6, 0))), r"row for each of 6 words, got shape \(6, 0\)"),
        (npz(words=[], vectors=np.ones((0, 3))), "<U24, got shape .*float64"),
        (npz(vectors=np.ones((6, 3), int)), "expected 'vectors' of float .* int64"),
        (npz(words=range(6)), "expected 'words' .* got shape .* int64: save np.array"),
        (
            npz(words=np.array(WORDS, object)),
            "expected plain arrays, got others .Object",
        ),
        (npz(vectors=np.full((6, 3), np.inf)), "row 0: expected finite .* for 'the'"),
        (npz(vectors=np.full((6, 3), 1e300)), "row 0: expected finite .* got inf"),
        (
            zipped(**{"words.npy": b"no", "vectors.npy": b"no"}),
            "expected 'words' .* type",
        ),
        (zipped(**{"words.npy": b"no"}), "expected the arrays 'words' and 'vectors'"),
        (zipped(a=text(), b=text()), "got an archive of a, b: unpack it and name one"),
        (zipped(), "got an archive of nothing"),
        (zipped(a=b"<html>"), "line 1: expected"),
        (gzip.compress(b""), "got an empty file"),
        (gzip.compress(text())[:-9], "cut off or locked .*: fetch it again"),
        (gzip.compress(text()) + b"more", "damaged, cut off or locked"),
        (gzip.compress(zipped(a=text())[:-9]), "damaged, cut off or locked"),
    ],
)
def test_broken_arrays_and_archives_are_refused(read, content, message):
    with pytest.raises(ValueError, match=message):
        read(content)


def test_a_locked_zip_is_refused_in_words(read):
    content = bytearray(zipped(a=text()))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1  # says that it is encrypted
    with pytest.raises(ValueError, match=r"cut off or locked .*password"):
        read(bytes(content))


def test_a_path_without_a_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"found nothing at .*missing\.txt"):
        read_vectors(tmp_path / "missing.txt")
    with pytest.raises(FileNotFoundError, match="found a folder at"):
        read_vectors(tmp_path)


def test_limits_and_encodings_that_make_no_sense_are_refused(read):
    for limit in (0, -1, 2.5, "3"):
        with pytest.raises(ValueError, match="expected a limit of 1 or more"):
            read(text(), limit=limit)
    for encoding in ("utf-16", "no-such", "hex", None):
        with pytest.raises(ValueError, match="expected the name of an encoding"):
            read(text(), encoding=encoding)


# ------------------------------------------------------------- a model's own order


@pytest.fixture
def vectors():
    """Return vectors for 500 words, two of which are called like special rows."""
    rng = np.random.default_rng(3)
    words = ["", "[UNK]", *(f"w{number}" for number in range(498))]
    kept = KeyedVectors(8)
    kept.add_vectors(words, rng.normal(np.linspace(-2, 3, 8), 2, size=(500, 8)))
    return kept


VOCABULARY = ["", "[UNK]", "w7", "new", "w3", "newer", "w400"]


def test_the_table_has_each_words_vector_in_the_vocabularys_order(vectors):
    matrix, known = align_vectors(VOCABULARY, vectors)
    assert matrix.dtype == np.float32 and matrix.shape == (7, 8)
    assert known.dtype == bool
    assert known.tolist() == [False, False, True, False, True, False, True]
    for row in np.flatnonzero(known):
        assert np.array_equal(matrix[row], vectors[VOCABULARY[row]])


def test_padding_is_zero_and_unknown_the_mean_of_the_file(vectors):
    matrix, _ = align_vectors(VOCABULARY, vectors)
    assert not matrix[0].any()
    assert np.allclose(matrix[1], vectors.vectors.mean(axis=0), atol=1e-6)
    without, known = align_vectors(["w1", "w2"], vectors)
    assert known.all() and np.array_equal(without[0], vectors["w1"])


def test_missing_words_are_drawn_from_the_seed_with_the_spread_of_the_file(vectors):
    vocabulary = ["", "[UNK]", "w1", *(f"new{number}" for number in range(3000))]
    matrix, known = align_vectors(vocabulary, vectors, seed=1)
    drawn = matrix[~known][2:]
    assert abs(drawn.mean()) < 0.05
    assert np.isclose(drawn.std(), vectors.vectors.std(), rtol=0.02)
    assert len(np.unique(drawn)) > 0.99 * drawn.size
    again, _ = align_vectors(vocabulary, vectors, seed=1)
    other, _ = align_vectors(vocabulary, vectors, seed=2)
    assert np.array_equal(matrix, again)
    assert not np.isclose(drawn, other[~known][2:]).all(axis=1).any()
    assert np.array_equal(matrix[known], other[known])


def test_the_vectors_and_the_vocabulary_stay_as_they_were(vectors):
    before, words = vectors.vectors.copy(), list(VOCABULARY)
    matrix, _ = align_vectors(words, vectors)
    matrix += 1
    assert np.array_equal(vectors.vectors, before) and words == VOCABULARY


def test_the_vocabulary_of_a_text_vectorization_layer_fits():
    import keras

    layer = keras.layers.TextVectorization()
    layer.adapt(["alps alps river", "alps river pizza"])
    kept = KeyedVectors(2)
    kept.add_vectors(["river", "alps"], np.array([[1.0, 2], [3, 4]]))
    vocabulary = layer.get_vocabulary()
    matrix, known = align_vectors(vocabulary, kept)
    assert known.tolist() == [False, False, True, True, False]
    ids = np.asarray(layer(["alps"]))[0]
    assert np.array_equal(matrix[ids], [[3, 4]])
    embedding = keras.layers.Embedding(len(vocabulary), 2)
    embedding.build()
    embedding.set_weights([matrix])
    check_alignment(embedding.embeddings, vocabulary, kept)


@pytest.mark.parametrize(
    ("vocabulary", "message"),
    [
        (["", "[UNK]", "w1", "w2", "w1"], "different words, got 'w1' again in row 4"),
        (["", "[UNK]", "W1", "W2"], r"\['W1', 'W2'\] here .* in lower case in one"),
        (["", "[UNK]"], "none of the 2 words has a vector"),
        ([], "none of the 0 words has a vector"),
        (["", "[UNK]", 7], "expected words of type str, got 7 in row 2"),
        (["", b"w1"], "expected words of type str, got b'w1' in row 1"),
        ("w1", "expected a list of words such as get_vocabulary"),
        (None, "expected a list of words such as get_vocabulary"),
        ({"w1", "w2"}, "expected a list of words such as get_vocabulary"),
    ],
)
def test_a_vocabulary_that_is_none_is_refused(vectors, vocabulary, message):
    with pytest.raises(ValueError, match=message):
        align_vectors(vocabulary, vectors)
    with pytest.raises(ValueError, match=message):
        check_alignment(np.zeros((5, 8)), vocabulary, vectors)


def test_something_other_than_keyed_vectors_is_refused():
    with pytest.raises(ValueError, match=r"expected KeyedVectors, .* got ndarray"):
        align_vectors(VOCABULARY, np.ones((3, 8)))


WORD_LIST = ["", "[UNK]", *(f"w{number}" for number in range(20, 40))]


def test_a_table_in_the_right_order_passes(vectors):
    matrix, _ = align_vectors(WORD_LIST, vectors)
    check_alignment(matrix, WORD_LIST, vectors)
    check_alignment(matrix.astype(float).tolist(), WORD_LIST, vectors)
    matrix[:2] = 5  # padding and [UNK] may hold anything
    check_alignment(matrix, WORD_LIST, vectors)


@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_shifted_rows_are_recognised(vectors, shift):
    matrix, _ = align_vectors(WORD_LIST, vectors)
    way = "up" if shift < 0 else "down"
    message = rf"20 of 20 known .* shifted by {abs(shift)}, {way}: padding and \[UNK\]"
    with pytest.raises(ValueError, match=message):
        check_alignment(np.roll(matrix, shift, axis=0), WORD_LIST, vectors)


def test_a_table_without_the_special_rows_is_recognised(vectors):
    matrix, _ = align_vectors(WORD_LIST[2:], vectors)
    message = r"shape \(22, 8\), got \(20, 8\): the rows are shifted by 2, up"
    with pytest.raises(ValueError, match=message):
        check_alignment(matrix, WORD_LIST, vectors)


def test_rows_in_another_order_are_counted(vectors):
    matrix, _ = align_vectors(WORD_LIST, vectors)
    matrix[[5, 9]] = matrix[[9, 5]]
    message = r"2 of 20 known .* first is 'w23' in row 5: is the table in the order"
    with pytest.raises(ValueError, match=message):
        check_alignment(matrix, WORD_LIST, vectors)
    mixed = np.random.default_rng(0).permutation(matrix)
    with pytest.raises(ValueError, match=r"of 20 known .* is the table in the order"):
        check_alignment(mixed, WORD_LIST, vectors)


def test_a_small_difference_in_one_number_is_seen(vectors):
    matrix, _ = align_vectors(WORD_LIST, vectors)
    matrix[7, 3] += 0.001
    with pytest.raises(ValueError, match=r"1 of 20 known .* 'w25' in row 7"):
        check_alignment(matrix, WORD_LIST, vectors)


def test_too_few_known_words_say_that_vectors_and_vocabulary_do_not_fit(vectors):
    words = [*WORD_LIST, *(f"new{number}" for number in range(30))]
    matrix, _ = align_vectors(words, vectors)
    message = "share of 0.5 of the words or more, got 20 of 50"
    with pytest.raises(ValueError, match=message):
        check_alignment(matrix, words, vectors)
    check_alignment(matrix, words, vectors, at_least=0.4)


@pytest.mark.parametrize("shape", [(22, 7), (23, 8), (22,), (1, 22, 8)])
def test_a_table_of_another_shape_is_refused(vectors, shape):
    message = rf"expected a table of shape \(22, 8\), got {re.escape(str(shape))}"
    with pytest.raises(ValueError, match=message):
        check_alignment(np.zeros(shape), WORD_LIST, vectors)
