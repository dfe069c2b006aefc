#!/usr/bin/env python3
"""Train the weights of crates/vorlage-core/src/derive/weights.rs.

    cargo xtask train        or: python3 xtask/train/lineage.py DATA [--write crates/vorlage-core/src/derive/weights.rs]
                                    [--left-out eval/left_out]

DATA is the folder of labelled sets. The folder of `--left-out` gets the weights that never saw a set, one file for each set. Needs numpy, scipy. Every random choice has a fixed seed.

Trees: a log-linear model over all forests of a family (matrix-tree theorem, exact gradients), one set of weights for all sets:
the three labelled ones and three of simulated families (versions that grow, cut copies, copies with words replaced). Lines: a
log-linear model over all orders of a family (sums over subsets, exact gradients), from real and simulated versions. The table
that is printed and written beside the weights says what they reach in the sets, in five folds by family, and on each set with
weights that never saw it. Features mirror derive/profile.rs, derive/family.rs and derive/copied.rs.

Copying: logistic regression, pairs of one family against pairs of independent reports of one event."""
import argparse, bisect, collections, copy, gzip, itertools, json, math, os, random, re
import numpy as np
from scipy.optimize import minimize

SETS = ['telephone', 'llm_rewrites', 'wiki_revisions']
SET_WEIGHT = {'telephone': 2.0, 'llm_rewrites': 1.0, 'wiki_revisions': 1.0, 'versions': 0.8, 'cuts': 0.2, 'spins': 0.5}
AFFINITY = ['words in common', 'rare words in common, of the best', 'detour', 'runs of three', 'runs of five, light', 'rank, light']
DIRECTION = ['covers, light', 'tail cut', 'letters of lost words', 'words lost', 'nearer to the rest', 'nearer to how many',
             'lost what others keep', 'digits', 'own runs of three', 'commas', 'quotation marks']
STEP = ['distance in runs of five', 'words lost', 'words gained']
LINES = ['wiki_revisions', 'versions']  # one version after the other
LINE_L2 = .1
ROOT = ['a root', 'a root, by square root of family']
L2 = 5.0
VERSIONS = .6  # mean share of a pair that counts as versions, from which a family is a line; as in stemma/line.rs

# ---------------------------------------------------------------- documents

WORD = re.compile(r"[^\W_]+(?:(?<=[^\W\d_])['’](?=[^\W\d_])[^\W_]+|(?<=\d)[.,](?=\d)[^\W_]+)*")
MARKS = '"“”«»„'


def words(text):
    return [w.lower().replace('’', "'") for w in WORD.findall(text)]


def sentences(text):
    return [s.strip() for line in text.split('\n') for s in re.split(r'(?<=[.!?]) ', line) if s.strip()]


def alone(word):
    return len(word) >= 4 or any(c in '0123456789' for c in word)


def unquoted(text):
    """The pieces of a text outside quotations, as in profile.rs."""
    paragraphs, out = [line for line in text.split('\n') if line.strip()], []
    for line, after in zip(paragraphs, [*paragraphs[1:], '']):
        begin, opened = 0, None
        for at, c in [*((at, c) for at, c in enumerate(line) if c in MARKS), (len(line), None)]:
            if opened is None:
                opened = at
            elif c or after and after.lstrip()[0] in MARKS:
                if 10 <= at - opened < 1500:
                    out.append(line[begin:opened])
                    begin = at
                opened = None
        out.append(line[begin:])
    return out


class Profile:
    def __init__(self, text):
        parts = sentences(text)
        lists = [words(s) for s in parts]
        flat = [w for s in lists for w in s]
        run = lambda ws, k: {tuple(ws[i:i + k]) for i in range(len(ws) - k + 1)}
        self.runs = [{w for w in flat if alone(w)}, run(flat, 2), run(flat, 3), run(flat, 5)]
        self.sentences = [tuple(s) for s in lists if len(s) >= 3]
        self.bag = collections.Counter(self.sentences)
        self.words = len(flat)
        self.digits = sum(any(c in '0123456789' for c in w) for w in flat)
        self.commas = sum(s.count(',') for s in parts)
        self.marks = sum(c in MARKS for s in parts for c in s)
        told = [w for piece in unquoted(text) for w in words(piece)]
        self.narration = list(dict.fromkeys(w for w in told if alone(w)))
        self.threes, self.eights = run(told, 3), run(told, 8)
        self.figures = {w for w in flat if any(c in '0123456789' for c in w)}


