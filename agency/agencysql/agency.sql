-- name: InsertAuthority :exec
INSERT INTO authority (authority, code, created_at) VALUES ($1, $2, $3);

-- name: CodeOfAuthority :one
SELECT a.code FROM authority a WHERE a.authority = $1;

-- name: InsertUnit :exec
INSERT INTO unit (authority, id, parent, level, kind, place, gso_code, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: Units :many
SELECT id, parent, level, kind, place, gso_code FROM unit WHERE authority = $1 ORDER BY id;

-- name: InsertUnitCode :exec
INSERT INTO unit_code (authority, unit, scheme, code, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6);

-- name: UnitCodes :many
SELECT unit, scheme, code, valid_from, valid_to FROM unit_code WHERE authority = $1 ORDER BY unit, valid_from;

-- name: InsertText :exec
INSERT INTO localized_text (authority, object, field, language, value) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, object, field, language) DO UPDATE SET value = excluded.value;

-- name: Texts :many
SELECT object, field, language, value FROM localized_text WHERE authority = $1;
