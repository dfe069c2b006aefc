CREATE TABLE dictionary(
  key INTEGER PRIMARY KEY,
  sort TEXT NOT NULL,
  seen INTEGER NOT NULL,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL
);

-- Without its dictionary no document can be read: each is kept a second time.
CREATE TABLE dictionary_copy(
  key INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- An earlier text of a document is kept, as not current, as long as a run or a submission shows it.
CREATE TABLE document(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  current INTEGER NOT NULL,
  hash BLOB NOT NULL,
  url TEXT,
  outlet TEXT,
  title TEXT,
  lang TEXT,
  published TEXT,
  size INTEGER NOT NULL,
  dictionary INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE UNIQUE INDEX document_by_id ON document(id) WHERE current = 1;
CREATE INDEX document_not_current ON document(id) WHERE current = 0;
CREATE INDEX document_by_time ON document(published DESC, id) WHERE current = 1;

CREATE VIRTUAL TABLE words USING fts5(folded, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE kept(
  name TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) WITHOUT ROWID;
