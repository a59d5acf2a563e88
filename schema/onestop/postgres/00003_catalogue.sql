-- +goose Up
-- Every change of a procedure takes the next epoch of its authority: readers load
-- what is younger than what they know.
ALTER TABLE procedure ADD COLUMN epoch bigint NOT NULL DEFAULT 0;
CREATE INDEX procedure_epoch ON procedure (authority, epoch);

-- What lists and search show of a version; '' on rows of the first schema, whose
-- card is read out of the record.
ALTER TABLE procedure_version ADD COLUMN card text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE procedure_version ADD COLUMN import bigint NOT NULL DEFAULT 0;

CREATE TABLE catalogue_epoch (
    authority integer NOT NULL,
    subject text COLLATE "C" NOT NULL,
    epoch bigint NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (authority, subject)
);

CREATE TABLE procedure_listing (
    authority integer NOT NULL,
    procedure bigint NOT NULL,
    level text COLLATE "C" NOT NULL,
    body bigint NOT NULL,
    basis text COLLATE "C" NOT NULL,
    one_stop integer NOT NULL,
    vertical text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, procedure, level),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
);

CREATE TABLE procedure_withdrawal (
    authority integer NOT NULL,
    procedure bigint NOT NULL,
    withdrawn_from text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    actor bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, procedure, withdrawn_from),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
);

CREATE TABLE fee_confirmation (
    authority integer NOT NULL,
    procedure bigint NOT NULL,
    version integer NOT NULL,
    line integer NOT NULL,
    id bigint NOT NULL,
    amount bigint NOT NULL,
    document text COLLATE "C" NOT NULL,
    actor bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, procedure, version, line, id),
    FOREIGN KEY (authority, procedure, version) REFERENCES procedure_version (authority, procedure, version)
);

CREATE TABLE import_run (
    authority integer NOT NULL,
    id bigint NOT NULL,
    source text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    actor bigint NOT NULL,
    at bigint NOT NULL,
    effective_from text COLLATE "C" NOT NULL,
    records integer NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    unchanged integer NOT NULL,
    withdrawn integer NOT NULL,
    excluded integer NOT NULL,
    PRIMARY KEY (authority, id)
);

CREATE TABLE import_finding (
    authority integer NOT NULL,
    run bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    no integer NOT NULL,
    code text COLLATE "C" NOT NULL,
    portal_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    detail text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, run, kind, no),
    FOREIGN KEY (authority, run) REFERENCES import_run (authority, id)
);

CREATE TABLE calendar_entry (
    authority integer NOT NULL,
    id bigint NOT NULL,
    unit bigint NOT NULL,
    day text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    actor bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, id)
);

CREATE TABLE office_hours (
    authority integer NOT NULL,
    id bigint NOT NULL,
    unit bigint NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    hours text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    actor bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, id)
);

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
