-- name: Nodes :many
SELECT node, owner, reserved_until FROM node WHERE authority = $1 ORDER BY node;

-- name: InsertNode :exec
INSERT INTO node (authority, node, owner, reserved_until) VALUES ($1, $2, $3, $4);

-- name: TakeNode :exec
UPDATE node SET owner = sqlc.arg(owner), reserved_until = sqlc.arg(reserved_until)
WHERE authority = sqlc.arg(authority) AND node = sqlc.arg(node)
  AND owner = sqlc.arg(found_owner) AND reserved_until = sqlc.arg(found_until);

-- name: ReserveNode :exec
UPDATE node SET reserved_until = $4 WHERE authority = $1 AND node = $2 AND owner = $3;

-- name: LeaveNode :exec
UPDATE node SET owner = '', reserved_until = $4 WHERE authority = $1 AND node = $2 AND owner = $3;
