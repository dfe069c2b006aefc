CREATE VIEW documents AS
  SELECT document.id, url, outlet, title, document.lang AS declared_lang, published, size AS text_bytes,
    story.id AS story, member.lang AS lang
  FROM document LEFT JOIN member ON member.document = document.key
    AND member.story IN (SELECT story.key FROM story JOIN run ON run.key = story.run WHERE run.current = 1)
    LEFT JOIN story ON story.key = member.story
  WHERE document.current = 1;

CREATE VIEW runs AS
  SELECT id, sort, current, at, by, program, models, settings, documents, stories, origins, notes, not_measured FROM run;

CREATE VIEW stories AS
  SELECT run.id AS run, story.id, label, begins AS "from", ends AS "to", story.documents, publishers, story.origins,
    origins_at_least, origins_at_most
  FROM story JOIN run ON run.key = story.run;

CREATE VIEW story_documents AS
  SELECT stories.run, stories.id AS story, document.id AS document, origin.id AS origin, member.lang, document.current AS is_current
  FROM (SELECT story.key, story.id, run.id AS run FROM story JOIN run ON run.key = story.run) AS stories
    JOIN member ON member.story = stories.key
    JOIN document ON document.key = member.document
    LEFT JOIN origin ON origin.story = member.story AND origin.position = member.origin;

CREATE VIEW agencies AS
  SELECT run.id AS run, story.id AS story, document.id AS document, agency.position AS rank, agency.id AS agency, agency.name, confidence
  FROM agency JOIN story ON story.key = agency.story JOIN run ON run.key = story.run
    JOIN member ON member.story = agency.story AND member.position = agency.member
    JOIN document ON document.key = member.document;

CREATE VIEW lost_texts AS
  SELECT run.id AS run, story.id AS story, lost.id, lost.agency, document.id AS parent
  FROM lost JOIN story ON story.key = lost.story JOIN run ON run.key = story.run
    LEFT JOIN member ON member.story = lost.story AND member.position = lost.parent_member
    LEFT JOIN document ON document.key = member.document;

CREATE VIEW doubts AS
  SELECT run.id AS run, story.id AS story, ones.id AS one, others.id AS other, confidence
  FROM doubt JOIN story ON story.key = doubt.story JOIN run ON run.key = story.run
    JOIN member AS a ON a.story = doubt.story AND a.position = doubt.one
    JOIN document AS ones ON ones.key = a.document
    JOIN member AS b ON b.story = doubt.story AND b.position = doubt.other
    JOIN document AS others ON others.key = b.document;

CREATE VIEW origins AS
  SELECT run.id AS run, story.id AS story, origin.id, coalesce(document.id, lost.id) AS root, lost.id IS NOT NULL AS root_is_lost,
    origin.agency, origin.documents, origin.at_most
  FROM origin JOIN story ON story.key = origin.story JOIN run ON run.key = story.run
    LEFT JOIN member ON member.story = origin.story AND member.position = origin.root_member
    LEFT JOIN document ON document.key = member.document
    LEFT JOIN lost ON lost.story = origin.story AND lost.position = origin.root_lost;

CREATE VIEW edges AS
  SELECT run.id AS run, story.id AS story, edge.position AS edge, coalesce(parents.id, lost.id) AS parent, lost.id IS NOT NULL AS parent_is_lost,
    children.id AS child, edge.kind, cut, paste, confidence, direction AS direction_confidence
  FROM edge JOIN story ON story.key = edge.story JOIN run ON run.key = story.run
    LEFT JOIN member AS parent ON parent.story = edge.story AND parent.position = edge.parent_member
    LEFT JOIN document AS parents ON parents.key = parent.document
    LEFT JOIN lost ON lost.story = edge.story AND lost.position = edge.parent_lost
    JOIN member AS child ON child.story = edge.story AND child.position = edge.child
    JOIN document AS children ON children.key = child.document;

CREATE VIEW alterations AS
  SELECT run.id AS run, story.id AS story, alteration.edge, alteration.position AS rank, alteration.kind, share
  FROM alteration JOIN story ON story.key = alteration.story JOIN run ON run.key = story.run;

CREATE VIEW evidence AS
  SELECT run.id AS run, story.id AS story, observation.edge, observation.position AS rank, for_direction, observation.kind,
    parent_begin, parent_end, child_begin, child_end, similarity, words
  FROM observation JOIN story ON story.key = observation.story JOIN run ON run.key = story.run;

CREATE VIEW claims AS
  SELECT run.id AS run, story.id AS story, claim.id, claim.kind, claim.label, verdict
  FROM claim JOIN story ON story.key = claim.story JOIN run ON run.key = story.run;

CREATE VIEW readings AS
  SELECT run.id AS run, story.id AS story, claim.id AS claim, document.id AS document, origin.id AS origin,
    reading.begins AS "begin", reading.ends AS "end", words, value, low, high, hedge, unit, speaker, direct, attributed_to, independent
  FROM reading JOIN story ON story.key = reading.story JOIN run ON run.key = story.run
    JOIN claim ON claim.story = reading.story AND claim.position = reading.claim
    JOIN member ON member.story = reading.story AND member.position = reading.member
    JOIN document ON document.key = member.document
    LEFT JOIN origin ON origin.story = reading.story AND origin.position = reading.origin;

CREATE VIEW decisions AS
  SELECT id, at, who, why, ruling, one, other, kind, undone, decision FROM decision;

CREATE VIEW tokens AS
  SELECT name, scopes, made_at FROM token;
