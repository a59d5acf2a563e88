-- name: DossiersWithEvents :many
SELECT DISTINCT dossier FROM event WHERE authority = $1 AND dossier > $2 ORDER BY dossier LIMIT $3;

-- name: RewriteDossier :exec
INSERT INTO dossier (authority, id, version, status, national_status, procedure, procedure_version, process_version,
    receiving_unit, account, code, regime, state, person, head, submitted_at, received_at, promised_at, legal_at, closed_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
ON CONFLICT (authority, id) DO UPDATE SET version = excluded.version, status = excluded.status,
    national_status = excluded.national_status, procedure = excluded.procedure, procedure_version = excluded.procedure_version,
    process_version = excluded.process_version, receiving_unit = excluded.receiving_unit, account = excluded.account,
    code = excluded.code, regime = excluded.regime, state = excluded.state, person = excluded.person, head = excluded.head,
    submitted_at = excluded.submitted_at, received_at = excluded.received_at, promised_at = excluded.promised_at,
    legal_at = excluded.legal_at, closed_at = excluded.closed_at, changed_at = excluded.changed_at;

-- name: RewritePerson :exec
INSERT INTO dossier_person (authority, dossier, name, name_folded) VALUES ($1, $2, $3, $4)
ON CONFLICT (authority, dossier) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded;

-- name: SealedPerson :many
SELECT person FROM dossier WHERE authority = $1 AND id = $2;
