-- +goose Up
-- What the public board shows of a post (NĐ61 Đ9 k7), whom it stands in for, and
-- since when its holder has worked in the field (NĐ61 Đ11 k1b).
ALTER TABLE post ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN title_en TEXT NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN field TEXT NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN field_en TEXT NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN cover_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN decision TEXT NOT NULL DEFAULT '';
CREATE INDEX post_role ON post (authority, role);
UPDATE post SET
    title = coalesce((SELECT t.value FROM localized_text t WHERE t.authority = post.authority
        AND t.object = 'post:' || CAST(post.id AS text) AND t.field = 'title' AND t.language = 'vi'), ''),
    title_en = coalesce((SELECT t.value FROM localized_text t WHERE t.authority = post.authority
        AND t.object = 'post:' || CAST(post.id AS text) AND t.field = 'title' AND t.language = 'en'), '');

-- Who changed what of people, posts and counters; rows are only added.
CREATE TABLE admin_act (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    account INTEGER NOT NULL,
    post INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (authority, id)
) STRICT;
CREATE INDEX admin_act_unit ON admin_act (authority, unit, id);
CREATE INDEX admin_act_account ON admin_act (authority, account, id);

-- A code by which an official sets her password, once.
CREATE TABLE invitation (
    authority INTEGER NOT NULL,
    account INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (authority, account),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
) STRICT;

CREATE TABLE counter (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    sectors TEXT NOT NULL,
    open_from TEXT NOT NULL,
    open_to TEXT NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, unit) REFERENCES unit (authority, id)
) STRICT;
CREATE INDEX counter_unit ON counter (authority, unit, number);

-- Who sits at a counter from a day on (account 0: nobody); the last row counts.
CREATE TABLE counter_seat (
    authority INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    id INTEGER NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (authority, counter, valid_from, id),
    FOREIGN KEY (authority, counter) REFERENCES counter (authority, id)
) STRICT;

-- +goose Down
DROP TABLE counter_seat;
DROP TABLE counter;
DROP TABLE invitation;
DROP TABLE admin_act;
DROP INDEX post_role;
ALTER TABLE post DROP COLUMN decision;
ALTER TABLE post DROP COLUMN since;
ALTER TABLE post DROP COLUMN cover_of;
ALTER TABLE post DROP COLUMN deputy;
ALTER TABLE post DROP COLUMN field_en;
ALTER TABLE post DROP COLUMN field;
ALTER TABLE post DROP COLUMN title_en;
ALTER TABLE post DROP COLUMN title;
