"""How well copies by language models are told from other texts on their topic.

copies.py --bin PROGRAM --data PAIRS.jsonl.gz: PROGRAM (`examples/copied.rs`) reads pairs of texts and prints how sure it is that they come
from one. Each copy is held against its source and against the nearest other source by cosine of tf-idf, passing over sources that share
half of their words with its own: one in six is the same notice of a site ("your browser is out of date") once more, and a copy of either.
Prints JSON: the area under the curve; at the confidences from which two texts alone (.45) and two among others (.75) are one, what is found
and what is false; the area by how the copy was made.
"""
import argparse
import collections
import gzip
import json
import math
import re
import subprocess


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
    options = argparse.ArgumentParser()
    options.add_argument('--bin', required=True)
    options.add_argument('--data', required=True)
    asked = options.parse_args()
    pairs = [json.loads(line) for line in gzip.open(asked.data, 'rt')]
    sources = sorted({(p['story'], p['source']) for p in pairs})
    of_sources, idf = bags([s for _, s in sources])
    of_copies, _ = bags([p['copy'] for p in pairs], idf)
    rows = []
    words = [set(bag) for bag in of_sources]
    for p, bag in zip(pairs, of_copies):
        own = words[sources.index((p['story'], p['source']))]
        near = [(sum(v * s.get(w, 0) for w, v in bag.items()), n) for n, s in enumerate(of_sources)
                if sources[n][0] != p['story'] and len(words[n] & own) < min(len(words[n]), len(own)) / 2]
        rows += [(p['source'], p['copy']), (sources[max(near)[1]][1], p['copy'])]
    lines = ''.join(json.dumps({'a': a, 'b': b}) + '\n' for a, b in rows)
    told = subprocess.run([asked.bin], input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    sure = [float(v) for v in told]
    right, wrong = sure[0::2], sure[1::2]
    answer = {'pairs': len(right), 'area': round(area(right, wrong), 4)}
    for bound in (.45, .75):
        for name, side in (('found', right), ('false', wrong)):
            answer[f'{name}_{int(bound * 100)}'] = round(sum(v >= bound for v in side) / len(side), 4)
    for method in sorted({p['method'] for p in pairs}):
        at = [n for n, p in enumerate(pairs) if p['method'] == method]
        answer[f'area_{method}'] = round(area([right[n] for n in at], [wrong[n] for n in at]), 4)
    print(json.dumps(answer))


main()
