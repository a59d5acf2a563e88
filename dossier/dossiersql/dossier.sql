-- name: LoadDossier :one
SELECT d.version, d.state, d.person, d.head, d.changed_at, k.wrapping_key, k.wrapped, k.destroyed_at
FROM dossier d JOIN data_key k ON k.authority = d.authority AND k.dossier = d.id
WHERE d.authority = $1 AND d.id = $2;

-- name: LockDossier :one
SELECT d.version, d.state, d.person, d.head, d.changed_at, k.wrapping_key, k.wrapped, k.destroyed_at
FROM dossier d JOIN data_key k ON k.authority = d.authority AND k.dossier = d.id
WHERE d.authority = $1 AND d.id = $2
FOR UPDATE;

-- name: InsertDossier :exec
INSERT INTO dossier (authority, id, version, status, national_status, procedure, procedure_version, process_version,
    receiving_unit, account, code, regime, state, person, head, submitted_at, received_at, promised_at, legal_at, closed_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21);

-- name: UpdateDossier :exec
UPDATE dossier SET version = $3, status = $4, national_status = $5, process_version = $6, code = $7, regime = $8, state = $9,
    head = $10, received_at = $11, promised_at = $12, legal_at = $13, closed_at = $14, changed_at = $15, receiving_unit = $16
WHERE authority = $1 AND id = $2;

-- name: UpdateDossierAndPerson :exec
UPDATE dossier SET version = $3, status = $4, national_status = $5, process_version = $6, code = $7, regime = $8, state = $9,
    head = $10, received_at = $11, promised_at = $12, legal_at = $13, closed_at = $14, changed_at = $15, person = $16, receiving_unit = $17
WHERE authority = $1 AND id = $2;

-- name: InsertDataKey :exec
INSERT INTO data_key (authority, dossier, wrapping_key, wrapped, created_at, destroyed_at) VALUES ($1, $2, $3, $4, $5, 0);

-- name: DataKey :one
SELECT wrapping_key, wrapped, destroyed_at FROM data_key WHERE authority = $1 AND dossier = $2;

-- name: InsertPerson :exec
INSERT INTO dossier_person (authority, dossier, name, name_folded) VALUES ($1, $2, $3, $4);

-- name: TakeNumber :one
INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, $2, $3, 1)
ON CONFLICT (authority, unit, day) DO UPDATE SET last = code_counter.last + 1
RETURNING last;

-- name: InsertCode :exec
INSERT INTO dossier_code (authority, unit, day, no, dossier, code, voided_at) VALUES ($1, $2, $3, $4, $5, $6, 0);

-- name: SetCodeVoided :exec
UPDATE dossier_code SET voided_at = $4 WHERE authority = $1 AND code = $2 AND dossier = $3;

-- name: DossierByCode :one
SELECT dossier FROM dossier_code WHERE authority = $1 AND code = $2;

-- name: InsertRegime :exec
INSERT INTO regime (authority, hash, text) VALUES ($1, $2, $3) ON CONFLICT (authority, hash) DO NOTHING;

-- name: InsertWork :exec
INSERT INTO work_item (authority, dossier, item, unit, role, assignee, action, since, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: MoveWork :exec
UPDATE work_item SET item = $3, unit = $4, role = $5, assignee = $6, action = $7, since = $8, due = $9
WHERE authority = $1 AND dossier = $2;

-- name: DeleteWork :exec
DELETE FROM work_item WHERE authority = $1 AND dossier = $2;

-- name: InsertDelta :exec
INSERT INTO stat_delta (authority, dossier, seq, metric, unit, day, n) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: InsertRead :exec
INSERT INTO read_log (authority, id, at, account, dossier, action) VALUES ($1, $2, $3, $4, $5, $6);

-- name: ReadsOfDossier :many
SELECT at, account, action FROM read_log WHERE authority = $1 AND dossier = $2 ORDER BY id DESC LIMIT $3;

-- name: Idempotent :one
SELECT input_hash, outcome FROM idempotency WHERE authority = $1 AND actor = $2 AND key = $3;

-- name: InsertIdempotent :exec
INSERT INTO idempotency (authority, actor, key, input_hash, outcome, at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: TakeBookNumber :one
INSERT INTO book_counter (authority, unit, book, year, last) VALUES ($1, $2, $3, $4, 1)
ON CONFLICT (authority, unit, book, year) DO UPDATE SET last = book_counter.last + 1
RETURNING last;

-- name: InsertBookEntry :exec
INSERT INTO book_entry (authority, unit, book, year, no, dossier, at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: PaperOf :many
SELECT record FROM paper WHERE authority = $1 AND dossier = $2 AND seq = $3 AND form = $4;

-- name: KeepPaper :exec
INSERT INTO paper (authority, dossier, seq, form, record, issued_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (authority, dossier, seq, form) DO NOTHING;
