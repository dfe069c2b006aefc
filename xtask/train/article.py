#!/usr/bin/env python3
"""Train the scorecard of crates/vorlage-read/src/html/weights.rs: which blocks of a page are article.

    python3 xtask/train/article.py DATA [--write crates/vorlage-read/src/html/weights.rs]

DATA is the folder of labelled pages (aeb, fundus, traf, daniel). Needs numpy, and the example `measures` built:
`cargo build -p vorlage-read --example measures`. Every random choice has a fixed seed.

A block is article if most of its runs of four words stand in the true text, a short one also if it stands beside such blocks; in the
set traf only the given segments tell. The model is a sum of stumps, fitted by gradient boosting on the logistic loss; stumps on one
measure add up to steps of points. The table that is printed and written holds each half of the hosts measured by weights that were
trained on the other half, and the weights that are written are trained on both."""
import argparse, bisect, collections, gzip, hashlib, itertools, json, os, re, subprocess, urllib.parse
import numpy as np

SETS = ['aeb', 'fundus', 'traf', 'daniel']
SET_WEIGHT = {'aeb': 1.0, 'fundus': 1.0, 'traf': 1.0, 'daniel': 0.35}
ROUNDS = 250
RATE = 0.3
BINS = 48
L2 = 5.0
PART = 0.5  # share of the measures that a round may choose from
KEEP, TAKE_BEFORE, TAKE, OF_UNIT, LEAST_KEPT = -1.2, 0.0, 0.5, 0.5, 0.05  # as in label.rs and scorecard.rs
CJK = re.compile(r'[\u3040-\u30ff\u3400-\u9fff]')

# ---------------------------------------------------------------- labels


def words(text):
    return re.findall(r'\w+', CJK.sub(lambda m: f' {m.group(0)} ', text or ''))


def plain(text):
    return re.sub(r'\s+', ' ', text or '').strip()


def labels(gold, texts):
    """1 article, 0 not, None unknown, for each block."""
    return of_segments(gold, texts) if gold.get('with_') is not None else of_text(gold['text'], texts)


def of_segments(gold, texts):
    out, texts = [None] * len(texts), [plain(t) for t in texts]
    for segment in map(plain, gold['with_']):
        found = [n for n, t in enumerate(texts) if segment in t]
        if len(found) == 1:
            out[found[0]] = 1
    for segment in map(plain, gold['without']):
        for n, t in enumerate(texts):
            if segment in t:
                out[n] = 0
    return out


def of_text(true, texts):
    true = words(true)
    joined, runs = ' ' + ' '.join(true) + ' ', {tuple(true[n:n + 4]) for n in range(len(true) - 3)}
    out, short = [None] * len(texts), set()
    for n, text in enumerate(texts):
        w = words(text)
        if len(w) >= 6:
            out[n] = int(sum(tuple(w[k:k + 4]) in runs for k in range(len(w) - 3)) >= 0.6 * (len(w) - 3))
        elif w:
            out[n] = 0
            if f' {" ".join(w)} ' in joined:
                short.add(n)
    article = [n for n, y in enumerate(out) if y == 1]
    same = collections.defaultdict(list)
    for n in article:
        same[texts[n]].append(n)
    for text, where in same.items():  # of copies on the page, those among other article
        times = max(1, joined.count(f' {" ".join(words(text))} '))
        where.sort(key=lambda n: -sum(out[k] == 1 for k in range(max(0, n - 6), n + 7) if k < len(out)))
        for n in where[times:]:
            out[n] = 0
    article = [n for n, y in enumerate(out) if y == 1]
    for n in short:
        at = bisect.bisect(article, n)
        near = [abs(article[k] - n) for k in (at - 1, at) if 0 <= k < len(article)]
        among = 0 < at < len(article)
        out[n] = 1 if near and (min(near) <= 2 or among and min(near) <= 4) else None
    return out

# ---------------------------------------------------------------- pages


def host(name, row):
    return row['id'].split('_')[1] if name == 'daniel' else urllib.parse.urlparse(row['url'] or row['id']).netloc.replace('www.', '')


def half(name, row):
    return int(hashlib.md5(host(name, row).encode()).hexdigest(), 16) % 2


