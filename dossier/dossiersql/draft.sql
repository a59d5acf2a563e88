-- name: InsertDraft :exec
INSERT INTO draft (authority, id, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at, dossier, filing)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $9, $10, $11);

-- name: Draft :one
SELECT * FROM draft WHERE authority = $1 AND id = $2;

-- name: LockDraft :one
SELECT * FROM draft WHERE authority = $1 AND id = $2 FOR UPDATE;

-- name: UpdateDraft :exec
UPDATE draft SET unit = $3, revision = $4, answers = $5, updated_at = $6, filing = $7 WHERE authority = $1 AND id = $2;

-- name: TakeDraft :one
DELETE FROM draft WHERE authority = $1 AND id = $2 RETURNING *;

-- name: DeleteDraft :exec
DELETE FROM draft WHERE authority = $1 AND id = $2;

-- name: DraftsOfAccount :many
SELECT id, procedure, unit, updated_at FROM draft WHERE authority = $1 AND account = $2 ORDER BY id DESC LIMIT $3;

-- name: DraftForDossier :many
SELECT id FROM draft WHERE authority = $1 AND account = $2 AND dossier = $3;

-- name: ParkedIntakes :many
SELECT id, procedure, unit, updated_at FROM draft WHERE authority = $1 AND account = $2 AND filing <> 'online' ORDER BY id LIMIT $3;
