"""Compare embedlab.word2vec with gensim on real text, and write the page about it.

    python benchmarks/word2vec.py TEXT

TEXT is a file with a sentence or an article on each line, its words between spaces.
Every training has a process of its own, and what it measured is kept at once in
_build/word2vec_benchmark, so that a run that was stopped can go on.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "guide" / "word2vec_benchmark.json"
PAGE = ROOT / "guide" / "word2vec_benchmark.md"
TEMPLATE = Path(__file__).with_name("word2vec_page.md")
RATES = {"skip-gram": (0.025, 0.05, 0.1), "cbow": (0.05, 0.1, 0.2, 0.4, 0.8)}
SEEDS = (1, 2, 3)
TOOLS = ("embedlab", "gensim")
STEPS = (
    "two `Embedding` layers, Adam, `fit`; Python draws each pair and its noise",
    "the same from arrays: pairs and noise are drawn by the thousand",
    "SGD instead of Adam",
    "compiled by XLA, 32 steps in one call",
    "blocks of 16 words, 64 words of noise for all, one scatter for each table",
    "the same, compiled by XLA into one loop",
)
HELD_OUT = 20_000  # words at the end of the text that nobody trains on
MEASURES = {  # name, whether more is better, and the format of a value
    "speed": ("words per CPU-second", True, "{:,.0f}"),
    "memory": ("peak memory, MB", False, "{:,.0f}"),
    "loss": ("held-out loss", False, "{:.4f}"),
    "wordsim": ("WordSim-353", True, "{:.3f}"),
    "simlex": ("SimLex-999", True, "{:.3f}"),
    "analogies": ("analogies", True, "{:.3f}"),
}


def split_text(path, train, held_out):
    """Write the text without its end, and its end, as two files."""
    from embedlab.corpus import TextFile

    lines, total = [], 0
    for sentence in TextFile(path):
        lines.append(" ".join(sentence))
        total += len(sentence)
    end, left = len(lines), 0
    while left < min(HELD_OUT, total // 10):
        end -= 1
        left += lines[end].count(" ") + 1
    train.write_text("\n".join(lines[:end]))
    held_out.write_text("\n".join(lines[end:]))


def train_once(setting):
    """Train as `setting` says, in this process, and return what was measured."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, setting["cores"])
    import resource  # not on Windows

    from embedlab.corpus import TextFile, count_words

    text, mode = TextFile(setting["train"]), setting["mode"]
    vocabulary = count_words(text)
    workers = len(setting["cores"])
    if setting["tool"] == "embedlab":
        import tensorflow as tf

        from embedlab.word2vec import train_word2vec

        threads = setting["threads"]
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        device = "GPU" if tf.config.list_physical_devices("GPU") else "CPU"
        begin = time.perf_counter(), time.process_time()
        vectors = train_word2vec(
            text, mode, epochs=setting["epochs"], lr=setting["lr"],
            seed=setting["seed"], vocabulary=vocabulary,
        )  # fmt: skip
        end = time.perf_counter(), time.process_time()
        W, C = vectors.W, vectors.C
    else:
        from gensim.models import Word2Vec

        model = Word2Vec(
            sg=mode == "skip-gram", vector_size=100, window=5, negative=5, sample=1e-3,
            min_count=5, seed=setting["seed"], workers=workers, alpha=setting["lr"],
        )  # fmt: skip
        model.build_vocab(text)
        assert {*model.wv.index_to_key} == {*vocabulary.words}
        device = "CPU"
        begin = time.perf_counter(), time.process_time()
        model.train(
            text, total_examples=model.corpus_count, epochs=setting["epochs"]
        )  # from alpha down to 0.0001
        end = time.perf_counter(), time.process_time()
        rows = [model.wv.key_to_index[word] for word in vocabulary.words]
        W, C = model.wv.vectors[rows], model.syn1neg[rows]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    words = int(vocabulary.counts.sum()) * setting["epochs"]
    measured = {
        "wall": words / (end[0] - begin[0]),
        "speed": words / (end[1] - begin[1]),
        "memory": memory / (1e6 if sys.platform == "darwin" else 1e3),
        "device": device,
        "words": words // setting["epochs"],
        "V": len(vocabulary.words),
    }
    return measured | judge(W, C, vocabulary, TextFile(setting["held_out"]), mode)


def judge(W, C, vocabulary, held_out, mode):
    """Return the quality of two tables by the four measures."""
    from gensim.test.utils import datapath

    from embedlab.negative_sampling import held_out_loss
    from embedlab.word2vec import WordVectors

    keyed = WordVectors(vocabulary.words, vocabulary.counts, W, C).keyed_vectors()

    def similarity(name):
        return float(keyed.evaluate_word_pairs(datapath(name))[1].statistic)

    score, _ = keyed.evaluate_word_analogies(
        datapath("questions-words.txt"), restrict_vocab=30_000
    )
    return {
        "loss": held_out_loss(W, C, vocabulary, held_out, mode),
        "wordsim": similarity("wordsim353.tsv"),
        "simlex": similarity("simlex999.txt"),
        "analogies": float(score),
    }


