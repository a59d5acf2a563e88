-- name: Projection :many
SELECT version, building, position FROM projection WHERE authority = $1 AND name = $2;

-- name: LockProjection :one
SELECT version, building, position FROM projection WHERE authority = $1 AND name = $2 FOR UPDATE;

-- name: CreateProjection :exec
INSERT INTO projection (authority, name, version, building, position) VALUES ($1, $2, 0, 0, 0)
ON CONFLICT (authority, name) DO NOTHING;

-- name: SetProjection :exec
UPDATE projection SET version = $3, building = $4, position = $5 WHERE authority = $1 AND name = $2;

-- name: ChainsOfSpan :many
-- Whole chains, without personal parts, of the dossiers met between two positions.
SELECT e.dossier, e.seq, e.kind, e.version, e.at, e.actor_kind, e.actor, e.unit, e.payload
FROM event e
WHERE e.authority = sqlc.arg(authority) AND e.dossier IN (
    SELECT f.dossier FROM feed f
    WHERE f.authority = sqlc.arg(authority) AND f.feed = sqlc.arg(feed)
      AND f.position > sqlc.arg(after) AND f.position <= sqlc.arg(last))
ORDER BY e.dossier, e.seq;
