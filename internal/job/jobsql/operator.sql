-- name: TallyJobs :many
SELECT kind, CAST(CASE WHEN dismissal <> '' THEN 'dismissed' ELSE state END AS text) AS standing, CAST(count(*) AS bigint) AS n
FROM job WHERE authority = $1 GROUP BY 1, 2 ORDER BY 1, 2;

-- name: ParkedJobs :many
SELECT id, kind, unique_key, attempt, run_at, last_error, operator, operated_at, dismissal FROM job
WHERE authority = sqlc.arg(authority) AND state = 'parked' AND CASE WHEN dismissal = '' THEN 0 ELSE 1 END = CAST(sqlc.arg(dismissed) AS integer)
AND (run_at, id) < (+CAST(sqlc.arg(since) AS bigint), +CAST(sqlc.arg(id) AS bigint))
ORDER BY run_at DESC, id DESC
LIMIT sqlc.arg(most);

-- name: RunAgain :exec
UPDATE job SET state = 'ready', run_at = $3, attempt = 0, operator = $4, operated_at = $3, dismissal = ''
WHERE authority = $1 AND id = $2 AND state = 'parked';

-- name: PutAway :exec
UPDATE job SET operator = $4, operated_at = $3, dismissal = $5
WHERE authority = $1 AND id = $2 AND state = 'parked' AND dismissal = '';

-- name: ParkedJob :one
SELECT id, kind, unique_key, attempt, run_at, last_error, operator, operated_at, dismissal FROM job
WHERE authority = $1 AND id = $2 AND state = 'parked';
