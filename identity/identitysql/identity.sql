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
-- name: InsertPost :exec
INSERT INTO post (authority, id, account, unit, role, term_from, term_to, title, title_en, field, field_en, deputy, cover_of, since, decision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: PostByID :one
SELECT p.id, p.account, p.unit, p.role, p.term_from, p.term_to, p.title, p.title_en, p.field, p.field_en, p.deputy, p.cover_of, p.since, p.decision,
    a.login, a.profile, a.disabled_at
FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.id = $2;

-- name: PostsOfUnit :many
SELECT p.id, p.account, p.unit, p.role, p.term_from, p.term_to, p.title, p.title_en, p.field, p.field_en, p.deputy, p.cover_of, p.since, p.decision,
    a.login, a.profile, a.disabled_at
FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.unit = $2 AND (p.term_to = '' OR p.term_to >= $3);

-- name: PostsOfAccount :many
SELECT p.id, p.account, p.unit, p.role, p.term_from, p.term_to, p.title, p.title_en, p.field, p.field_en, p.deputy, p.cover_of, p.since, p.decision,
    a.login, a.profile, a.disabled_at
FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.account = $2;

-- name: PostsOfOneStops :many
SELECT p.id, p.account, p.unit, p.role, p.term_from, p.term_to, p.title, p.title_en, p.field, p.field_en, p.deputy, p.cover_of, p.since, p.decision,
    a.login, a.profile, a.disabled_at
FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.role IN ('counter_official', 'onestop_head') AND (p.term_to = '' OR p.term_to >= $2) AND a.disabled_at = 0;

-- name: Administrators :many
SELECT p.id, p.account, p.term_from, p.term_to FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.role = 'administrator' AND (p.term_to = '' OR p.term_to >= $2) AND a.disabled_at = 0
  AND (a.password_hash <> '' OR a.id = $3);

-- name: DescribePost :exec
UPDATE post SET title = $3, title_en = $4, field = $5, field_en = $6 WHERE authority = $1 AND id = $2;

-- name: EnableAccount :exec
UPDATE account SET disabled_at = 0 WHERE authority = $1 AND id = $2 AND disabled_at <> 0;

-- name: SetPassword :exec
UPDATE account SET password_hash = $3 WHERE authority = $1 AND id = $2 AND disabled_at = 0;

-- name: OfficialAccounts :many
SELECT id, login, profile, disabled_at FROM account
WHERE authority = $1 AND kind = 'official' AND login > $2 AND login >= $3 AND login < $4
ORDER BY login
LIMIT $5;

-- name: ReplaceInvitation :exec
INSERT INTO invitation (authority, account, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, account) DO UPDATE SET code_hash = excluded.code_hash, created_at = excluded.created_at, expires_at = excluded.expires_at;

-- name: Invitation :one
SELECT code_hash, expires_at FROM invitation WHERE authority = $1 AND account = $2;

-- name: UseInvitation :exec
DELETE FROM invitation WHERE authority = $1 AND account = $2 AND code_hash = $3;

-- name: DropInvitation :exec
DELETE FROM invitation WHERE authority = $1 AND account = $2;

-- name: InsertAct :exec
INSERT INTO admin_act (authority, id, at, actor, unit, account, post, counter, kind, facts, person)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: ActsOfUnit :many
SELECT id, at, actor, unit, account, post, counter, kind, facts, person FROM admin_act
WHERE authority = $1 AND unit = $2 AND id < $3
ORDER BY id DESC
LIMIT $4;

-- name: ActsOfAccount :many
SELECT id, at, actor, unit, account, post, counter, kind, facts, person FROM admin_act
WHERE authority = $1 AND account = $2 AND id < $3
ORDER BY id DESC
LIMIT $4;
