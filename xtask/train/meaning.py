#!/usr/bin/env python3
"""Weights of copying where sentences have vectors: meaning.py DATA --bin VORLAGE [--write RUST_FILE] [--left-out FOLDER]

Logistic regression on pairs, as in lineage.py, with the same five features of words, one of meaning, and names. Vectors come from
`vorlage embed --centred`, so the sentence model must be there. Two folds by story tell what to expect on others."""
import argparse, collections, itertools, json, math, os, subprocess, tempfile
import numpy as np
from scipy.optimize import minimize
import lineage

OWN = {'telephone': ['telephone'], 'llm_rewrites': ['llm_rewrites'], 'wiki_revisions': ['revisions', 'template']}  # what is made of a set
ANSWERED = .4  # cosine from which on a sentence has an answer
NEIGHBOURS = 4
WEIGHT = {'telephone': 1000, 'llm_rewrites': 1000, 'llm_pairs': 700, 'revisions': 600, 'independent': 6000, 'topic': 1500, 'template': 1200}
COPIES = ('telephone', 'llm_rewrites', 'llm_pairs', 'revisions')
NAMES = ['order kept', 'share of words in order', 'runs of three', 'runs of eight', 'figures', 'sentences in order', 'names']


def names(text):
    """Words with a capital inside sentences, as in profile.rs."""
    return {w.group().lower().replace('’', "'") for s in lineage.sentences(text) for w in lineage.WORD.finditer(s)
            if len(w.group()) >= 3 and w.group()[0].isupper() and w.start() > 1 and s[w.start() - 1] == ' '
            and (s[w.start() - 2].islower() or s[w.start() - 2] in ',;:')}


def names_shared(a, b):
    return (len(a & b) + 1) / (min(len(a), len(b)) + 2)


def meaning_features(a, b):
    cosines = a @ b.T if len(a) <= len(b) else b @ a.T
    rows, columns = cosines.shape
    near = lambda c, axis: np.sort(c, axis=axis).take(range(-min(NEIGHBOURS, c.shape[axis]), 0), axis=axis).mean(axis)
    margin = cosines / np.maximum((near(cosines, 1)[:, None] + near(cosines, 0)[None, :]) / 2, .05)
    best, back = margin.argmax(1), margin.argmax(0)
    places = [best[i] for i in range(rows) if back[best[i]] == i and cosines[i, best[i]] >= ANSWERED]
    tails = []
    for place in places:
        at = int(np.searchsorted(tails, place))
        tails[at:at + 1] = [place]
    return [len(tails) / rows]


def groups(data):
    """(set, fold, texts): all pairs of the texts are of the set. Of chains of machine translations only neighbours: the first and the
    last have next to nothing in common, and to call them copies teaches that little in common makes copies."""
    for n, pack in enumerate(lineage.rows(f'{data}/lineage/telephone.jsonl.gz')):
        texts = {d['id']: lineage.text_of(d) for d in pack['documents']}
        yield from (('telephone', n, [texts[e['parent']], texts[e['child']]]) for e in pack['edges'] if e['parent'] is not None)
    for n, pack in enumerate(lineage.rows(f'{data}/lineage/llm_rewrites.jsonl.gz')):
        yield 'llm_rewrites', n, [lineage.text_of(d) for d in pack['documents']]
    for n, p in enumerate(lineage.rows(f'{data}/lineage/llm_pairs.jsonl.gz')):
        if p['method'] in ('paraphrase_generation', 'rewrite_generation'):
            yield 'llm_pairs', n, [p['source'], p['copy']]
    stories = collections.defaultdict(list)
    for r in lineage.rows(f'{data}/story/ecbplus.jsonl.gz'):
        stories[int(r['topic']), r['story']].append(r['text'])
    for (topic, _), texts in sorted(stories.items()):
        yield 'independent', topic, texts
    for n, r in enumerate(lineage.rows(f'{data}/story/semeval22_pairs.jsonl.gz')):
        if r['lang1'] == r['lang2'] and r['overall'] >= 2:
            yield 'topic', n, [r['text1'], r['text2']]
    pages = [[lineage.text_of(d) for d in p['documents'][:2]] for p in lineage.rows(f'{data}/lineage/wiki_revisions.jsonl.gz')]
    for n, page in enumerate(pages):
        yield 'revisions', n, page
        if n + 1 < len(pages):
            yield 'template', n, [page[0], pages[n + 1][0]]


