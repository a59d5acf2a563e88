-- +goose Up
-- A draft that answers a supplement request names its dossier; one of a counter its
-- channel.
ALTER TABLE draft ADD COLUMN dossier bigint NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN filing text COLLATE "C" NOT NULL DEFAULT 'online';

CREATE TABLE book_counter (
    authority integer NOT NULL,
    unit bigint NOT NULL,
    book text COLLATE "C" NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (authority, unit, book, year)
);

CREATE TABLE book_entry (
    authority integer NOT NULL,
    unit bigint NOT NULL,
    book text COLLATE "C" NOT NULL,
    year integer NOT NULL,
    no integer NOT NULL,
    dossier bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, unit, book, year, no),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
);

-- What a paper said when it was issued, sealed by its dossier's key.
CREATE TABLE paper (
    authority integer NOT NULL,
    dossier bigint NOT NULL,
    seq integer NOT NULL,
    form text COLLATE "C" NOT NULL,
    record bytea NOT NULL,
    issued_at bigint NOT NULL,
    PRIMARY KEY (authority, dossier, seq, form),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
);

-- Whom a counter has served: found by a keyed hash of the personal number.
CREATE TABLE applicant (
    authority integer NOT NULL,
    id bigint NOT NULL,
    number_hash bytea NOT NULL,
    profile bytea NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, number_hash)
);

-- +goose Down
DROP TABLE applicant;
DROP TABLE paper;
DROP TABLE book_entry;
DROP TABLE book_counter;
ALTER TABLE draft DROP COLUMN filing;
ALTER TABLE draft DROP COLUMN dossier;
