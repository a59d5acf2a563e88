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

-- name: InsertCounter :exec
INSERT INTO counter (authority, id, unit, number, name, name_en, sectors, open_from, open_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '');

-- name: ChangeCounter :exec
UPDATE counter SET number = $3, name = $4, name_en = $5, sectors = $6 WHERE authority = $1 AND id = $2;

-- name: CloseCounter :exec
UPDATE counter SET open_to = $3 WHERE authority = $1 AND id = $2;

-- name: Counter :one
SELECT id, unit, number, name, name_en, sectors, open_from, open_to FROM counter WHERE authority = $1 AND id = $2;

-- name: CountersOfUnit :many
SELECT id, unit, number, name, name_en, sectors, open_from, open_to FROM counter
WHERE authority = $1 AND unit = $2
ORDER BY number, id;

-- name: InsertSeat :exec
INSERT INTO counter_seat (authority, counter, valid_from, id, account) VALUES ($1, $2, $3, $4, $5);

-- name: SeatOn :one
SELECT account FROM counter_seat
WHERE authority = $1 AND counter = $2 AND valid_from <= $3
ORDER BY valid_from DESC, id DESC
LIMIT 1;
