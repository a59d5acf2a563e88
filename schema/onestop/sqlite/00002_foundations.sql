-- +goose Up
CREATE TABLE node (
    authority INTEGER NOT NULL,
    node INTEGER NOT NULL,
    owner TEXT NOT NULL,
    reserved_until INTEGER NOT NULL,
    PRIMARY KEY (authority, node),
    CHECK (node BETWEEN 0 AND 1023)
) STRICT;

CREATE TABLE projection (
    authority INTEGER NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    building INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (authority, name)
) STRICT;

CREATE TABLE statistic (
    authority INTEGER NOT NULL,
    version INTEGER NOT NULL,
    day TEXT NOT NULL,
    unit INTEGER NOT NULL,
    metric TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (authority, version, day, unit, metric)
) STRICT;

-- Posts of an account come by id: without the id SQLite walks the authority's posts.
DROP INDEX post_account;
CREATE INDEX post_account ON post (authority, account, id);

ALTER TABLE job ADD COLUMN operator INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN operated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN dismissal TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE job DROP COLUMN dismissal;
ALTER TABLE job DROP COLUMN operated_at;
ALTER TABLE job DROP COLUMN operator;
DROP INDEX post_account;
CREATE INDEX post_account ON post (authority, account);
DROP TABLE statistic;
DROP TABLE projection;
DROP TABLE node;
