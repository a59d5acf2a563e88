-- name: WorkOfDossier :many
SELECT item, unit, role, assignee, action, since, due FROM work_item WHERE authority = $1 AND dossier = $2 ORDER BY item;

-- name: Codes :many
SELECT unit, day, no, code FROM dossier_code WHERE authority = $1 ORDER BY unit, day, no;

-- name: Counters :many
SELECT unit, day, last FROM code_counter WHERE authority = $1 ORDER BY unit, day;

-- name: Regimes :many
SELECT hash, text FROM regime WHERE authority = $1 ORDER BY hash;