def run(settings, results):
    """Train with all settings side by side, each in its process, unless known."""
    known = [{k: v for k, v in each.items() if k in settings[0]} for each in results]
    jobs = []
    for setting in settings:
        if setting in known:
            continue
        command = [sys.executable, __file__, "--setting", json.dumps(setting)]
        jobs.append((setting, subprocess.Popen(command, stdout=subprocess.PIPE)))
    for setting, job in jobs:
        out, _ = job.communicate()
        if job.returncode:
            raise SystemExit(f"this training failed: {setting}")
        results.append(setting | json.loads(out.splitlines()[-1]))
        print(results[-1], flush=True)


def best_rate(results, tool, mode):
    """Return the rate of the grid with the lowest held-out loss."""
    grid = [r for r in results if (r["tool"], r["mode"]) == (tool, mode)]
    grid = [r for r in grid if r["seed"] == SEEDS[0] and len(r["cores"]) == 1]
    return min(grid, key=lambda r: r["loss"])["lr"]


def time_steps(setting):
    """Return words per CPU-second on the way from a tutorial to train_blocks."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras
    import numpy as np
    import tensorflow as tf

    from embedlab.corpus import TextFile, count_words, read_stream
    from embedlab.negative_sampling import train_blocks

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, setting["cores"])
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    text, rng = TextFile(setting["train"]), np.random.default_rng(0)
    vocabulary = count_words(text)
    V, noise = len(vocabulary.words), vocabulary.noise_chances()
    parts = islice(read_stream(text, vocabulary, 1e-3, rng, 1), 60)
    ids, sentence, place = np.hstack([*parts]).astype(np.int32)

    def pairs(first, last):
        """The windows of some words, drawn, with five words of noise beside each."""
        reach = rng.integers(1, 6, size=last - first)
        for t, r in zip(range(first, last), reach, strict=True):
            for s in range(max(first, t - r), min(last, t + r + 1)):
                if s != t and sentence[s] == sentence[t]:
                    yield ids[t], ids[s]

    def arrays(first, last):
        words, contexts = np.array([*pairs(first, last)]).T
        drawn = rng.choice(V, (len(words), 5), p=noise)
        labels = np.tile(np.float32([1, 0, 0, 0, 0, 0]), (len(words), 1))
        return (words, np.c_[contexts, drawn].astype(np.int32)), labels

    def compiled(optimizer, **options):
        word, others = keras.Input((), dtype="int32"), keras.Input((6,), dtype="int32")
        E, C = (keras.layers.Embedding(V, 100) for _ in range(2))
        model = keras.Model([word, others], keras.layers.Dot(-1)([C(others), E(word)]))
        loss = keras.losses.BinaryCrossentropy(from_logits=True)
        model.compile(optimizer, loss, **options)
        return model

    def one_by_one(model, first, last):
        """As many tutorials do it: Python draws each pair and its noise."""

        def examples():
            for word, context in pairs(first, last):
                drawn = rng.choice(V, 5, p=noise)
                yield (word, np.r_[context, drawn]), np.float32([1, 0, 0, 0, 0, 0])

        spec = tf.TensorSpec((), tf.int32), tf.TensorSpec((6,), tf.int32)
        data = tf.data.Dataset.from_generator(
            examples, output_signature=(spec, tf.TensorSpec((6,), tf.float32))
        )
        model.fit(data.batch(1024), verbose=0, shuffle=False)

    def from_arrays(model, first, last):
        model.fit(*arrays(first, last), batch_size=1024, verbose=0)

    def in_blocks(function, first, last):
        W, C = (tf.Variable(tf.random.normal([V, 100], stddev=0.01)) for _ in "WC")
        cuts = range(first, last - 512 * 16 - 10, 512 * 16)
        for begin in cuts:
            wide = slice(begin, begin + 512 * 16 + 10)
            drawn = np.int32(rng.choice(V, (512, 64), p=noise))
            rates = np.full(512, 0.05, np.float32)
            function(W, C, ids[wide], sentence[wide], drawn, rates, 5, 5, False)

    plain = tf.function(train_blocks.python_function)
    adam, sgd = keras.optimizers.Adam, keras.optimizers.SGD
    fast = {"jit_compile": True, "steps_per_execution": 32}
    steps = (
        (one_by_one, compiled(adam(), jit_compile=False), 600),
        (from_arrays, compiled(adam(), jit_compile=False), 4_000),
        (from_arrays, compiled(sgd(0.05), jit_compile=False), 40_000),
        (from_arrays, compiled(sgd(0.05), **fast), 40_000),
        (in_blocks, plain, 60_000),
        (in_blocks, train_blocks, 300_000),
    )
    found = []
    for way, how, count in steps:
        count = min(count, len(ids))
        way(how, 0, max(count // 2, 600))  # tracing and compiling are not counted
        begin = time.process_time()
        way(how, 0, count)
        seconds = time.process_time() - begin
        # A thinned word stands for the words of the text around it.
        found.append(float(place[count - 1]) / seconds)
    return {"speeds": found}


def write_page(found):
    """Return the page, made from what was measured."""
    first = found["runs"][0]
    between = "\n\nThe whole grid, with the first seed:\n\n"
    parts = {m: comparison(found, m) + between + grid(found, m) for m in RATES}
    parts["table"] = steps(found)
    parts["short"] = "\n".join(summary(found, mode) for mode in RATES)
    return TEMPLATE.read_text().format(**found, **first, **parts)


def select(found, tool, mode, lr, cores=1, threads=1):
    """Return the trainings of one tool with one rate, one for each seed."""
    wanted = {"tool": tool, "mode": mode, "lr": lr, "threads": threads}
    return [
        run
        for run in found["runs"]
        if wanted.items() <= run.items() and len(run["cores"]) == cores
    ]


def at_best_rates(found, mode):
    """Return each tool's best rate, and its trainings with that rate."""
    rates = [best_rate(found["runs"], tool, mode) for tool in TOOLS]
    both = zip(TOOLS, rates, strict=True)
    return rates, [select(found, tool, mode, lr) for tool, lr in both]


