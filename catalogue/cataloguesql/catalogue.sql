-- name: InsertProcedure :exec
INSERT INTO procedure (authority, id, code, portal_id) VALUES ($1, $2, $3, $4);

-- name: InsertVersion :exec
INSERT INTO procedure_version (authority, procedure, version, effective_from, hash, record, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: InsertProcess :exec
INSERT INTO process (authority, procedure, version, effective_from, definition) VALUES ($1, $2, $3, $4, $5);

-- name: Versions :many
SELECT p.id, p.code, v.version, v.effective_from, v.hash, v.record
FROM procedure p JOIN procedure_version v ON v.authority = p.authority AND v.procedure = p.id
WHERE p.authority = $1
ORDER BY p.code, p.id, v.version;

-- name: Processes :many
SELECT procedure, version, effective_from, definition FROM process WHERE authority = $1 ORDER BY procedure, version;
