CREATE TABLE session (
    id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, modified INTEGER NOT NULL,
    size INTEGER NOT NULL, problem TEXT NOT NULL, at REAL NOT NULL, started TEXT, plan TEXT,
    title TEXT, pack TEXT, seed INTEGER, mode TEXT, candidate TEXT, finished INTEGER,
    answers INTEGER, seconds REAL, score REAL, notes INTEGER,
    measured INTEGER NOT NULL DEFAULT 0);
CREATE INDEX session_at ON session (at);
CREATE TABLE answer (
    session INTEGER NOT NULL, number INTEGER NOT NULL, question TEXT, asked TEXT, kind TEXT,
    competency TEXT, also TEXT, rubrics TEXT, attempt INTEGER, ended TEXT,
    first_s REAL, words INTEGER, scores TEXT, rules TEXT,
    PRIMARY KEY (session, number)) WITHOUT ROWID;
CREATE TABLE figures (
    session INTEGER NOT NULL, number INTEGER NOT NULL, seconds REAL, words INTEGER, pace REAL,
    fillers REAL, shares TEXT, metrics TEXT, keys TEXT, opening TEXT, english TEXT,
    PRIMARY KEY (session, number)) WITHOUT ROWID;
CREATE INDEX answer_question ON answer (question);
CREATE TABLE take (
    id INTEGER PRIMARY KEY, session INTEGER NOT NULL, number INTEGER NOT NULL,
    reply INTEGER NOT NULL, audio TEXT, starts BLOB NOT NULL);
CREATE INDEX take_session ON take (session);
CREATE VIRTUAL TABLE said USING fts5(text, tokenize = "porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE exact USING fts5(
    text, content = 'said', content_rowid = 'rowid',
    tokenize = "unicode61 remove_diacritics 2", prefix = '3 5');
CREATE TABLE maker (version TEXT NOT NULL)
