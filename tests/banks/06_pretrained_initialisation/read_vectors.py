# %% right: cuts d numbers off the end of the line with rsplit
def read_vectors(lines):
    words, rows, d = [], [], 0
    for i in range(len(lines)):
        line = lines[i].rstrip()
        if not line:
            continue
        if d == 0:
            first = line.split(" ")
            if len(first) == 2 and (first[0] + first[1]).isdigit():
                d = int(first[1])
                continue
            d = len(first) - 1
        pieces = line.rsplit(" ", d)
        try:
            row = [float(piece) for piece in pieces[1:]]
            if len(row) < d or d < 2:
                raise ValueError
        except ValueError:
            raise ValueError(f"{line!r} in line {i + 1} is no vector")
        if pieces[0] not in words:
            words.append(pieces[0])
            rows.append(row)
    return words, rows


# %% right: the header first, then a regular expression for what d numbers look like
import re


def read_vectors(lines):
    numbered = [(n, re.sub(r"[ \r\n]+$", "", line)) for n, line in enumerate(lines, 1)]
    numbered = [(n, line) for n, line in numbered if line]
    header = re.fullmatch("[0-9]+ ([0-9]+)", numbered[0][1])
    d = int(header[1]) if header else numbered[0][1].count(" ")
    table = {}
    for n, line in numbered[1 if header else 0 :]:
        form = re.fullmatch(r"(.+?)((?: [^ ]+){%d})" % d, line, flags=re.S)
        if d < 2 or not form:
            raise ValueError(f"line {n}: expected a token and {max(d, 2)} numbers")
        try:
            vector = np.array(form[2][1:].split(" "), dtype="float32")
        except ValueError as error:
            raise ValueError(f"line {n}: {error}")
        if form[1] not in table:
            table[form[1]] = vector
    return np.array(list(table)), np.stack(list(table.values()))


# %% right: a generator of (word, vector), read backwards so that the first one wins
def parsed(lines):
    d = None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip(" \n\r").split(" ")
        if parts == [""]:
            continue
        if d is None and len(parts) == 2 and parts[0].isdigit() and parts[1].isdigit():
            d = int(parts[1])
            continue
        d = d or len(parts) - 1
        try:
            assert len(parts) > d > 1
            yield " ".join(parts[: len(parts) - d]), tuple(map(float, parts[-d:]))
        except (AssertionError, ValueError):
            raise ValueError("vectors are broken in line " + str(number)) from None


def read_vectors(lines):
    pairs = list(parsed(lines))
    first = dict(reversed(pairs))
    words = sorted(first, key=[word for word, _ in pairs].index)
    return words, [first[word] for word in words]


# %% right: tokens grow from the left, with Python's own names as variables
def read_vectors(lines):
    list, set, max = [], [], None
    for str, sum in enumerate(lines):
        id = sum.replace("\n", "").replace("\r", "")
        while id.endswith(" "):
            id = id[:-1]
        if id == "":
            continue
        type = id.split(" ")
        if max is None:
            if len(type) == 2 and type[0].isdecimal() and type[1].isdecimal():
                max = int(type[1])
                continue
            max = len(type) - 1
        min = len(type) - max
        any = [0.0] * max
        if min < 1 or max < 2:
            raise ValueError("too short: line %d" % (str + 1))
        for dict in range(max):
            try:
                any[dict] = float(type[min + dict])
            except ValueError:
                raise ValueError("no number: line %d" % (str + 1))
        if " ".join(type[:min]) not in list:
            list.append(" ".join(type[:min]))
            set.append(any)
    return [list, np.array(set)]


# %% right: a table that is allocated first, and a set of the words seen
def read_vectors(lines):
    def bad(number):
        return ValueError(f"cannot read line {number}, see lines[{number} - 1]")

    real = [(k + 1, line.rstrip()) for k, line in enumerate(lines) if line.strip(" \r\n")]
    head = real[0][1].split(" ")
    has_header = len(head) == 2 and all(set(h) <= set("0123456789") for h in head)
    d = int(head[1]) if has_header else len(head) - 1
    real = real[has_header:]
    if d < 2:
        raise bad(real[0][0])
    table, words, seen = np.empty((len(real), d)), [], set()
    for number, line in real:
        parts = line.split(" ")
        if len(parts) < d + 1:
            raise bad(number)
        try:
            row = np.asarray([float(p) for p in parts[-d:]])
        except ValueError:
            raise bad(number) from None
        word = " ".join(parts[:-d])
        if word in seen:
            continue
        table[len(words)] = row
        seen.add(word)
        words.append(word)
    return words, table[: len(words)]


# %% wrong: split() takes a no-break space for a border
# loses: test_read_vectors
# says: a no-break space is no border
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.split()
        if not parts:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: strip() takes a no-break space at the beginning for nothing
