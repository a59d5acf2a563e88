-- +goose Up
CREATE TABLE node (
    authority integer NOT NULL,
    node integer NOT NULL,
    owner text COLLATE "C" NOT NULL,
    reserved_until bigint NOT NULL,
    PRIMARY KEY (authority, node),
    CHECK (node BETWEEN 0 AND 1023)
);

CREATE TABLE projection (
    authority integer NOT NULL,
    name text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    building integer NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (authority, name)
);

CREATE TABLE statistic (
    authority integer NOT NULL,
    version integer NOT NULL,
    day text COLLATE "C" NOT NULL,
    unit bigint NOT NULL,
    metric text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (authority, version, day, unit, metric)
);

-- Posts of an account come by id: without the id SQLite walks the authority's posts.
DROP INDEX post_account;
CREATE INDEX post_account ON post (authority, account, id);

ALTER TABLE job ADD COLUMN operator bigint NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN operated_at bigint NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN dismissal text COLLATE "C" NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE job DROP COLUMN dismissal;
ALTER TABLE job DROP COLUMN operated_at;
ALTER TABLE job DROP COLUMN operator;
DROP INDEX post_account;
CREATE INDEX post_account ON post (authority, account);
DROP TABLE statistic;
DROP TABLE projection;
DROP TABLE node;
