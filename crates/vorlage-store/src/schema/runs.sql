CREATE TABLE run(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sort TEXT NOT NULL,
  current INTEGER NOT NULL,
  at TEXT,
  by TEXT,
  program TEXT NOT NULL,
  models TEXT NOT NULL,
  settings TEXT NOT NULL,
  documents INTEGER NOT NULL,
  stories INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  notes TEXT NOT NULL,
  not_measured TEXT NOT NULL
);

CREATE TABLE story(
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run(key) ON DELETE CASCADE,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  begins TEXT,
  ends TEXT,
  documents INTEGER NOT NULL,
  publishers INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  origins_at_least INTEGER NOT NULL,
  origins_at_most INTEGER NOT NULL,
  dictionary INTEGER NOT NULL,
  answer BLOB NOT NULL
);
CREATE UNIQUE INDEX story_by_id ON story(run, id);
CREATE INDEX story_by_time ON story(run, ends DESC, id);
CREATE INDEX story_by_size ON story(run, documents DESC, id);
CREATE INDEX story_by_origins ON story(run, origins DESC, id);

CREATE TABLE story_language(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  lang TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY(story, lang)
) WITHOUT ROWID;

CREATE TABLE member(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document(key),
  origin INTEGER NOT NULL,
  lang TEXT,
  PRIMARY KEY(story, position)
) WITHOUT ROWID;
CREATE INDEX member_by_document ON member(document);

CREATE TABLE agency(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  member INTEGER NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY(story, member, position)
) WITHOUT ROWID;

CREATE TABLE origin(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  root_member INTEGER,
  root_lost INTEGER,
  agency TEXT,
  documents INTEGER NOT NULL,
  at_most INTEGER NOT NULL,
  PRIMARY KEY(story, position)
) WITHOUT ROWID;

CREATE TABLE lost(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  agency TEXT,
  parent_member INTEGER,
  PRIMARY KEY(story, position)
) WITHOUT ROWID;

CREATE TABLE doubt(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY(story, position)
) WITHOUT ROWID;

CREATE TABLE edge(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  parent_member INTEGER,
  parent_lost INTEGER,
  child INTEGER NOT NULL,
  kind TEXT NOT NULL,
  cut REAL,
  paste REAL,
  confidence REAL NOT NULL,
  direction REAL NOT NULL,
  PRIMARY KEY(story, position)
) WITHOUT ROWID;

CREATE TABLE alteration(
  story INTEGER NOT NULL,
  edge INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  share REAL NOT NULL,
  PRIMARY KEY(story, edge, position),
  FOREIGN KEY(story, edge) REFERENCES edge(story, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE observation(
  story INTEGER NOT NULL,
  edge INTEGER NOT NULL,
  position INTEGER NOT NULL,
  for_direction INTEGER NOT NULL,
  kind TEXT NOT NULL,
  parent_begin INTEGER,
  parent_end INTEGER,
  child_begin INTEGER,
  child_end INTEGER,
  similarity REAL,
  words TEXT NOT NULL,
  PRIMARY KEY(story, edge, position),
  FOREIGN KEY(story, edge) REFERENCES edge(story, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE claim(
  story INTEGER NOT NULL REFERENCES story(key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY(story, position)
) WITHOUT ROWID;

CREATE TABLE reading(
  story INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  position INTEGER NOT NULL,
  member INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  begins INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  words TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  hedge TEXT,
  unit TEXT,
  speaker TEXT,
  direct INTEGER,
  attributed_to TEXT,
  independent INTEGER NOT NULL,
  PRIMARY KEY(story, claim, position),
  FOREIGN KEY(story, claim) REFERENCES claim(story, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE decision(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  ruling TEXT NOT NULL,
  one TEXT,
  other TEXT,
  kind TEXT,
  undone INTEGER NOT NULL,
  decision TEXT NOT NULL
);

CREATE TABLE token(
  name TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  scopes TEXT NOT NULL,
  made_at TEXT NOT NULL
) WITHOUT ROWID;
