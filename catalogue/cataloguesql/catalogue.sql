-- name: InsertProcedure :exec
INSERT INTO procedure (authority, id, code, portal_id, epoch) VALUES ($1, $2, $3, $4, $5);

-- name: TouchProcedure :exec
UPDATE procedure SET epoch = $3 WHERE authority = $1 AND id = $2;

-- name: InsertVersion :exec
INSERT INTO procedure_version (authority, procedure, version, effective_from, hash, record, published_at, card, import) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: InsertProcess :exec
INSERT INTO process (authority, procedure, version, effective_from, definition) VALUES ($1, $2, $3, $4, $5);

-- name: ProceduresSince :many
SELECT id, code, portal_id, epoch FROM procedure WHERE authority = $1 AND epoch > $2 ORDER BY epoch;

-- name: VersionsSince :many
SELECT v.procedure, v.version, v.effective_from, v.hash, v.card, v.published_at
FROM procedure p JOIN procedure_version v ON v.authority = p.authority AND v.procedure = p.id
WHERE p.authority = $1 AND p.epoch > $2
ORDER BY v.procedure, v.version;

-- name: ProcessesSince :many
SELECT v.procedure, v.version, v.effective_from, v.definition
FROM procedure p JOIN process v ON v.authority = p.authority AND v.procedure = p.id
WHERE p.authority = $1 AND p.epoch > $2
ORDER BY v.procedure, v.version;

-- name: ListingsSince :many
SELECT l.procedure, l.level, l.body, l.basis, l.one_stop, l.vertical
FROM procedure p JOIN procedure_listing l ON l.authority = p.authority AND l.procedure = p.id
WHERE p.authority = $1 AND p.epoch > $2
ORDER BY l.procedure, l.level;

-- name: WithdrawalsSince :many
SELECT w.procedure, w.withdrawn_from, w.decision, w.at
FROM procedure p JOIN procedure_withdrawal w ON w.authority = p.authority AND w.procedure = p.id
WHERE p.authority = $1 AND p.epoch > $2
ORDER BY w.procedure, w.withdrawn_from;

-- name: ConfirmationsSince :many
SELECT f.procedure, f.version, f.line, f.amount, f.document, f.actor, f.at
FROM procedure p JOIN fee_confirmation f ON f.authority = p.authority AND f.procedure = p.id
WHERE p.authority = $1 AND p.epoch > $2
ORDER BY f.procedure, f.version, f.line, f.id;

-- name: Record :one
SELECT effective_from, hash, record FROM procedure_version WHERE authority = $1 AND procedure = $2 AND version = $3;

-- name: InsertListing :exec
INSERT INTO procedure_listing (authority, procedure, level, body, basis, one_stop, vertical) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: DeleteListings :exec
DELETE FROM procedure_listing WHERE authority = $1 AND procedure = $2;

-- name: InsertWithdrawal :exec
INSERT INTO procedure_withdrawal (authority, procedure, withdrawn_from, decision, actor, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (authority, procedure, withdrawn_from) DO UPDATE SET decision = excluded.decision, actor = excluded.actor, at = excluded.at;

-- name: InsertConfirmation :exec
INSERT INTO fee_confirmation (authority, procedure, version, line, id, amount, document, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: InsertRun :exec
INSERT INTO import_run (authority, id, source, digest, actor, at, effective_from, records, added, changed, unchanged, withdrawn, excluded)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: Runs :many
SELECT id, source, digest, actor, at, effective_from, records, added, changed, unchanged, withdrawn, excluded
FROM import_run WHERE authority = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: InsertFinding :exec
INSERT INTO import_finding (authority, run, kind, no, code, portal_id, name, field, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: FindingTallies :many
SELECT kind, count(*) AS n FROM import_finding WHERE authority = $1 AND run = $2 GROUP BY kind ORDER BY kind;

-- name: Findings :many
SELECT no, code, portal_id, name, field, detail FROM import_finding
WHERE authority = $1 AND run = $2 AND kind = $3 AND no > $4 ORDER BY no LIMIT $5;
