#!/usr/bin/env python3
"""Score `vorlage read` against the hand annotations of pages.jsonl. Standard library only.

    score.py --bin PATH/TO/vorlage --data FOLDER_OF_HTML_SETS [--errors]

A line of pages.jsonl: {"set", "id", "sha256" of the html, "marks": [{"kind", "span", "agency"}]}. `span` is [begin, end] in code
points of the page's html, so that no change of what is read moves it. Kinds:

    dateline   place, date or agency that open the report       right if `dateline` has its letters and digits, with or without the agency
    credit     an agency that the text is credited to           right if `credits` name it outside photo credits and prose
    original   the address of the text that a copy was made of  right if `declared.based_on` has it

A page counts each agency once. A third of the pages, by hash, is kept back: nothing may be changed for the sake of its errors, and
`--errors` never shows them. Prints one JSON object: precision, recall and F1 of each part, by kind and over all."""
import argparse, collections, gzip, hashlib, html, json, os, re, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CREDITS = {'dateline', 'tag', 'byline', 'closing', 'field'}


def kept_back(page):
    return int(page['sha256'], 16) % 3 == 0


def letters(text):
    return re.sub(r'[\W_]+', '', text or '').lower()


def address(url):
    return re.sub(r'^https?://(www\.)?', '', url).rstrip('/')


def shown(source, span):
    """The text of a piece of html."""
    piece = re.sub(r'<!--.*?-->|<[^>]*>', '', source[span[0]:span[1]], flags=re.S)
    return html.unescape(piece)


def url_of(row):
    """Pages of one set have their host in their id alone."""
    url = row.get('url')
    return f"http://{row['id'].split('_')[1]}/" if url and url.startswith('https://example.com') else url


def pages(data):
    wanted = collections.defaultdict(dict)
    with open(os.path.join(HERE, 'pages.jsonl'), encoding='utf-8') as lines:
        for page in map(json.loads, lines):
            wanted[page['set']][page['id']] = page
    for name, of_set in wanted.items():
        path = os.path.join(data, f'{name}.jsonl.gz')
        if not os.path.exists(path):
            continue
        with gzip.open(path, 'rt', encoding='utf-8') as rows:
            for row in map(json.loads, rows):
                page = of_set.get(row['id'])
                if page and hashlib.sha256(row['html'].encode()).hexdigest() == page['sha256']:
                    yield page, row


def read(binary, found):
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as docs:
        for number, (_, row) in enumerate(found):
            docs.write(json.dumps({'id': str(number), 'url': url_of(row), 'html': row['html']}, ensure_ascii=False) + '\n')
        docs.flush()
        done = subprocess.run([binary, 'read', docs.name, '--format', 'jsonl'], stdout=subprocess.PIPE)
    return {int(d['id']): d for d in map(json.loads, done.stdout.decode().splitlines())}


def gold_of(page, row):
    credits = [m['span'] for m in page['marks'] if m['kind'] == 'credit']
    for mark in page['marks']:
        if mark['kind'] == 'credit':
            yield 'credit', mark['agency']
        elif mark['kind'] == 'original':
            yield 'original', address(shown(row['html'], mark['span']))
        else:
            begin, end = mark['span']
            inside = next((c for c in credits if begin <= c[0] and c[1] <= end), (end, end))
            place = letters(shown(row['html'], (begin, inside[0])) + shown(row['html'], (inside[1], end)))
            if place:
                yield 'dateline', (letters(shown(row['html'], mark['span'])), place)


def answer_of(document):
    if document.get('dateline'):
        yield 'dateline', letters(document['dateline'])
    host = address(document.get('url') or '').split('/')[0]
    for credit in document.get('credits', []):
        own = credit['span'] is None and credit['text'] in (document.get('outlet'), host, 'www.' + host)
        if credit['kind'] in CREDITS and not own:
            yield 'credit', credit['agency']
    for url in (document.get('declared') or {}).get('based_on', []):
        yield 'original', address(url)


def figures(counts):
    right, said, gold = counts
    p, r = right / max(1, said), right / max(1, gold)
    return {'p': round(p, 4), 'r': round(r, 4), 'f1': round(2 * p * r / (p + r), 4) if p + r else 0.0, 'marks': gold}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('--bin', required=True)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--errors', action='store_true')
    args = arguments.parse_args()
    found = list(pages(args.data))
    documents = read(args.bin, found)
    counts = {part: collections.defaultdict(lambda: [0, 0, 0]) for part in ('tuned', 'kept')}
    for number, (page, row) in enumerate(found):
        gold, got = set(gold_of(page, row)), set(answer_of(documents.get(number, {})))
        spelled = {(kind, spelling): (kind, value) for kind, value in gold if kind == 'dateline' for spelling in value}
        got = {spelled.get(mark, mark) for mark in got}
        part = 'kept' if kept_back(page) else 'tuned'
        for kind in ('dateline', 'credit', 'original', 'all'):
            of_kind = lambda marks: {m for m in marks if kind in (m[0], 'all')}
            for slot, size in enumerate((len(of_kind(gold & got)), len(of_kind(got)), len(of_kind(gold)))):
                counts[part][kind][slot] += size
        if args.errors and part == 'tuned' and gold != got:
            print(page['set'], page['id'][:80], 'missed', sorted(gold - got, key=str), 'wrong', sorted(got - gold, key=str))
    out = {'task': 'annotations', 'pages': len(found)}
    print(json.dumps(out | {part: {kind: figures(c) for kind, c in kinds.items()} for part, kinds in counts.items()}))


if __name__ == '__main__':
    main()
