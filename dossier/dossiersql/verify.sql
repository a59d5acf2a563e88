-- name: WorkOfDossier :many
SELECT item, unit, role, assignee, action, since, due FROM work_item WHERE authority = $1 AND dossier = $2 ORDER BY item;

-- name: Codes :many
SELECT unit, day, no, code, dossier FROM dossier_code WHERE authority = $1 ORDER BY unit, day, no;

-- name: Counters :many
SELECT unit, day, last FROM code_counter WHERE authority = $1 ORDER BY unit, day;

-- name: Regimes :many
SELECT hash, text FROM regime WHERE authority = $1 ORDER BY hash;

-- name: Columns :one
SELECT d.status, d.national_status, d.procedure, d.procedure_version, d.process_version, d.receiving_unit, d.account, d.code, d.regime,
    d.submitted_at, d.received_at, d.promised_at, d.legal_at, d.closed_at, CAST(coalesce(p.name, '') AS text) AS name, CAST(coalesce(p.name_folded, '') AS text) AS name_folded,
    CAST(coalesce(c.voided_at, -1) AS bigint) AS voided_at
FROM dossier d LEFT JOIN dossier_person p ON p.authority = d.authority AND p.dossier = d.id
    LEFT JOIN dossier_code c ON c.authority = d.authority AND c.code = d.code
WHERE d.authority = $1 AND d.id = $2;

-- name: WithoutEvents :many
SELECT d.id FROM dossier d LEFT JOIN event e ON e.authority = d.authority AND e.dossier = d.id
WHERE d.authority = $1 AND e.seq IS NULL ORDER BY d.id;

-- name: BookEntries :many
SELECT unit, book, year, no, dossier FROM book_entry WHERE authority = $1 ORDER BY unit, book, year, no;
