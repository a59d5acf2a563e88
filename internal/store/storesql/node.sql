-- name: Nodes :many
SELECT node, owner, reserved_until FROM node WHERE authority = $1 ORDER BY node;

-- name: InsertNode :exec
INSERT INTO node (authority, node, owner, reserved_until) VALUES ($1, $2, $3, $4);

-- name: TakeNode :exec
-- Takes it as it was found: owner and end are those read before.
UPDATE node SET owner = $3, reserved_until = $4
WHERE authority = $1 AND node = $2 AND owner = $5 AND reserved_until = $6;

-- name: ReserveNode :exec
UPDATE node SET reserved_until = $4 WHERE authority = $1 AND node = $2 AND owner = $3;

-- name: LeaveNode :exec
UPDATE node SET owner = '', reserved_until = $4 WHERE authority = $1 AND node = $2 AND owner = $3;