def pages(data, program):
    out = []
    for name in SETS:
        with gzip.open(os.path.join(data, f'{name}.jsonl.gz'), 'rt', encoding='utf-8') as f:
            rows = [json.loads(line) for line in f]
        asked = ''.join(json.dumps({'id': r['id'], 'url': r.get('url'), 'html': r['html']}) + '\n' for r in rows)
        answers = subprocess.run([program], input=asked, stdout=subprocess.PIPE, encoding='utf-8', check=True).stdout
        for row, answer in zip(rows, map(json.loads, answers.splitlines())):
            blocks = answer['blocks']
            row['html'] = None
            out.append({'set': name, 'row': row, 'half': half(name, row), 'names': answer['names'],
                        'text': [b[0] for b in blocks], 'measures': np.array([b[1] for b in blocks], dtype=np.float32),
                        'verdict': [b[2] for b in blocks], 'barred': [b[3] for b in blocks], 'unit': [b[5] for b in blocks], 'y': labels(row, [b[0] for b in blocks])})
    return out


def training(some):
    xs, ys, ws = [], [], []
    rng = np.random.RandomState(1)
    for page in some:
        known = [n for n, y in enumerate(page['y']) if y is not None and not page['barred'][n]]
        if not known:
            continue
        x, y = page['measures'][known], np.array([page['y'][n] for n in known])
        length = np.array([len(page['text'][n]) * (3 if CJK.match(page['text'][n][:1] or ' ') else 1) for n in known], dtype=float)
        if page['set'] == 'traf':
            w = np.full(len(known), 0.15)
        else:
            good = max(50.0, (length * y).sum())
            w = np.minimum(length + 8, good) / good
        w = w * SET_WEIGHT[page['set']]
        far = (y == 0) & (x[:, page['names'].index('prose')] == 0)  # menus: a quarter of them says as much
        kept = ~far | (rng.rand(len(y)) < 0.25)
        w[far] *= 4
        xs.append(x[kept]), ys.append(y[kept]), ws.append(w[kept])
    return np.vstack(xs), np.concatenate(ys).astype(float), np.concatenate(ws)

# ---------------------------------------------------------------- model


def cuts_of(column, w):
    """Values that part the blocks into bins of equal weight."""
    order = np.argsort(column, kind='stable')
    reached = np.searchsorted(np.cumsum(w[order]), np.linspace(0, w.sum(), BINS + 1)[1:-1])
    values = np.unique(np.round(column[order][np.minimum(reached, len(order) - 1)], 4))
    return values[values > column.min()].astype(np.float32)


def fit(x, y, w):
    """The points below every step and, for each measure, a list of cut -> points."""
    rng = np.random.RandomState(7)
    cuts = [cuts_of(x[:, k], w) for k in range(x.shape[1])]
    bins = [np.searchsorted(c, x[:, k], side='right') for k, c in enumerate(cuts)]
    base = np.log((w * y).sum() / (w * (1 - y)).sum())
    score, steps = np.full(len(y), base), [np.zeros(len(c) + 1) for c in cuts]
    some = max(1, int(PART * len(cuts)))
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-score))
        gradient, curve = w * (y - p), w * p * (1 - p)
        best = None
        for k in sorted(rng.permutation(len(cuts))[:some]):
            if not len(cuts[k]):
                continue
            g = np.cumsum(np.bincount(bins[k], gradient, len(cuts[k]) + 1))
            h = np.cumsum(np.bincount(bins[k], curve, len(cuts[k]) + 1))
            left, right = g[:-1] / (h[:-1] + L2 / 10), (g[-1] - g[:-1]) / (h[-1] - h[:-1] + L2 / 10)
            gain = g[:-1] * left + (g[-1] - g[:-1]) * right
            at = int(np.argmax(gain))
            if best is None or gain[at] > best[0]:
                best = (gain[at], k, at, left[at], right[at])
        _, k, at, left, right = best
        steps[k][:at + 1] += RATE * left
        steps[k][at + 1:] += RATE * right
        score += RATE * np.where(bins[k] <= at, left, right)
    base += sum(s[0] for s in steps)
    return float(base), [[(float(c), float(s[n + 1] - s[0])) for n, c in enumerate(cut) if s[n + 1] != s[n]] for cut, s in zip(cuts, steps)]


