-- name: InsertAccount :exec
INSERT INTO account (authority, id, kind, login, password_hash, profile, created_at, disabled_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0);

-- name: AccountByLogin :one
SELECT id, password_hash, disabled_at FROM account
WHERE authority = $1 AND kind = $2 AND login = $3;

-- name: AccountByID :one
SELECT id, kind, login, profile, disabled_at FROM account
WHERE authority = $1 AND id = $2;

-- name: UpdateProfile :exec
UPDATE account SET profile = $3 WHERE authority = $1 AND id = $2;

-- name: DisableAccount :exec
UPDATE account SET disabled_at = $3 WHERE authority = $1 AND id = $2 AND disabled_at = 0;

-- name: InsertPost :exec
INSERT INTO post (authority, id, account, unit, role, term_from, term_to)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: EndPost :exec
UPDATE post SET term_to = $3 WHERE authority = $1 AND id = $2;

-- name: OfficialsInForce :many
SELECT a.id, a.profile FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.unit = $2 AND p.role = $3 AND p.term_from <= $4 AND (p.term_to = '' OR p.term_to >= $4)
  AND a.disabled_at = 0
ORDER BY a.id;

-- name: InsertSession :exec
INSERT INTO session (authority, token_hash, account, created_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $4, $5);

-- name: SessionByToken :many
SELECT s.account, s.seen_at, s.expires_at, a.kind, a.login, a.profile, a.disabled_at,
    CAST(coalesce(p.unit, 0) AS bigint) AS unit, CAST(coalesce(p.role, '') AS text) AS role
FROM session s
JOIN account a ON a.authority = s.authority AND a.id = s.account
LEFT JOIN post p ON p.authority = s.authority AND p.account = s.account
    AND p.term_from <= $3 AND (p.term_to = '' OR p.term_to >= $3)
WHERE s.authority = $1 AND s.token_hash = $2
ORDER BY p.id;

-- name: TouchSession :exec
UPDATE session SET seen_at = $3 WHERE authority = $1 AND token_hash = $2 AND seen_at < $3;

-- name: DeleteSession :exec
DELETE FROM session WHERE authority = $1 AND token_hash = $2;

-- name: DeleteSessionsOf :exec
DELETE FROM session WHERE authority = $1 AND account = $2;

-- name: DeleteEndedSessions :exec
DELETE FROM session WHERE authority = $1 AND expires_at < $2;

-- name: HoldsPost :many
SELECT p.id FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.account = $2 AND p.unit = $3 AND p.role = $4 AND p.term_from <= $5
  AND (p.term_to = '' OR p.term_to >= $5) AND a.disabled_at = 0
LIMIT 1;

-- name: ApplicantByNumber :many
SELECT id, profile FROM applicant WHERE authority = $1 AND number_hash = $2;

-- name: KeepApplicant :exec
INSERT INTO applicant (authority, id, number_hash, profile, updated_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, number_hash) DO UPDATE SET profile = excluded.profile, updated_at = excluded.updated_at;
