#!/usr/bin/env python3
"""Calibrate how sure edges are: certainty.py DATA --bin TRACE_WITH [--write RUST_FILE] [--left-out FOLDER]

What the sums over trees say of each edge that the whole program chooses, with and without the sentence model, against what is
true: two logistic regressions with three weights each, as in derive/certainty.rs. Every set counts alike. Five folds by family tell
what to expect of the same kinds of copies. Weights that never saw a set (FOLDER, see lineage.py) get a calibration that never saw it
either; eval measures both together on it."""
import argparse, collections, json, os, subprocess, sys, tempfile
import numpy as np
import lineage, meaning
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'eval'))
import reliability

SETS = {**{s: f'lineage/{s}' for s in lineage.SETS}, 'wmt21_de': 'translation/wmt21_de'}
PLAIN = {'met': [0, 1, 0], 'way': [0, 1, 0]}
MARKED = {'met': [0, 1, 0], 'way': [0, 1, -40]}  # the way of an edge in a line of versions becomes a coin
LEAST = .001  # as in derive/certainty.rs
FOLDS = 5
Edge = collections.namedtuple('Edge', 'family said way line translated met right')


def log_odds(share):
    share = min(max(share, LEAST), 1 - LEAST)
    return np.log(share / (1 - share))


def traced(program, documents, weights, model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'weights.json')
        json.dump(weights, open(path, 'w', encoding='utf-8'))
        settings = {'VORLAGE_WEIGHTS': path, 'VORLAGE_MODEL': model, 'VORLAGE_VECTORS': 'target/eval/vectors.cache'}
        done = subprocess.run([program, 'trace', documents], env=os.environ | settings, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def edges(program, data, name, weights, model):
    """What trees say of the edges of a set, and what is true."""
    path = f'{data}/{SETS[name]}.jsonl.gz'
    truth = reliability.true_parents(path)
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as file:
        for n, pack in enumerate(lineage.rows(path)):
            file.writelines(json.dumps({'id': f'{n:04}/{d["id"]}', 'text': lineage.text_of(d)}) + '\n' for d in pack['documents'])
        file.flush()
        plain, marked = (traced(program, file.name, weights | way, model) for way in (PLAIN, MARKED))
    origin = {d['id']: d['origin'] for d in plain['documents']}
    lang = {d['id']: d['lang'] for d in plain['documents']}
    coins = {e['child']: e['direction']['confidence'] for e in reliability.main_edges(marked)}
    held = [e for e in reliability.main_edges(plain) if e['parent'] is not None]
    lines = {origin[e['child']] for e in held if coins[e['child']] < e['direction']['confidence']}
    for e in held:
        child, parent, way = e['child'], e['parent'], e['direction']['confidence']
        right = truth.get(child) == parent
        yield Edge(int(child[:4]), e['confidence'] / way, way, origin[child] in lines, lang[child] != lang[parent],
                   right or truth.get(parent) == child, right)


def rows(held, case):
    """Features and weights of edges by set; every set counts as much as its mean."""
    every = [(e, 1 / len(of_set)) for of_set in held.values() for e in of_set]
    mean = len(every) / len(held)
    x = np.array([[log_odds(e.said if case == 'met' else e.way), e.translated if case == 'met' else e.line, 1.0] for e, _ in every])
    return x, every, np.array([w * mean for _, w in every])


def trained(held):
    """(constant, log-odds, case) of `met`, and of `way` from the edges that are met."""
    out = {}
    for case, some in (('met', held), ('way', {s: [e for e in v if e.met] for s, v in held.items()})):
        x, every, weights = rows(some, case)
        w = meaning.fit(x, np.array([e.met if case == 'met' else e.right for e, _ in every], float), weights)
        out[case] = [w[2], w[0], w[1]]
    return out


def stated(e, calibration):
    """Confidence of the edge and of its direction."""
    of = lambda w, share, case: 1 / (1 + np.exp(-(w[0] + w[1] * log_odds(share) + w[2] * case)))
    way = max(.5, of(calibration['way'], e.way, e.line))
    return of(calibration['met'], e.said, e.translated) * way, way


def judged(held, calibration):
    both = [(e, *stated(e, calibration)) for e in held]
    return {'edge': [(sure, e.right) for e, sure, _ in both], 'direction': [(way, e.right) for e, _, way in both if e.met]}


def report(held):
    """Errors by set and pooled, of what trees say and of calibrations that saw four folds in five."""
    fold = {k: trained({s: [e for e in v if e.family % FOLDS != k] for s, v in held.items()}) for k in range(FOLDS)}
    for name, of_edge in (('trees', lambda e: PLAIN), ('5 folds', lambda e: fold[e.family % FOLDS])):
        pooled, said = {'edge': [], 'direction': []}, {'edge': [], 'direction': []}
        for s, v in held.items():
            pairs = {'edge': [], 'direction': []}
            for e in v:
                for what, some in judged([e], of_edge(e)).items():
                    pairs[what] += some
            for what, some in pairs.items():
                pooled[what] += some
                said[what].append(f'{s} {reliability.error(some):.3f}')
        for what, some in pooled.items():
            chance = f' (by chance {reliability.chance(some):.3f})' if name != 'trees' else ''
            yield f'{name:7} {what:9} pooled {reliability.error(some):.3f}{chance} | ' + ' | '.join(said[what])


TEMPLATE = '''//! Weights of certainty: from what the sums over trees say of an edge to how often such edges are right.
//!
//! **Source:** `xtask/train/certainty.py` writes this file; nothing here is set by hand. Expected calibration error in ten bins, of
//! the edges that the whole program chooses with the sentence model and without it; `trees` is what the sums over trees say.
//!
//! ```text
{report}
//! ```

/// That two documents are parent and child: a constant, log-odds over all trees, the two are in two languages.
pub(super) const MET: [f64; 3] = [{met}];

/// Which of them is the parent: a constant, log-odds over all trees, the two stand in a line of versions.
pub(super) const WAY: [f64; 3] = [{way}];
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('--bin', default='target/debug/examples/trace_with')
    parser.add_argument('--write')
    parser.add_argument('--left-out')
    args = parser.parse_args()
    status = json.loads(subprocess.run(['target/debug/vorlage', 'model', 'status', '--json'], stdout=subprocess.PIPE).stdout)
    of_sets = lambda names, weights: {s: [e for model in ('none', status['path']) for e in edges(args.bin, args.data, s, weights, model)]
                                      for s in names}
    held = of_sets(SETS, {})
    found = {case: ', '.join(f'{w:.4f}' for w in weights) for case, weights in trained(held).items()}
    out = TEMPLATE.format(report='\n'.join('//! ' + r for r in report(held)), **found)
    print(out)
    if args.write:
        open(args.write, 'w', encoding='utf-8').write(out)
    if args.left_out:
        for s in lineage.SETS:
            weights = json.load(open(os.path.join(args.left_out, f'{s}.json'), encoding='utf-8'))
            lineage.keep(args.left_out, s, **trained(of_sets([t for t in SETS if t != s], weights)))


if __name__ == '__main__':
    main()
