-- A file is added and removed under the lock of its draft: who files it meanwhile
-- waits, and finds all its files or none of that change.
-- name: LockDraft :one
SELECT account FROM draft WHERE authority = $1 AND id = $2 FOR UPDATE;

-- name: DraftAccount :one
SELECT account FROM draft WHERE authority = $1 AND id = $2;

-- name: InsertAttachment :exec
INSERT INTO attachment (authority, id, owner_kind, owner, component, state, media_type, size, digest, blob, wrapping_key, wrapped, name,
    uploaded_by, uploaded_at, scanned_at, removed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, 0);

-- name: Attachment :one
SELECT * FROM attachment WHERE authority = $1 AND id = $2;

-- name: OfOwner :many
SELECT * FROM attachment WHERE authority = $1 AND owner = $2 ORDER BY id;

-- name: Adopt :exec
UPDATE attachment SET owner_kind = 'dossier', owner = $3, wrapping_key = '', wrapped = $4 WHERE authority = $1 AND id = $2;

-- What a scanner said counts once: a file that was judged or removed meanwhile stays so.
-- name: Judge :exec
UPDATE attachment SET state = $3, scanned_at = $4 WHERE authority = $1 AND id = $2 AND state = 'quarantined';

-- The key goes at once: what was removed opens for nobody.
-- name: Remove :exec
UPDATE attachment SET state = 'removed', wrapped = $3, removed_at = $4 WHERE authority = $1 AND id = $2;

-- name: DeleteAttachment :exec
DELETE FROM attachment WHERE authority = $1 AND id = $2;

-- name: DeleteOfOwner :exec
DELETE FROM attachment WHERE authority = $1 AND owner = $2;

-- name: InState :many
SELECT id, blob FROM attachment WHERE authority = $1 AND state = $2 AND uploaded_at < $3 ORDER BY uploaded_at LIMIT $4;

-- name: BlobKnown :one
SELECT id FROM attachment WHERE authority = $1 AND blob = $2;

-- name: After :many
SELECT * FROM attachment WHERE authority = $1 AND id > $2 ORDER BY id LIMIT $3;
