#!/usr/bin/env python3
"""How far do stated confidences hold? Standard library only.

    reliability.py NAME=DATA=ANSWER...

DATA is a set of families with their true trees (.jsonl.gz), ANSWER what `vorlage trace --format json` said of it, documents named as
`score.py lineage` names them: 0000/id, by the number of the family. Prints lines of `set <tab> figure <tab> value`, for each set and,
of more than one, pooled. An edge is the first of its child. A set whose families have no trees says nothing of edges and is left out.

    edge       the edge's confidence; right if the true parent of the child is that document, or none is held where the edge says so
    direction  of edges between two documents that are truly parent and child: right if the right one is the parent
    ece        expected calibration error: mean distance of confidence and share right over ten bins of equal width, weighed by count
    expected   the error that perfect confidences of the same values would show for chance alone
    bin        edges, mean confidence, share right
    half       share right among the half of the met edges whose direction is surest"""
import collections, gzip, json, random, sys

BINS = 10
ROUNDS, SEED = 200, 1  # draws that the error of chance is the mean of


def rows(path):
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def true_parents(path):
    """Child -> parent, None where no parent is held."""
    name = lambda n, i: None if i is None else f'{n:04}/{i}'
    return {name(n, e['child']): name(n, e['parent']) for n, pack in enumerate(rows(path)) for e in pack.get('edges', [])}


def main_edges(answer):
    """The first edge of each child; the parent is None where it is lost."""
    out = {}
    for story in answer['stories']:
        lost = {node['id'] for node in story['lost']}
        for edge in story['edges']:
            out.setdefault(edge['child'], edge | {'parent': None if edge['parent'] in lost else edge['parent']})
    return out.values()


def judged(truth, answer):
    """Figure -> (confidence, right) of each edge that the truth tells something of."""
    out = {'edge': [], 'direction': []}
    for edge in main_edges(answer):
        child, parent = edge['child'], edge['parent']
        if child in truth or parent is not None:
            out['edge'].append((edge['confidence'], child in truth and truth[child] == parent))
        if parent is not None and (truth.get(child) == parent or truth.get(parent) == child):
            out['direction'].append((edge['direction']['confidence'], truth.get(child) == parent))
    return out


def binned(pairs):
    bins = collections.defaultdict(list)
    for confidence, right in pairs:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return {b: (len(v), sum(c for c, _ in v) / len(v), sum(r for _, r in v) / len(v)) for b, v in sorted(bins.items())}


def error(pairs):
    return sum(n * abs(said - right) for n, said, right in binned(pairs).values()) / len(pairs)


def chance(pairs):
    draw = random.Random(SEED)
    return sum(error([(c, draw.random() < c) for c, _ in pairs]) for _ in range(ROUNDS)) / ROUNDS


def surest_half(pairs):
    half = sorted(pairs, key=lambda p: -p[0])[:max(1, len(pairs) // 2)]
    return sum(right for _, right in half) / len(half)


def lines(name, figures):
    for what, pairs in figures.items():
        if not pairs:
            continue
        yield name, f'{what}.ece', f'{error(pairs):.4f}'
        yield name, f'{what}.expected', f'{chance(pairs):.4f}'
        if what == 'direction':
            yield name, f'{what}.half', f'{surest_half(pairs):.4f}'
        for b, (n, said, right) in binned(pairs).items():
            yield name, f'{what}.bin.{b / BINS:.1f}', f'{n} {said:.3f} {right:.3f}'


def main():
    pooled = collections.defaultdict(list)
    sets = [given.split('=') for given in sys.argv[1:]]
    for name, data, path in sets:
        truth = true_parents(data)
        if not truth:
            continue
        with open(path, encoding='utf-8') as f:
            figures = judged(truth, json.load(f))
        for what, pairs in figures.items():
            pooled[what] += pairs
        for line in lines(name, figures):
            print(*line, sep='\t')
    if len(sets) > 1:
        for line in lines('pooled', pooled):
            print(*line, sep='\t')


if __name__ == '__main__':
    main()