def vectors(texts, program):
    """Text -> vectors of its sentences."""
    texts = sorted(set(texts))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'texts.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            f.writelines(json.dumps({'id': f'{n:06}', 'text': t}, ensure_ascii=False) + '\n' for n, t in enumerate(texts))
        run = subprocess.Popen([program, 'embed', path, '--centred'], stdout=subprocess.PIPE, text=True, encoding='utf-8')
        out = collections.defaultdict(list)
        for line in run.stdout:
            row = json.loads(line)
            out[int(row['document'])].append(np.array(row['vector'], np.float32))
        if run.wait() not in (0, 1):
            raise SystemExit('vorlage embed failed')
    return {texts[n]: np.array(rows) for n, rows in out.items()}


def fit(x, y, c):
    def loss(w):
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        return c @ (np.logaddexp(0, z) - y * z) + .5 * w[:-1] @ w[:-1], x.T @ (c * (p - y)) + np.append(w[:-1], 0)
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method='L-BFGS-B').x


def examples(data, program):
    """Set -> rows of features, ending with 1 and the fold."""
    held = list(groups(data))
    known = vectors([t for _, _, texts in held for t in texts], program)
    out = collections.defaultdict(list)
    for name, fold, texts in held:
        brought = [(lineage.Profile(t), known[t], names(t)) for t in texts if t in known]
        for (a, va, na), (b, vb, nb) in itertools.combinations(brought, 2):
            if name not in ('independent', 'topic') or len(a.eights & b.eights) < 10:
                out[name].append(lineage.copy_features(a, b) + meaning_features(va, vb) + [names_shared(na, nb), 1.0, fold % 2])
    return {name: np.array(rows) for name, rows in out.items()}


def trained(sets, fold=None, columns=slice(0, -1)):
    kept = {s: r[r[:, -1] != fold] for s, r in sets.items()}
    x = np.concatenate([r[:, columns] for r in kept.values()])
    y = np.concatenate([np.full(len(r), float(s in COPIES)) for s, r in kept.items()])
    return fit(x, y, np.concatenate([np.full(len(r), WEIGHT[s] / len(r)) for s, r in kept.items()]))


def shares(sets, columns):
    """What share of each set is over a confidence, by weights of the other half of its stories."""
    for least in (.2, .45, .75):
        limit, said = math.log(least / (1 - least)), []
        for s, rows in sets.items():
            over = sum(float((part[:, columns] @ trained(sets, fold, columns) >= limit).sum())
                       for fold in (0, 1) for part in [rows[rows[:, -1] == fold]])
            said.append(f'{s} {over / len(rows):.3f}')
        yield f'{least}: ' + ' '.join(said)


TEMPLATE = '''//! Weights of copying where sentences have vectors.
//!
//! **Source:** `xtask/train/meaning.py` writes this file; nothing here is set by hand. Share of the pairs of each set over a confidence,
//! by weights of the other half of the stories; `independent` are reports of one event, `topic` reports of like events, without ten
//! runs of eight words in common.
//!
//! ```text
{report}
//! ```

/// Weights of five features of words, as in `COPIED`, one of meaning and one of names.
#[rustfmt::skip]
pub(super) const COPIED_BY_MEANING: [f64; 7] = [
{weights}
];
/// Added to their sum.
pub(super) const COPIED_BY_MEANING_BASE: f64 = {base};
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('--bin', default='target/debug/vorlage')
    parser.add_argument('--write')
    parser.add_argument('--left-out')
    args = parser.parse_args()
    sets = examples(args.data, args.bin)
    words = [0, 1, 2, 3, 4, 7]
    report = [f'//! words alone {r}' for r in shares(sets, words)] + [f'//! with meaning {r}' for r in shares(sets, slice(0, -1))]
    w = trained(sets)
    out = TEMPLATE.format(report='\n'.join(report), weights='\n'.join(f'    {v:.4f}, // {n}' for v, n in zip(w, NAMES)), base=f'{w[-1]:.4f}')
    print(out)
    if args.write:
        open(args.write, 'w', encoding='utf-8').write(out)
    if args.left_out:
        for s, own in OWN.items():
            w = trained({t: rows for t, rows in sets.items() if t not in own})
            lineage.keep(args.left_out, s, copied_by_meaning=w[:-1], copied_by_meaning_base=w[-1:])


if __name__ == '__main__':
    main()
