-- +goose Up
-- Every change of a procedure takes the next epoch of its authority: readers load
-- what is younger than what they know.
ALTER TABLE procedure ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
CREATE INDEX procedure_epoch ON procedure (authority, epoch);

-- What lists and search show of a version; '' on rows of the first schema, whose
-- card is read out of the record.
ALTER TABLE procedure_version ADD COLUMN card TEXT NOT NULL DEFAULT '';
ALTER TABLE procedure_version ADD COLUMN import INTEGER NOT NULL DEFAULT 0;

CREATE TABLE catalogue_epoch (
    authority INTEGER NOT NULL,
    subject TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (authority, subject)
) STRICT;

CREATE TABLE procedure_listing (
    authority INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    level TEXT NOT NULL,
    body INTEGER NOT NULL,
    basis TEXT NOT NULL,
    one_stop INTEGER NOT NULL,
    vertical TEXT NOT NULL,
    PRIMARY KEY (authority, procedure, level),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
) STRICT;

CREATE TABLE procedure_withdrawal (
    authority INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    withdrawn_from TEXT NOT NULL,
    decision TEXT NOT NULL,
    actor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, procedure, withdrawn_from),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
) STRICT;

CREATE TABLE fee_confirmation (
    authority INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    version INTEGER NOT NULL,
    line INTEGER NOT NULL,
    id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    document TEXT NOT NULL,
    actor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, procedure, version, line, id),
    FOREIGN KEY (authority, procedure, version) REFERENCES procedure_version (authority, procedure, version)
) STRICT;

CREATE TABLE import_run (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    actor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    records INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    excluded INTEGER NOT NULL,
    PRIMARY KEY (authority, id)
) STRICT;

CREATE TABLE import_finding (
    authority INTEGER NOT NULL,
    run INTEGER NOT NULL,
    kind TEXT NOT NULL,
    no INTEGER NOT NULL,
    code TEXT NOT NULL,
    portal_id TEXT NOT NULL,
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (authority, run, kind, no),
    FOREIGN KEY (authority, run) REFERENCES import_run (authority, id)
) STRICT;

CREATE TABLE calendar_entry (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    decision TEXT NOT NULL,
    note TEXT NOT NULL,
    actor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, id)
) STRICT;

CREATE TABLE office_hours (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    hours TEXT NOT NULL,
    decision TEXT NOT NULL,
    actor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, id)
) STRICT;

-- +goose Down
DROP TABLE office_hours;
DROP TABLE calendar_entry;
DROP TABLE import_finding;
DROP TABLE import_run;
DROP TABLE fee_confirmation;
DROP TABLE procedure_withdrawal;
DROP TABLE procedure_listing;
DROP TABLE catalogue_epoch;
ALTER TABLE procedure_version DROP COLUMN import;
ALTER TABLE procedure_version DROP COLUMN card;
DROP INDEX procedure_epoch;
ALTER TABLE procedure DROP COLUMN epoch;
