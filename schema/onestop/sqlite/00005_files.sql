-- +goose Up
-- A file of a draft or a dossier: what is known of it. Its bytes are a blob, sealed
-- by a key of its own; wrapping_key '' says that the key of the dossier wraps that.
CREATE TABLE attachment (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    owner_kind TEXT NOT NULL,
    owner INTEGER NOT NULL,
    component TEXT NOT NULL,
    state TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    blob TEXT NOT NULL,
    wrapping_key TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    name BLOB NOT NULL,
    uploaded_by INTEGER NOT NULL,
    uploaded_at INTEGER NOT NULL,
    scanned_at INTEGER NOT NULL,
    removed_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, blob),
    CHECK (owner_kind IN ('draft','dossier')),
    CHECK (state IN ('quarantined','clean','infected','unscanned','removed'))
) STRICT;
CREATE INDEX attachment_owner ON attachment (authority, owner, id);
CREATE INDEX attachment_state ON attachment (authority, state, uploaded_at);

-- +goose Down
DROP TABLE attachment;
