-- name: Take :one
INSERT INTO catalogue_epoch (authority, subject, epoch, changed_at) VALUES ($1, $2, 1, $3)
ON CONFLICT (authority, subject) DO UPDATE SET epoch = catalogue_epoch.epoch + 1, changed_at = excluded.changed_at
RETURNING epoch;

-- name: Lock :one
INSERT INTO catalogue_epoch (authority, subject, epoch, changed_at) VALUES ($1, $2, 0, $3)
ON CONFLICT (authority, subject) DO UPDATE SET epoch = catalogue_epoch.epoch
RETURNING epoch;

-- name: Read :one
SELECT epoch FROM catalogue_epoch WHERE authority = $1 AND subject = $2;
