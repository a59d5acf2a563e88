-- name: InsertEvent :exec
INSERT INTO event (authority, dossier, seq, kind, version, at, actor_kind, actor, unit, payload, person, commitment, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: EventsOfDossier :many
SELECT * FROM event
WHERE authority = $1 AND dossier = $2
ORDER BY seq;

-- name: EventsAfter :many
-- The + takes the type off the CAST again: SQLite would else range by dossier alone.
SELECT * FROM event
WHERE authority = sqlc.arg(authority) AND (dossier, seq) > (+CAST(sqlc.arg(dossier) AS bigint), +CAST(sqlc.arg(seq) AS integer))
ORDER BY dossier, seq
LIMIT sqlc.arg(batch);

-- name: InsertPending :exec
INSERT INTO feed_pending (authority, feed, dossier, seq) VALUES ($1, $2, $3, $4);

-- name: Waiting :many
SELECT dossier FROM feed_pending WHERE authority = $1 AND feed = $2 ORDER BY dossier LIMIT 1;

-- name: LockHead :one
SELECT position FROM feed_head WHERE authority = $1 AND feed = $2 FOR UPDATE SKIP LOCKED;

-- name: WaitForHead :one
SELECT position FROM feed_head WHERE authority = $1 AND feed = $2 FOR UPDATE;

-- name: PlacePending :many
INSERT INTO feed (authority, feed, position, dossier, seq)
SELECT $1, $2, CAST($3 AS bigint) + row_number() OVER (ORDER BY p.dossier, p.seq), p.dossier, p.seq
FROM (
    SELECT w.authority, w.dossier, w.seq FROM feed_pending w
    WHERE w.authority = $1 AND w.feed = $2
    ORDER BY w.dossier, w.seq
    LIMIT $4
) p
WHERE p.authority = $1
ORDER BY p.dossier, p.seq
RETURNING dossier;

-- name: DeletePlaced :exec
DELETE FROM feed_pending
WHERE feed_pending.authority = $1 AND feed_pending.feed = $2 AND feed_pending.dossier <= $3
AND EXISTS (SELECT 1 FROM feed f WHERE f.authority = $1 AND f.feed = $2 AND f.dossier = feed_pending.dossier AND f.seq = feed_pending.seq LIMIT 1 OFFSET 0);

-- name: CreateHead :exec
INSERT INTO feed_head (authority, feed, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING;

-- name: MoveHead :exec
UPDATE feed_head SET position = $3 WHERE authority = $1 AND feed = $2;

-- name: FeedAfter :many
SELECT position, dossier, seq FROM feed
WHERE authority = $1 AND feed = $2 AND position > $3
ORDER BY position
LIMIT $4;

-- name: CountFeed :one
SELECT CAST(count(*) AS bigint) AS placed, CAST(coalesce(min(position), 1) AS bigint) AS first, CAST(coalesce(max(position), 0) AS bigint) AS last FROM feed WHERE authority = $1 AND feed = $2;

-- name: FirstGap :one
SELECT CAST(coalesce(min(f.position), 0) + 1 AS bigint) AS gap
FROM feed f LEFT JOIN feed n ON n.authority = f.authority AND n.feed = f.feed AND n.position = f.position + 1
WHERE f.authority = $1 AND f.feed = $2 AND n.position IS NULL;

-- name: PlacedNothing :one
SELECT CAST(coalesce(min(f.position), 0) AS bigint) AS position
FROM feed f LEFT JOIN event e ON e.authority = f.authority AND e.dossier = f.dossier AND e.seq = f.seq
WHERE f.authority = $1 AND f.feed = $2 AND e.seq IS NULL;

-- name: HeadPosition :many
SELECT position FROM feed_head WHERE authority = $1 AND feed = $2;

-- name: CountPending :one
SELECT CAST(count(*) AS bigint) AS waiting FROM feed_pending WHERE authority = $1 AND feed = $2;

-- name: LastAt :one
SELECT CAST(coalesce(max(at), 0) AS bigint) AS at FROM event WHERE authority = $1;