# ---------------------------------------------------------------- families

def contrast(a, b, smooth):
    return (a - b) / (a + b + smooth)


def outer(values):
    v = np.asarray(values, float)
    return v[:, None], v[None, :]


class Family:
    """`near[i, j]`: affinity features of the edge i -> j; `lean[i, j]`: direction features, antisymmetric."""

    def __init__(self, name, texts, parents):
        self.set, self.parents, n = name, parents, len(texts)
        docs = [Profile(t) for t in texts]
        off = ~np.eye(n, dtype=bool)
        both, dice, rare, own, others = [], [], [], [], []
        for k in range(4):
            holders = collections.Counter(r for d in docs for r in d.runs[k])
            weight = lambda r: 1 / (holders[r] - 1) if holders[r] > 1 else 0.0
            b, x = np.zeros((n, n)), np.zeros((n, n))
            for i, j in itertools.combinations(range(n), 2):
                common = docs[i].runs[k] & docs[j].runs[k]
                b[i, j] = b[j, i] = len(common)
                x[i, j] = x[j, i] = math.fsum(map(weight, common))
            si, sj = outer([len(d.runs[k]) for d in docs])
            wi, wj = outer([math.fsum(map(weight, d.runs[k])) for d in docs])
            both.append(b)
            dice.append(2 * b / (si + sj + 1))
            rare.append(2 * x / (wi + wj + 1))
            own.append(np.array([sum(holders[r] == 1 for r in d.runs[k]) for d in docs], float))
        equal = np.zeros((n, n))
        letters, tail, closer, votes, detour = (np.zeros((n, n)) for _ in range(5))
        for i, j in itertools.permutations(range(n), 2):
            a, b = docs[i], docs[j]
            equal[i, j] = 2 * sum((a.bag & b.bag).values()) / max(1, len(a.sentences) + len(b.sentences))
            mean = lambda ws: (sum(map(len, ws)) + 14) / (len(ws) + 2)
            letters[i, j] = mean(a.runs[0] - b.runs[0]) - mean(b.runs[0] - a.runs[0])
            long, short = (a, b) if len(a.sentences) >= len(b.sentences) else (b, a)
            if len(short.sentences) < len(long.sentences) and long.sentences[:len(short.sentences)] == short.sentences:
                tail[i, j] = (a.words - b.words) / (a.words + b.words + 1)
            rest = [t for t in range(n) if t != i and t != j]
            if rest:
                detour[i, j] = max(min(dice[1][i, t], dice[1][t, j]) for t in rest) - dice[1][i, j]
                closer[i, j] = np.mean([contrast(dice[0][i, t], dice[0][j, t], .02) for t in rest])
                votes[i, j] = np.mean([np.sign(dice[0][i, t] - dice[0][j, t]) for t in rest])
        nearer = np.array([[min(4, sum(dice[3][t, j] > dice[3][i, j] for t in range(n) if t != j)) for j in range(n)] for i in range(n)], float)
        versioned = np.minimum(1.5 * np.where(off, equal, 0).max(0), 1)
        self.light = (versioned[:, None] + versioned[None, :]) / 2
        heavy = 1 - self.light
        best = np.where(off, rare[0], 0).max(0)
        self.near = np.stack([np.sqrt(dice[0]), rare[0] / (best[None, :] + .02), detour, dice[2], dice[3] * self.light,
                              (nearer + nearer.T) * self.light], -1)
        si, sj = outer([len(d.runs[0]) for d in docs])
        lost, gained = si - both[0], sj - both[0]
        oi, oj = outer(own[2])
        ui, uj = outer(own[0])
        lost_held, gained_held = lost - ui, gained - uj
        per = lambda f: 100 * np.array([getattr(d, f) / (d.words + 20) for d in docs])
        diff = lambda v: v[:, None] - v[None, :]
        di, dj = outer([d.digits for d in docs])
        self.lean = np.stack([self.light * (both[0] / (sj + 1) - both[0] / (si + 1)), tail, heavy * letters / 4,
                              heavy * contrast(lost, gained, 4), heavy * closer, heavy * votes,
                              heavy * contrast(lost_held, gained_held, 4), heavy * contrast(di, dj, 3),
                              heavy * contrast(oi, oj, 4), heavy * diff(per('commas')) / 3, heavy * diff(per('marks')) / 3], -1)
        self.step = np.stack([np.sqrt(1 - dice[3]), lost / (si + 1), gained / (sj + 1)], -1)
        self.root = np.stack([np.ones(n), np.full(n, math.sqrt(n))], -1)
        self.edge = np.concatenate([self.near, self.lean], -1)


