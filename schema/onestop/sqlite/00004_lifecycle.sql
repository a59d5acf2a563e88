-- +goose Up
-- A draft that answers a supplement request names its dossier; one of a counter its
-- channel.
ALTER TABLE draft ADD COLUMN dossier INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN filing TEXT NOT NULL DEFAULT 'online';

CREATE TABLE book_counter (
    authority INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    book TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (authority, unit, book, year)
) STRICT;

CREATE TABLE book_entry (
    authority INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    book TEXT NOT NULL,
    year INTEGER NOT NULL,
    no INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, unit, book, year, no),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
) STRICT;

-- What a paper said when it was issued, sealed by its dossier's key.
CREATE TABLE paper (
    authority INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    form TEXT NOT NULL,
    record BLOB NOT NULL,
    issued_at INTEGER NOT NULL,
    PRIMARY KEY (authority, dossier, seq, form),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
) STRICT;

-- Whom a counter has served: found by a keyed hash of the personal number.
CREATE TABLE applicant (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    number_hash BLOB NOT NULL,
    profile BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, number_hash)
) STRICT;

-- +goose Down
DROP TABLE applicant;
DROP TABLE paper;
DROP TABLE book_entry;
DROP TABLE book_counter;
ALTER TABLE draft DROP COLUMN filing;
ALTER TABLE draft DROP COLUMN dossier;