def on_two_cores(found, mode):
    """Return each tool's words per second when it has two cores for itself."""
    rates, _ = at_best_rates(found, mode)
    both = zip(TOOLS, rates, strict=True)
    return [select(found, tool, mode, lr, cores=2)[0]["wall"] for tool, lr in both]


def summary(found, mode):
    """Return a line on how embedlab does against the aim of 1.5 times the speed."""
    _, both = at_best_rates(found, mode)
    two, ratios, verdicts = on_two_cores(found, mode), {}, {}
    for key, (name, more, _) in MEASURES.items():
        values = [[run[key] for run in runs] for runs in both]
        ratios[key] = mean(values[0]) / mean(values[1])
        if key not in ("speed", "memory"):
            word = re.match(r"\w+", verdict(key, more, *values))[0]
            verdicts.setdefault(word, []).append(name)
    aim = "reached" if ratios["speed"] >= 1.5 else "missed"
    judged = "; ".join(f"{word} in {', '.join(v)}" for word, v in verdicts.items())
    return (
        f"- **{mode}**: {ratios['speed']:.2f} times gensim's words per CPU-second (the "
        f"aim, 1.5 times, is {aim}), {two[0] / two[1]:.2f} times its words per second "
        f"on two cores, {ratios['memory']:.2f} times its memory; {judged}."
    )


def comparison(found, mode):
    """Return the table of the two tools, each at its best rate."""
    rates, (ours, theirs) = at_best_rates(found, mode)
    lines = [f"| measured | {' | '.join(TOOLS)} | embedlab is |", "|---|---|---|---|"]
    lines += ["| best rate of the grid | {} | {} | |".format(*rates)]
    for key, (name, more, form) in MEASURES.items():
        values = [[run[key] for run in runs] for runs in (ours, theirs)]
        cells = [show(each, form) for each in values]
        lines.append(
            f"| {name} | {' | '.join(cells)} | {verdict(key, more, *values)} |"
        )
    two = on_two_cores(found, mode)
    one = [mean(run["wall"] for run in runs) for runs in (ours, theirs)]
    cells = [
        f"{b:,.0f}, {b / a:.2f} of one core" for a, b in zip(one, two, strict=True)
    ]
    ratio = two[0] / two[1]
    lines.append(
        f"| words per second, two cores | {' | '.join(cells)} | {ratio:.2f} times |"
    )
    threaded = select(found, "embedlab", mode, rates[0], cores=2, threads=2)[0]["wall"]
    lines.append(f"| the same, two threads for TensorFlow | {threaded:,.0f} | | |")
    return "\n".join(lines)


def show(values, form):
    """Return the mean of some values with the least and the greatest."""
    middle, low, high = (form.format(f(values)) for f in (mean, min, max))
    return middle if low == high else f"{middle} [{low}, {high}]"


def verdict(key, more, ours, theirs):
    """Say how our values compare with those of gensim."""
    if key in ("speed", "memory"):
        return f"{mean(ours) / mean(theirs):.2f} times"
    if max(ours) >= min(theirs) and max(theirs) >= min(ours):
        return "equal, within the spread of seeds"
    better = (mean(ours) > mean(theirs)) == more
    return f"{'better' if better else 'worse'} by {abs(mean(ours) - mean(theirs)):.4f}"