def rows(path):
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        yield from map(json.loads, f)


def text_of(d):
    return d['text'] if 'text' in d else '\n'.join(d['sentences'])


def labelled(data):
    for name in SETS:
        for pack in rows(f'{data}/lineage/{name}.jsonl.gz'):
            at = {d['id']: n for n, d in enumerate(pack['documents'])}
            parent = {e['child']: e['parent'] for e in pack['edges']}
            parents = [at[parent[i]] if parent.get(i) is not None else -1 for i in at]
            yield Family(name, [text_of(d) for d in pack['documents']], parents)


def simulated(data, seed=7, count=40):
    """Families made from articles of no other use here: versions that grow, copies that are cut, copies with words replaced."""
    r = random.Random(seed)
    pool = [s for d in rows(f'{data}/scale/news.jsonl.gz') if d['lang'] == 'en' and d['set'] in ('bbc-2225', 'polnear', 'ecbplus', 'fnc-1')
            for s in [sentences(d['text'])] if 12 <= len(s) <= 45]
    r.shuffle(pool)
    vocabulary = sorted({w for s in pool[:200] for x in s for w in words(x) if len(w) >= 4 and w.isalpha()})
    synonyms = {}

    def swap(w):
        if len(w) < 4 or not w.isalpha():
            return w
        return r.choice(synonyms.setdefault(w, [r.choice(vocabulary) for _ in range(3)]))

    edit = lambda text, share: [' '.join(swap(w) if r.random() < share else w for w in x.split(' ')) for x in text]
    for _ in range(2 * count):
        article, n = pool.pop(), r.randint(3, 7)
        k = max(4, len(article) // 3)
        versions, rest = [article[:k]], article[k:]
        r.shuffle(rest)
        for _ in range(n - 1):
            v = list(versions[-1])
            for _ in range(r.randint(0, max(1, len(rest) // 2))):
                if rest:
                    v.insert(r.randint(0, len(v)), rest.pop())
            if r.random() < .4 and len(v) > 4:
                v.pop(r.randrange(len(v)))
            versions.append([edit([x], .15)[0] if r.random() < .15 else x for x in v])
        yield Family('versions', ['\n'.join(v) for v in versions], [-1, *range(n - 1)])
    for name in ('cuts', 'spins'):
        for _ in range(count):
            article, n = pool.pop(), r.randint(3, 7)
            copies, parents = [article], [-1]
            for i in range(1, n):
                p = 0 if r.random() < .55 else r.randrange(i)
                v = list(copies[p])
                if name == 'cuts':
                    keep = max(3, int(len(v) * r.uniform(.35, .85)))
                    v = v[:keep] if r.random() < .5 else [v[j] for j in sorted(r.sample(range(len(v)), keep))]
                    v = edit(v, .03) if r.random() < .3 else v
                else:
                    v = edit([x for x in v if r.random() > .06], r.uniform(.08, .35))
                copies.append(v)
                parents.append(p)
            yield Family(name, ['\n'.join(v) for v in copies], parents)


# ---------------------------------------------------------------- forests

def forest(scores, roots):
    """log of the sum over all forests, probability of each edge, of each root."""
    top = max(scores.max(), roots.max())
    a, r = np.exp(scores - top), np.exp(roots - top)
    np.fill_diagonal(a, 0)
    laplacian = np.diag(a.sum(0) + r) - a
    laplacian += 1e-12 * laplacian.diagonal().max() * np.eye(len(r))
    inverse = np.linalg.inv(laplacian)
    d = np.diag(inverse)
    return np.linalg.slogdet(laplacian)[1] + top * len(r), a * (d[None, :] - inverse.T), r * d


def paths(scores):
    """log of the sum over all lines through n documents, probability of each step; `scores`: families of one size."""
    f, n = scores.shape[0], scores.shape[1]
    top = scores.max((1, 2))[:, None, None]
    a, full = np.exp(scores - top), (1 << n) - 1
    a[:, range(n), range(n)] = 0
    held = np.array([[m >> i & 1 for i in range(n)] for m in range(full + 1)], float)
    begun, ended, steps = np.zeros((full + 1, f, n)), np.zeros((full + 1, f, n)), np.zeros_like(a)
    for i in range(n):
        begun[1 << i, :, i] = 1
    ended[full] = 1
    for m in range(1, full):
        for j in range(n):
            if not m >> j & 1:
                begun[m | 1 << j, :, j] += (begun[m] * a[:, :, j]).sum(1)
    for m in range(full - 1, 0, -1):
        for j in range(n):
            if not m >> j & 1:
                after = ended[m | 1 << j, :, j, None] * a[:, :, j] * held[m]
                ended[m] += after
                steps[:, :, j] += begun[m] * after
    z = begun[full].sum(1)
    return np.log(z) + (n - 1) * top[:, 0, 0], steps / z[:, None, None]


def fit_line(families):
    """Weights of a step, from families that stand in a line."""
    sized = collections.defaultdict(list)
    for x in families:
        if x.set in LINES:
            sized[len(x.parents)].append(x)
    groups = []
    for xs in sized.values():
        gold = np.array([[[q == p for q in x.parents] for p in range(len(x.parents))] for x in xs], float)
        groups.append((np.stack([x.step for x in xs]), gold, np.array([SET_WEIGHT[x.set] for x in xs])))

    def loss(w):
        f, g = .5 * LINE_L2 * w @ w, LINE_L2 * w
        for step, gold, c in groups:
            z, steps = paths(step @ w)
            f += c @ (z - (gold * (step @ w)).sum((1, 2)))
            g = g + np.tensordot(c[:, None, None] * (steps - gold), step, axes=([0, 1, 2], [0, 1, 2]))
        return f, g
    return minimize(loss, np.zeros(len(STEP)), jac=True, method='L-BFGS-B').x


def fit(families):
    e, width = families[0].edge.shape[2], families[0].edge.shape[2] + len(ROOT)

    def loss(w):
        f, g = .5 * L2 * w @ (w * SCALE), L2 * w * SCALE
        for x in families:
            c = SET_WEIGHT[x.set]
            z, edges, roots = forest(x.edge @ w[:e], x.root @ w[e:])
            v, d = -z, np.zeros(width)
            for child, parent in enumerate(x.parents):
                if parent < 0:
                    v += x.root[child] @ w[e:]
                    d[e:] += x.root[child]
                else:
                    v += x.edge[parent, child] @ w[:e]
                    d[:e] += x.edge[parent, child]
            d[:e] -= np.tensordot(edges, x.edge, axes=([0, 1], [0, 1]))
            d[e:] -= roots @ x.root
            f, g = f - c * v, g - c * d
        return f / 1e3, g / 1e3
    return minimize(loss, np.zeros(width), jac=True, method='L-BFGS-B', options=dict(maxiter=400, ftol=1e-8, gtol=1e-5)).x


def arborescence(scores, roots):
    """Best forest (Chu, Liu, Edmonds)."""
    n = len(roots)
    s = {(i, j): scores[i, j] for i in range(n) for j in range(n) if i != j} | {(n, j): roots[j] for j in range(n)}

    def solve(nodes, s):
        best = {c: max((p for p in nodes if (p, c) in s), key=lambda p: s[p, c]) for c in nodes if c != n}
        for start in best:
            path, x = [], start
            while x != n and x not in path:
                path.append(x)
                x = best[x]
            if x != n:
                ring = set(path[path.index(x):])
                break
        else:
            return best
        new, t, via = max(nodes) + 1, {}, {}
        for (p, c), v in s.items():
            if p in ring and c in ring:
                continue
            key, v = ((p, new), v - s[best[c], c]) if c in ring else ((new, c), v) if p in ring else ((p, c), v)
            if key not in t or v > t[key]:
                t[key], via[key] = v, (p, c)
        out = {via[p, c][1]: via[p, c][0] for c, p in solve([x for x in nodes if x not in ring] + [new], t).items()}
        return {**{c: best[c] for c in ring}, **out}

    best = solve(list(range(n + 1)), s)
    return [best[c] if best[c] < n else -1 for c in range(n)]


def best_line(scores):
    """The line with the greatest sum of steps: parents by document."""
    n = len(scores)
    full, best, before = (1 << n) - 1, {(1 << i, i): 0.0 for i in range(n)}, {}
    for m in range(1, full):
        for i in (i for i in range(n) if m >> i & 1):
            for j in (j for j in range(n) if not m >> j & 1):
                key, value = (m | 1 << j, j), best[m, i] + scores[i, j]
                if key not in best or value > best[key]:
                    best[key], before[key] = value, i
    last, parents = max(range(n), key=lambda i: best[full, i]), [-1] * n
    m = full
    while (m, last) in before:
        parents[last] = before[m, last]
        m, last = m ^ 1 << last, parents[last]
    return parents


def predict(families, weights):
    """The forest of each family; of versions of one page, as in stemma/line.rs, the line."""
    w, v = weights
    e = families[0].edge.shape[2]
    for x in families:
        n = len(x.parents)
        if n > 2 and x.light.sum() - x.light.trace() >= VERSIONS * n * (n - 1):
            yield x, best_line(x.step @ v)
        else:
            yield x, arborescence(x.edge @ w[:e], x.root @ w[e:])


def shuffled(families, times=5, seed=3):
    """Each family in several orders, for of equal texts the first is taken, and which that is, is chance."""
    r = random.Random(seed)
    for x in families:
        for _ in range(times):
            order = r.sample(range(len(x.parents)), len(x.parents))
            y, square = copy.copy(x), np.ix_(order, order)
            y.parents = [order.index(x.parents[v]) if x.parents[v] >= 0 else -1 for v in order]
            y.light, y.edge, y.step, y.root = x.light[square], x.edge[square], x.step[square], x.root[order]
            yield y


def figures(predictions):
    """By set: edges F1, direction of met edges, parent accuracy."""
    count = collections.defaultdict(lambda: np.zeros(6))
    for x, q in predictions:
        gold = {frozenset(e) for e in enumerate(x.parents) if e[1] >= 0}
        got = {frozenset(e) for e in enumerate(q) if e[1] >= 0}
        count[x.set] += [len(gold), len(got), len(gold & got), sum(p >= 0 and p == g for p, g in zip(q, x.parents)),
                         sum(p == g for p, g in zip(q, x.parents)), len(q)]
    return {s: (2 * c[2] / (c[0] + c[1]), c[3] / max(1, c[2]), c[4] / c[5]) for s, c in count.items()}


def line(name, f):
    return f'{name:9}' + ' | '.join(f'{s} ' + ' / '.join(f'{v:.3f}' for v in f[s]) for s in [*SETS, 'versions', 'cuts', 'spins'] if s in f)


# ---------------------------------------------------------------- copied or independent

def order(a, b):
    place = {w: n for n, w in enumerate(b.narration)}
    found = [place[w] for w in a.narration if w in place]
    tails = []
    for v in found:
        at = bisect.bisect_left(tails, v)
        tails[at:at + 1] = [v]
    run = len(tails)
    return (run + 1) / (len(found) + 3), 2 * run / (len(a.narration) + len(b.narration) + 1)


def copy_features(a, b):
    kept, share = order(a, b)
    threes = 2 * len(a.threes & b.threes) / (len(a.threes) + len(b.threes) + 1)
    eights = 2 * len(a.eights & b.eights) / (len(a.eights) + len(b.eights) + 1)
    figures = (len(a.figures & b.figures) + 1) / (min(len(a.figures), len(b.figures)) + 2)
    return [kept, math.sqrt(share), math.sqrt(threes), math.sqrt(eights), figures]


def copy_pairs(data):
    """Set -> features of pairs; `independent` are pairs of reports of one event without a long run of equal words."""
    out = collections.defaultdict(list)
    pairs = lambda texts: [copy_features(a, b) for a, b in itertools.combinations(map(Profile, texts), 2)]
    for name in SETS:
        for pack in rows(f'{data}/lineage/{name}.jsonl.gz'):
            out[name] += pairs([text_of(d) for d in pack['documents']])
    for p in rows(f'{data}/lineage/llm_pairs.jsonl.gz'):
        if p['method'] in ('paraphrase_generation', 'rewrite_generation'):
            out['llm_pairs'] += pairs([p['source'], p['copy']])
    clusters, stories = collections.defaultdict(list), collections.defaultdict(list)
    for r in rows(f'{data}/wire/fang_covid_de.jsonl.gz'):
        if r['copy_cluster'] is not None:
            clusters[r['copy_cluster']].append(r['text'])
    for texts in clusters.values():
        out['wire'] += pairs(texts)
    for r in rows(f'{data}/story/ecbplus.jsonl.gz'):
        stories[r['story']].append(r['text'])
    for texts in stories.values():
        profiles = [Profile(t) for t in texts]
        out['independent'] += [copy_features(a, b) for a, b in itertools.combinations(profiles, 2) if len(a.eights & b.eights) < 10]
    # Articles on like things, often written to one template: the pages next to one another in the alphabet.
    pages = [[Profile(text_of(d)) for d in p['documents'][:2]] for p in rows(f'{data}/lineage/wiki_revisions.jsonl.gz')]
    for n, page in enumerate(pages):
        for other in pages[n + 1:n + 4]:
            out['template'] += [copy_features(a, b) for a in page for b in other]
    return out


COPY_WEIGHT = {'telephone': 1000, 'llm_rewrites': 1000, 'wiki_revisions': 300, 'llm_pairs': 700, 'wire': 300, 'independent': 6000, 'template': 600}


TEMPLATES = {'wiki_revisions': 'template'}  # negatives that are made of a set


def fit_copied(pairs):
    x = np.array([f + [1.0] for v in pairs.values() for f in v])
    y = np.array([s not in ('independent', 'template') for s, v in pairs.items() for _ in v], float)
    c = np.array([COPY_WEIGHT[s] / len(v) for s, v in pairs.items() for _ in v])

    def loss(w):
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        return c @ (np.logaddexp(0, z) - y * z) + .5 * w[:-1] @ w[:-1], x.T @ (c * (p - y)) + np.append(w[:-1], 0)
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method='L-BFGS-B').x


# ---------------------------------------------------------------- the table

TEMPLATE = '''//! Weights of copying, of edges and of direction: one set for every sort of copying.
//!
//! **Source:** `cargo xtask train` writes this file; nothing here is set by hand. Figures are edges F1 / direction of met edges /
//! parent accuracy inside given families; `left out` is measured with weights that never saw the set.
//!
//! ```text
{report}
//! ```

/// Number of affinity features.
pub(super) const NEARNESS: usize = {near};
/// Number of signs of direction.
pub(super) const SIGNS: usize = {signs};

/// What makes an edge.
#[rustfmt::skip]
pub(super) const AFFINITY: [f64; NEARNESS] = [
{affinity}
];

/// What makes the second the next version after the first, in a line of versions.
#[rustfmt::skip]
pub(super) const STEP: [f64; {steps}] = [
{step}
];

/// What makes the first the parent of the second.
#[rustfmt::skip]
pub(super) const DIRECTION: [f64; SIGNS] = [
{direction}
];

/// Score of a document as a root of its family: this, and this times the square root of the family's documents.
pub(super) const ROOT: [f64; 2] = [{root}];

/// Order kept, share of words in order, runs of three, runs of eight, figures.
pub(super) const COPIED: [f64; 5] = [{copied}];
/// Added to their sum.
pub(super) const COPIED_BASE: f64 = {base};

/// Place of the sign that one text holds more of the other than the reverse.
pub(super) const COVERAGE: usize = 0;
'''


def keep(folder, left_out, **weights):
    """Writes weights that never saw a set beside what its file holds."""
    path = os.path.join(folder, f'{left_out}.json')
    held = json.load(open(path, encoding='utf-8')) if os.path.exists(path) else {}
    held |= {name: [round(float(x), 4) for x in values] for name, values in weights.items()}
    lines = ',\n'.join(f'  {json.dumps(name)}: {json.dumps(held[name])}' for name in sorted(held))
    open(path, 'w', encoding='utf-8').write(f'{{\n{lines}\n}}\n')


def main():
    global SCALE
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('--write')
    parser.add_argument('--left-out')
    args = parser.parse_args()
    families = [*labelled(args.data), *simulated(args.data)]
    off = lambda x: x.edge[~np.eye(len(x.parents), dtype=bool)]
    spread = np.concatenate([off(x) for x in families]).std(0)
    SCALE = np.append(spread ** 2, [1.0, 1.0])  # so that the penalty does not depend on the unit of a feature
    trained = lambda some: (fit(some), fit_line(some))
    tested = lambda some, weights: predict([*shuffled(some)], weights)
    w, v = trained(families)
    report = [line('in sets', figures(tested(families, (w, v))))]
    folds = [p for k in range(5) for p in tested(families[k::5], trained([x for n, x in enumerate(families) if n % 5 != k]))]
    report.append(line('5 folds', figures(folds)))
    without = {s: trained([x for x in families if x.set != s]) for s in SETS}
    left = [p for s in SETS for p in tested([x for x in families if x.set == s], without[s])]
    report.append(line('left out', figures(left)))
    pairs = copy_pairs(args.data)
    c = fit_copied(pairs)
    for least in (.2, .45, .75):
        share = {s: np.mean([np.dot(c, f + [1.0]) >= math.log(least / (1 - least)) for f in v]) for s, v in pairs.items()}
        report.append(f'copied {least}: ' + ' '.join(f'{s} {v:.3f}' for s, v in share.items()))
    table = lambda names, values: '\n'.join(f'    {v:.4f}, // {n}' for n, v in zip(names, values))
    out = TEMPLATE.format(report='\n'.join('//! ' + r for r in report), near=len(AFFINITY), signs=len(DIRECTION),
                          affinity=table(AFFINITY, w), direction=table(DIRECTION, w[len(AFFINITY):]), step=table(STEP, v), steps=len(STEP),
                          root=', '.join(f'{v:.4f}' for v in w[-2:]), copied=', '.join(f'{v:.4f}' for v in c[:5]), base=f'{c[5]:.4f}')
    print(out)
    if args.write:
        open(args.write, 'w', encoding='utf-8').write(out)
    if args.left_out:
        for s, (w, v) in without.items():
            c = fit_copied({t: rows for t, rows in pairs.items() if t not in (s, TEMPLATES.get(s))})
            near = len(AFFINITY)
            keep(args.left_out, s, affinity=w[:near], step=v, direction=w[near:-2], root=w[-2:], copied=c[:-1], copied_base=c[-1:])


if __name__ == '__main__':
    main()
