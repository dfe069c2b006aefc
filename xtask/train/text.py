#!/usr/bin/env python3
"""Gather sentences in 15 languages to learn a static table from, out of packages by their names.

    python3 xtask/train/text.py FOLDER      writes FOLDER/text.jsonl
    vorlage model distil FOLDER/text.jsonl --sentences 6000 --from "translated programs and web sentences, out of packages"

Needs Debian's apt-get and dpkg-deb, and cargo. What is downloaded stays in FOLDER: translations of games, programs and a wiki (GPL),
of WordPress (GPL), and the test sentences of the lingua crates (Apache-2.0). Nothing of it is part of this repository. Languages that
needed more text get the wiki's."""
import collections, gettext, glob, html, json, os, random, re, subprocess, sys

DEBIAN = ['wesnoth-1.16-data', 'widelands-data', 'stellarium-data', 'iso-codes', 'mediawiki', 'wordpress-l10n']
CRATES = {'arabic': 'ar', 'chinese': 'zh', 'dutch': 'nl', 'english': 'en', 'french': 'fr', 'german': 'de', 'italian': 'it',
          'japanese': 'ja', 'korean': 'ko', 'polish': 'pl', 'portuguese': 'pt', 'russian': 'ru', 'spanish': 'es', 'turkish': 'tr',
          'ukrainian': 'uk'}
LANGUAGES = sorted(CRATES.values())
LOCALES = {'pt_BR': 'pt', 'zh_CN': 'zh', 'zh_TW': 'zh', 'zh_Hans': 'zh'}
DENSE = {'zh', 'ja', 'ko'}
PROGRAMS = 2500  # most sentences of a language
WIKI = {'ar': 2500, 'ja': 2500, 'ko': 1500}
MARKUP = re.compile(r'<[^>]*>|\{\{[^}]*\}\}|\$\w+|%\S+|\\[nt]|https?\S+|[{}|_*`\[\]=]')
ENDS = re.compile(r'(?<=[.!?…؟])\s+(?=[^a-z])|(?<=[。！？])|\n+')


def fetch():
    if os.path.exists('ready'):
        return
    subprocess.run(['apt-get', 'download', *DEBIAN], check=True)
    for deb in sorted(glob.glob('*.deb')):
        subprocess.run(['dpkg-deb', '-x', deb, 'files'], check=True)
    needed = ''.join(f'lingua-{name}-language-model = "*"\n' for name in CRATES)
    open('Cargo.toml', 'w').write(f'[package]\nname = "text"\nversion = "0.0.0"\n[lib]\npath = "text.rs"\n[dependencies]\n{needed}')
    open('text.rs', 'w').close()
    subprocess.run(['cargo', 'vendor', '--quiet', 'crates'], check=True, stdout=subprocess.DEVNULL)
    open('ready', 'w').close()


def sentences(lang, text):
    """Sentences without markup, mostly of letters, in the script of the language."""
    for part in ENDS.split(html.unescape(MARKUP.sub(' ', text))):
        part = ' '.join(part.split())
        latin = sum(c.isascii() and c.isalpha() for c in part)
        foreign = lang in {'ar', 'ru', 'uk'} | DENSE and latin > .3 * len(part)
        if (12 if lang in DENSE else 30) <= len(part) < 250 and sum(c.isalpha() for c in part) > .65 * len(part) and not foreign:
            yield part


def locale(name):
    return LOCALES.get(name, name.split('_')[0] if name.split('_')[0] in LANGUAGES else None)


def programs():
    found = collections.defaultdict(set)
    for path in sorted(glob.glob('files/usr/**/*.mo', recursive=True)):
        name = re.search(r'/([A-Za-z_@]+)/LC_MESSAGES/', path) or re.search(r'(?:[-/])([a-z]{2}(?:_[A-Z]{2})?)\.mo$', path)
        lang = name and locale(name[1])
        if lang:
            for key, text in gettext.GNUTranslations(open(path, 'rb'))._catalog.items():
                found[lang].update(sentences(lang, text))
                found['en'].update(sentences('en', key if isinstance(key, str) else key[0]))
    return found


def wiki():
    found = collections.defaultdict(set)
    for lang in LANGUAGES:
        for path in sorted(glob.glob(f'files/**/{"zh-hans" if lang == "zh" else lang}.json', recursive=True)):
            for text in json.load(open(path)).values():
                found[lang].update(sentences(lang, text) if isinstance(text, str) else ())
    return found


def lingua():
    for name, lang in CRATES.items():
        with open(f'crates/lingua-{name}-language-model/testdata/sentences.txt', errors='replace') as lines:
            yield from ((lang, ' '.join(line.split())[:350]) for line in lines)


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    os.chdir(sys.argv[1])
    fetch()
    random.seed(1)
    out = list(lingua())
    for found, most in ((programs(), dict.fromkeys(LANGUAGES, PROGRAMS)), (wiki(), WIKI)):
        for lang in most:
            texts = sorted(found[lang])
            out += [(lang, text) for text in random.sample(texts, min(most[lang], len(texts)))]
    with open('text.jsonl', 'w') as file:
        for at, (lang, text) in enumerate(sorted(set(out))):
            file.write(json.dumps({'id': str(at), 'lang': lang, 'text': text}, ensure_ascii=False) + '\n')
    print(collections.Counter(lang for lang, _ in set(out)))


main()
