-- name: InsertEntry :exec
INSERT INTO calendar_entry (authority, id, unit, day, kind, name, decision, note, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: Entries :many
SELECT id, unit, day, kind, name, decision, note, actor, at FROM calendar_entry WHERE authority = $1 ORDER BY id;

-- name: InsertHours :exec
INSERT INTO office_hours (authority, id, unit, valid_from, hours, decision, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: Hours :many
SELECT id, unit, valid_from, hours, decision, actor, at FROM office_hours WHERE authority = $1 ORDER BY id;