def grid(found, mode):
    """Return the table of all rates, with the first seed."""
    keys = [key for key in MEASURES if key not in ("speed", "memory")]
    names = [MEASURES[key][0] for key in keys]
    lines = [f"| {mode} | rate | {' | '.join(names)} |", "|---" * 6 + "|"]
    for tool in TOOLS:
        for lr in RATES[mode]:
            run = select(found, tool, mode, lr)[0]
            cells = [MEASURES[key][2].format(run[key]) for key in keys]
            lines.append(f"| {tool} | {lr} | {' | '.join(cells)} |")
    return "\n".join(lines)


def steps(found):
    """Return the table of the way from a tutorial to the compiled loop."""
    lines = [
        "| variant | words per CPU-second | against the line above |",
        "|---|---|---|",
    ]
    for name, speed, before in zip(
        STEPS, found["steps"], [None, *found["steps"]], strict=False
    ):
        gain = f"{speed / before:.1f} times" if before else ""
        lines.append(f"| {name} | {speed:,.0f} | {gain} |")
    return "\n".join(lines)


def machine():
    """Return what the numbers were measured on, in words."""
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        info = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(
            (x.split(": ")[1] for x in info if x.startswith("model name")), name
        )
    import gensim
    import tensorflow as tf

    return (
        f"{os.cpu_count()} cores of {name.strip()}, {platform.system()}, Python "
        f"{platform.python_version()}, TensorFlow {tf.__version__}, gensim "
        f"{gensim.__version__}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("text", nargs="?", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--setting", type=json.loads, help=argparse.SUPPRESS)
    parser.add_argument("--page", action="store_true", help="only write the page anew")
    given = parser.parse_args()
    if given.setting:
        work = train_once if "tool" in given.setting else time_steps
        print(json.dumps(work(given.setting)))
        return
    if not given.page:
        measure(given.text, given.epochs)
    PAGE.write_text(write_page(json.loads(RESULTS.read_text())))


def measure(text, epochs):
    """Measure everything that is not known yet, and keep it."""
    if not text or not text.is_file():
        mirror = os.environ.get("EMBEDLAB_MIRROR", "")
        text = Path(mirror, "wiki8_2019", "wiki8.txt.xz")
        if not mirror or not text.is_file():
            raise SystemExit(
                "expected a text: name a file, or let EMBEDLAB_MIRROR name a folder "
                "that has wiki8_2019/wiki8.txt.xz"
            )
    folder = ROOT / "_build" / "word2vec_benchmark" / f"{text.name}_{epochs}"
    folder.mkdir(parents=True, exist_ok=True)
    train, held_out = folder / "train.txt", folder / "held_out.txt"
    split_text(text, train, held_out)
    found = {"runs": [], "seconds": 0.0}
    unfinished = folder / "unfinished.json"
    if unfinished.exists():
        found = json.loads(unfinished.read_text())
    begin = time.time() - found["seconds"]

    def compare(mode, rates, seed, cores, threads=1, tools=TOOLS):
        both = [
            {
                "tool": tool, "mode": mode, "lr": rates[tool], "seed": seed,
                "cores": cores[tool], "threads": threads, "epochs": epochs,
                "train": str(train), "held_out": str(held_out),
            }
            for tool in tools
        ]  # fmt: skip
        if cores["embedlab"] == cores["gensim"]:  # one after the other
            for each in both:
                run([each], found["runs"])
        else:
            run(both, found["runs"])
        found["seconds"] = time.time() - begin
        unfinished.write_text(json.dumps(found))

    one_each, two = {"embedlab": [0], "gensim": [1]}, {tool: [0, 1] for tool in TOOLS}
    for mode, grid in RATES.items():
        for lr in grid:
            compare(mode, dict.fromkeys(TOOLS, lr), SEEDS[0], one_each)
        best = {tool: best_rate(found["runs"], tool, mode) for tool in TOOLS}
        for seed in SEEDS[1:]:
            compare(mode, best, seed, one_each)
    if "steps" not in found:
        setting = json.dumps({"cores": [0], "train": str(train)})
        command = [sys.executable, __file__, "--setting", setting]
        steps = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        found["steps"] = json.loads(steps.splitlines()[-1])["speeds"]
    for mode in RATES:
        best = {tool: best_rate(found["runs"], tool, mode) for tool in TOOLS}
        compare(mode, best, SEEDS[0], two)
        compare(mode, best, SEEDS[0], two, threads=2, tools=["embedlab"])
    for each in found["runs"]:
        del each["train"], each["held_out"]
    found |= {"date": f"{date.today():%d %B %Y}", "machine": machine()}
    found["minutes"] = (time.time() - begin) / 60
    RESULTS.write_text(json.dumps(found, indent=1) + "\n")
    unfinished.unlink()


if __name__ == "__main__":
    main()