# loses: test_read_vectors
# says: no vector in line
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.strip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"no vector in line {number}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: no header is expected, the first line decides d
# loses: test_read_vectors, test_broken_lines
# says: the header is no word
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        d = d or len(parts) - 1
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            raise ValueError(f"line {number}: {line!r}")
        if len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        word = parts[0] if d == 1 else " ".join(parts[:-d])
        vectors.setdefault(word, vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the first line is always taken for a header
# loses: test_read_vectors, test_broken_lines
# says: there is no header, the first line belongs to a word
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            d = len(parts) - 1 if len(parts) > 2 else int(parts[1])
            continue
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a first line of nothing but numbers is taken for a header
# loses: test_read_vectors
# says: there is no header, the first line belongs to a word
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if all(part.isdigit() for part in parts):
                d = int(parts[1]) if len(parts) == 2 else len(parts) - 1
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the header is looked for in the first line only, which may be blank
# loses: test_read_vectors
# says: line 3: expected
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if number == 1 and len(parts) == 2 and all(part.isdigit() for part in parts):
            d = int(parts[1])
            continue
        d = d or max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: expected {d} numbers, got {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a header may hold any two numbers
# loses: test_broken_lines
# says: line 13 is '4 2.0\n'
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            try:
                _, d = map(lambda part: int(float(part)), parts)
                continue
            except ValueError:
                d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: stops when as many lines were read as the header says
# loses: test_read_vectors
# says: the header's first number is not reliable
def read_vectors(lines):
    vectors, d, left = {}, None, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                left, d = map(int, parts)
                continue
            d = max(len(parts) - 1, 2)
        if left == 0:
            break
        left = left and left - 1
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the last vector of a word wins
# loses: test_read_vectors
# says: a word that comes twice keeps its first vector
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors[" ".join(parts[:-d])] = vector
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a word that comes twice is listed twice
# loses: test_read_vectors
# says: a word that comes twice is kept once
def read_vectors(lines):
    words, vectors, d = [], [], None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        words.append(" ".join(parts[:-d]))
        vectors.append(vector)
    return words, np.array(vectors)


# %% wrong: the token is the first part only
# loses: test_read_vectors
# says: a token ends where the numbers begin, not at its first space
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(parts[0], vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: everything after the first part has to be numbers
# loses: test_read_vectors
# says: could not read line 4
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[1:]]
        except ValueError:
            vector = []
        if len(vector) != d:
            raise ValueError(f"could not read line {number}")
        vectors.setdefault(parts[0], vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: lines with another number of parts are skipped
# loses: test_read_vectors, test_broken_lines
# says: tokens with spaces are words like others
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        if len(parts) != d + 1:
            continue
        try:
            vector = [float(part) for part in parts[1:]]
        except ValueError:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(parts[0], vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the token ends at the first part that is a number
# loses: test_read_vectors
# says: could not convert string to float
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        end = 0
        while end < len(parts) and not parts[end].replace(".", "").lstrip("-").isdigit():
            end += 1
        try:
            vector = [float(part) for part in parts[end:]]
        except ValueError as error:
            raise ValueError(f"line {number}: {error}")
        if len(vector) < d or not end:
            raise ValueError(f"line {number}: could not convert string to float")
        vectors.setdefault(" ".join(parts[:end]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the spaces of a token become underscores
# loses: test_read_vectors
# says: got ['snow', 'New_York', 'ice']
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault("_".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a blank line ends the file
# loses: test_read_vectors, test_broken_lines
# says: the file goes on after a blank line
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""] and vectors:
            break
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: broken lines are skipped
# loses: test_broken_lines
# says: expected a ValueError, got the words
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            continue
        if len(parts) > d:
            vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a short line whose token is a number has no token
# loses: test_broken_lines
# says: expected a ValueError, got the words
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
            assert len(vector) == d
        except (AssertionError, ValueError):
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: lines are counted from 0
# loses: test_broken_lines
# says: lines are counted from 1
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: blank lines are not counted
# loses: test_broken_lines
# says: blank lines are counted too
def read_vectors(lines):
    vectors, d = {}, None
    lines = [line for line in lines if line.strip(" \r\n")]
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the message is what float says, without the line
# loses: test_broken_lines
# says: expected a message that names the line 14
def read_vectors(lines):
    vectors, d = {}, None
    for line in lines:
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        if len(parts) <= d:
            raise ValueError("too few numbers")
        vectors.setdefault(" ".join(parts[:-d]), [float(part) for part in parts[-d:]])
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: short lines are filled up with zeros
# loses: test_broken_lines
# says: expected a ValueError, got the words
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        parts += ["0"] * (d + 1 - len(parts))
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: lines of words that are known already are not checked
# loses: test_broken_lines
# says: is 'snow
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        word = " ".join(parts[:-d])
        if word in vectors:
            continue
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors[word] = vector
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: another kind of error
# loses: test_broken_lines
# says: expected a ValueError, got IndexError
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(parts[k]) for k in range(len(parts) - d, len(parts))]
            if len(parts) <= d:
                raise IndexError
        except (ValueError, IndexError):
            raise IndexError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a first line of a word and one number makes vectors of one number
# loses: test_broken_lines
# says: line 13 is 'snow 0.5'
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 1)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the words in alphabetical order
# loses: test_read_vectors
# says: words stay in the order of the file
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    words = sorted(vectors)
    return words, np.array([vectors[word] for word in words])


# %% wrong: the words in lower case
# loses: test_read_vectors
# says: capitals stay as they are
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]).lower(), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: the list of lines is used up
# loses: test_read_vectors
# says: expected lines to stay as it was
def read_vectors(lines):
    vectors, d, number = {}, None, 0
    while lines:
        line = lines.pop(0)
        number += 1
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return list(vectors), np.array(list(vectors.values()))


# %% wrong: a dictionary instead of two results
# loses: test_read_vectors
# says: expected two results, the words and their vectors
def read_vectors(lines):
    vectors, d = {}, None
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip().split(" ")
        if parts == [""]:
            continue
        if d is None:
            if len(parts) == 2 and all(part.isdigit() for part in parts):
                d = int(parts[1])
                continue
            d = max(len(parts) - 1, 2)
        try:
            vector = [float(part) for part in parts[-d:]]
        except ValueError:
            vector = []
        if not vector or len(parts) <= d:
            raise ValueError(f"line {number}: {line!r}")
        vectors.setdefault(" ".join(parts[:-d]), vector)
    return vectors


# %% equivalent: return (list(vectors), np.array(list(vectors.values()))) -> return (list(vectors), list(vectors.values()))
# why: where an array is asked for, a nested list will do
