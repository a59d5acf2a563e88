-- +goose Up
-- What the public board shows of a post (NĐ61 Đ9 k7), whom it stands in for, and
-- since when its holder has worked in the field (NĐ61 Đ11 k1b).
ALTER TABLE post ADD COLUMN title text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN title_en text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN field text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN field_en text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN deputy integer NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN cover_of bigint NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN since text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN decision text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX post_role ON post (authority, role);
UPDATE post SET
    title = coalesce((SELECT t.value FROM localized_text t WHERE t.authority = post.authority
        AND t.object = 'post:' || CAST(post.id AS text) AND t.field = 'title' AND t.language = 'vi'), ''),
    title_en = coalesce((SELECT t.value FROM localized_text t WHERE t.authority = post.authority
        AND t.object = 'post:' || CAST(post.id AS text) AND t.field = 'title' AND t.language = 'en'), '');

-- Who changed what of people, posts and counters; rows are only added.
CREATE TABLE admin_act (
    authority integer NOT NULL,
    id bigint NOT NULL,
    at bigint NOT NULL,
    actor bigint NOT NULL,
    unit bigint NOT NULL,
    account bigint NOT NULL,
    post bigint NOT NULL,
    counter bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    facts text COLLATE "C" NOT NULL,
    person bytea NOT NULL,
    PRIMARY KEY (authority, id)
);
CREATE INDEX admin_act_unit ON admin_act (authority, unit, id);
CREATE INDEX admin_act_account ON admin_act (authority, account, id);

-- A code by which an official sets her password, once.
CREATE TABLE invitation (
    authority integer NOT NULL,
    account bigint NOT NULL,
    code_hash bytea NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (authority, account),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
);

CREATE TABLE counter (
    authority integer NOT NULL,
    id bigint NOT NULL,
    unit bigint NOT NULL,
    number integer NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_en text COLLATE "C" NOT NULL,
    sectors text COLLATE "C" NOT NULL,
    open_from text COLLATE "C" NOT NULL,
    open_to text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, unit) REFERENCES unit (authority, id)
);
CREATE INDEX counter_unit ON counter (authority, unit, number);

-- Who sits at a counter from a day on (account 0: nobody); the last row counts.
CREATE TABLE counter_seat (
    authority integer NOT NULL,
    counter bigint NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    id bigint NOT NULL,
    account bigint NOT NULL,
    PRIMARY KEY (authority, counter, valid_from, id),
    FOREIGN KEY (authority, counter) REFERENCES counter (authority, id)
);

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
