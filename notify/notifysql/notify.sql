-- name: InsertInbox :exec
INSERT INTO inbox_message (authority, id, account, dossier, template, args, created_at, read_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0);

-- name: Inbox :many
SELECT id, dossier, template, args, created_at, read_at FROM inbox_message
WHERE authority = $1 AND account = $2 AND id < $3
ORDER BY id DESC
LIMIT $4;

-- name: MarkRead :exec
-- "< 1" and not "= 0": else PostgreSQL walks all unread of the account (inbox_unread).
UPDATE inbox_message SET read_at = $4
WHERE authority = $1 AND account = $2 AND id = $3 AND read_at < 1;

-- name: Unread :many
SELECT id FROM inbox_message
WHERE authority = $1 AND account = $2 AND read_at = 0
LIMIT $3;

-- name: RecordDelivery :exec
INSERT INTO delivery (authority, id, job, dossier, channel, template, state, provider_ref, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (authority, job, channel) DO UPDATE
SET state = excluded.state, provider_ref = excluded.provider_ref, at = excluded.at;

-- name: Deliveries :many
SELECT id, job, channel, template, state, provider_ref, at FROM delivery
WHERE authority = $1 AND dossier = $2
ORDER BY id;
