-- name: DossiersOfAccount :many
SELECT d.id, d.code, d.procedure, d.national_status, d.status, d.submitted_at, d.promised_at, d.changed_at
FROM dossier d
WHERE d.authority = $1 AND d.account = $2 AND d.id < sqlc.arg(before)
ORDER BY d.id DESC
LIMIT sqlc.arg(batch);

-- name: WorkOfPost :many
-- The + takes the type off the CAST again: SQLite would else range by due alone, and
-- all that is not due yet has one due.
SELECT w.dossier, w.item, w.unit, w.role, w.assignee, w.action, w.since, w.due,
    d.code, d.procedure, d.promised_at, d.submitted_at, d.version, CAST(coalesce(p.name, '') AS text) AS name
FROM work_item w
JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
LEFT JOIN dossier_person p ON p.authority = w.authority AND p.dossier = w.dossier
WHERE w.authority = sqlc.arg(authority) AND w.unit = sqlc.arg(unit) AND w.role = sqlc.arg(role)
  AND (CAST(sqlc.arg(assignee) AS bigint) = 0 OR w.assignee IN (0, CAST(sqlc.arg(assignee) AS bigint)))
  AND (w.due, w.dossier) > (+CAST(sqlc.arg(after_due) AS bigint), +CAST(sqlc.arg(after_dossier) AS bigint))
ORDER BY w.due, w.dossier
LIMIT sqlc.arg(batch);

-- name: ProvisionalWork :many
-- Open work promised for a day beyond the known lists of holidays, or when the list
-- of a counted day was not known: the epoch in the state says so. What waits for
-- its applicant has kept or broken its promise already.
SELECT w.dossier, w.unit, d.code, d.procedure, d.received_at, d.promised_at
FROM work_item w
JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
WHERE w.authority = sqlc.arg(authority) AND w.dossier > sqlc.arg(after) AND w.action <> sqlc.arg(waiting)
  AND (d.promised_at >= sqlc.arg(beyond) OR d.state LIKE '%"provisional":true%')
ORDER BY w.dossier
LIMIT sqlc.arg(batch);

-- name: CountProvisionalWork :one
SELECT count(DISTINCT w.dossier)
FROM work_item w
JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
WHERE w.authority = sqlc.arg(authority) AND w.action <> sqlc.arg(waiting)
  AND (d.promised_at >= sqlc.arg(beyond) OR d.state LIKE '%"provisional":true%');

-- name: CountWorkAcross :many
-- Open work by unit whose time from receipt to promise has a moment of a stretch.
SELECT w.unit, count(DISTINCT w.dossier) AS n
FROM work_item w
JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
WHERE w.authority = sqlc.arg(authority) AND w.action <> sqlc.arg(waiting)
  AND d.promised_at >= sqlc.arg(first) AND d.received_at < sqlc.arg(behind)
GROUP BY w.unit;
