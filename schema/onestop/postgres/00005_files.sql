-- +goose Up
-- A file of a draft or a dossier: what is known of it. Its bytes are a blob, sealed
-- by a key of its own; wrapping_key '' says that the key of the dossier wraps that.
CREATE TABLE attachment (
    authority integer NOT NULL,
    id bigint NOT NULL,
    owner_kind text COLLATE "C" NOT NULL,
    owner bigint NOT NULL,
    component text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    media_type text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    digest bytea NOT NULL,
    blob text COLLATE "C" NOT NULL,
    wrapping_key text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    name bytea NOT NULL,
    uploaded_by bigint NOT NULL,
    uploaded_at bigint NOT NULL,
    scanned_at bigint NOT NULL,
    removed_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, blob),
    CHECK (owner_kind IN ('draft','dossier')),
    CHECK (state IN ('quarantined','clean','infected','unscanned','removed'))
);
CREATE INDEX attachment_owner ON attachment (authority, owner, id);
CREATE INDEX attachment_state ON attachment (authority, state, uploaded_at);

-- +goose Down
DROP TABLE attachment;
