"""How well copies by language models are told from other texts on their topic.

copies.py PAIRS.jsonl.gz PROGRAM: PROGRAM (`examples/copied.rs`) reads pairs of texts and prints how sure it is that they come from one.
Each copy is held against its source and against the nearest other source by cosine of tf-idf. Prints `figure<TAB>value`: the area under
the curve, and at the confidences from which two texts alone (.45) and two among others (.75) are one, what is found and what is false;
then the area by how the copy was made.
"""
import collections
import gzip
import json
import math
import re
import subprocess
import sys


def bags(texts, idf=None):
    counts = [collections.Counter(re.findall(r'\w+', t.lower())) for t in texts]
    if idf is None:
        held = collections.Counter(w for c in counts for w in c)
        idf = {w: math.log(len(texts) / n) for w, n in held.items()}
    out = []
    for c in counts:
        bag = {w: (1 + math.log(n)) * idf[w] for w, n in c.items() if idf.get(w)}
        norm = math.sqrt(sum(v * v for v in bag.values())) or 1.0
        out.append({w: v / norm for w, v in bag.items()})
    return out, idf


def area(right, wrong):
    """Probability that a right pair is surer than a wrong one; ties count half."""
    order = sorted([(v, 1) for v in right] + [(v, 0) for v in wrong])
    wins = below = at = 0
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        ones = sum(y for _, y in order[at:end])
        zeros = end - at - ones
        wins += ones * (below + zeros / 2)
        below += zeros
        at = end
    return wins / (len(right) * len(wrong))


def main():
    pairs = [json.loads(line) for line in gzip.open(sys.argv[1], 'rt')]
    sources = sorted({(p['story'], p['source']) for p in pairs})
    of_sources, idf = bags([s for _, s in sources])
    of_copies, _ = bags([p['copy'] for p in pairs], idf)
    rows = []
    for p, bag in zip(pairs, of_copies):
        near = [(sum(v * s.get(w, 0) for w, v in bag.items()), n) for n, s in enumerate(of_sources) if sources[n][0] != p['story']]
        rows += [(p['source'], p['copy']), (sources[max(near)[1]][1], p['copy'])]
    asked = ''.join(json.dumps({'a': a, 'b': b}) + '\n' for a, b in rows)
    told = subprocess.run([sys.argv[2]], input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    sure = [float(v) for v in told]
    right, wrong = sure[0::2], sure[1::2]
    print(f'pairs\t{len(right)}')
    print(f'area\t{area(right, wrong):.4f}')
    for bound in (.45, .75):
        for name, side in (('found', right), ('false', wrong)):
            print(f'{name}_{int(bound * 100)}\t{sum(v >= bound for v in side) / len(side):.4f}')
    for method in sorted({p['method'] for p in pairs}):
        at = [n for n, p in enumerate(pairs) if p['method'] == method]
        print(f'area_{method}\t{area([right[n] for n in at], [wrong[n] for n in at]):.4f}')


main()