def points(model, x):
    base, steps = model
    out = np.full(len(x), base)
    for k, listed in enumerate(steps):
        if listed and len(x):
            at = np.searchsorted(np.array([c for c, _ in listed], dtype=np.float32), x[:, k], side='right')
            out += np.concatenate([[0.0], [p for _, p in listed]])[at]
    return out

# ---------------------------------------------------------------- figures


def body(page, scores):
    scores, begin = np.array(scores, dtype=float), 0
    for _, unit in itertools.groupby(page['unit']):
        end = begin + len(list(unit))
        scores[begin:end] += OF_UNIT * (scores[begin:end].mean() - scores[begin:end])
        begin = end
    of_rules = np.array([verdict == 'article' for verdict in page['verdict']], dtype=bool)
    take = np.where(np.cumsum(of_rules) == 0, TAKE_BEFORE, TAKE)
    kept = np.where(page['barred'], of_rules, scores > np.where(of_rules, KEEP, take)).astype(bool)
    prose = page['measures'][:, page['names'].index('prose')] if len(kept) else np.zeros(0)
    if prose[kept].sum() < LEAST_KEPT * prose[of_rules].sum() or not kept.any():
        kept = of_rules
    return '\n'.join(text for text, k in zip(page['text'], kept) if k)


def shingles(text):
    w = words(text)
    return collections.Counter(tuple(w[n:n + 4]) for n in range(max(1, len(w) - 3))) if w else collections.Counter()


def figure(some, model):
    hit = over = missed = 0
    ps, rs = [], []
    for page in some:
        text = body(page, points(model, page['measures']) if len(page['text']) else [])
        row = page['row']
        if row.get('with_') is not None:
            text = plain(text)
            hit += sum(plain(s) in text for s in row['with_'])
            missed += sum(plain(s) not in text for s in row['with_'])
            over += sum(plain(s) in text for s in row['without'])
            continue
        a, b = shingles(row['text']), shingles(text)
        same = sum((a & b).values())
        if b:
            ps.append(same / sum(b.values()))
        if a:
            rs.append(same / sum(a.values()))
    if hit:
        return 2 * hit / (2 * hit + over + missed)
    p, r = sum(ps) / len(ps), sum(rs) / len(rs)
    return 2 * p * r / (p + r)


def rust(model, names, lines):
    base, steps = model
    out = ['//! The points of the scorecard; made by `xtask/train/article.py`.', '//!']
    out += [f'//! {line}' for line in lines]
    out += ['', '/// Points of a block that reaches no step.', f'pub(crate) const BASE: f32 = {base:.3f};', '',
            '/// For each measure, from which value on it gives which points.', '#[rustfmt::skip]',
            f'pub(crate) const STEPS: [&[(f32, f32)]; {len(names)}] = [']
    for name, listed in zip(names, steps):
        out.append(f'    // {name}')
        pairs = [f'({c:.4f}, {p:.3f})' for c, p in listed]
        rows = [', '.join(pairs[n:n + 7]) for n in range(0, len(pairs), 7)]
        out.append('    &[' + ',\n      '.join(rows) + '],')
    return '\n'.join(out + ['];', ''])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('--program', default='target/debug/examples/measures')
    parser.add_argument('--write')
    args = parser.parse_args()
    everything = pages(args.data, args.program)
    halves = [[p for p in everything if p['half'] == h] for h in (0, 1)]
    models = [fit(*training(some)) for some in halves]
    lines = ['F1 of what reading calls article, by halves of the hosts, each with the weights of the other half:']
    for name in SETS:
        of = [figure([p for p in halves[h] if p['set'] == name], models[1 - h]) for h in (0, 1)]
        lines.append(f'{name} {of[0]:.3f} {of[1]:.3f}')
    print('\n'.join(lines))
    final, names = fit(*training(everything)), everything[0]['names']
    for name, listed in zip(names, final[1]):
        print(f'{name:24} {len(listed):3} steps, {max([p for _, p in listed] + [0]) - min([p for _, p in listed] + [0]):.2f} points apart')
    if args.write:
        with open(args.write, 'w', encoding='utf-8') as f:
            f.write(rust(final, names, lines))


if __name__ == '__main__':
    main()
