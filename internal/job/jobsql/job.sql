-- name: InsertJob :exec
INSERT INTO job (authority, id, kind, unique_key, args, state, run_at, attempt, lease_owner, lease_until, last_error, created_at)
VALUES ($1, $2, $3, $4, $5, 'ready', $6, 0, '', 0, '', $7)
ON CONFLICT (authority, kind, unique_key) DO NOTHING;

-- name: ReadyJobs :many
SELECT id, kind, unique_key, args, attempt, run_at FROM job
WHERE authority = sqlc.arg(authority) AND state = 'ready' AND run_at <= sqlc.arg(now)
AND (lease_until <= sqlc.arg(now) OR lease_until > sqlc.arg(lease_beyond))
AND replace(CAST(sqlc.arg(crowded) AS text), ',' || kind || ',', '') = CAST(sqlc.arg(crowded) AS text)
ORDER BY run_at, id
LIMIT sqlc.arg(most)
FOR UPDATE SKIP LOCKED;

-- name: LeaseJob :exec
UPDATE job SET lease_owner = $3, lease_until = $4, attempt = attempt + 1
WHERE authority = $1 AND id = $2;

-- name: OwnJob :one
SELECT id FROM job WHERE authority = $1 AND id = $2 AND lease_owner = $3 AND attempt = $4 FOR UPDATE;

-- name: RenewJob :many
UPDATE job SET lease_until = $5
WHERE authority = $1 AND id = $2 AND lease_owner = $3 AND attempt = $4
RETURNING id;

-- name: ReleaseJob :exec
UPDATE job SET lease_owner = '', lease_until = 0, attempt = attempt - 1
WHERE authority = $1 AND id = $2 AND lease_owner = $3 AND attempt = $4;

-- name: FinishJob :exec
UPDATE job SET state = 'done', lease_owner = '', lease_until = 0, last_error = ''
WHERE authority = $1 AND id = $2;

-- name: RetryJob :exec
UPDATE job SET run_at = $3, lease_owner = '', lease_until = 0, last_error = $4
WHERE authority = $1 AND id = $2;

-- name: ParkJob :exec
UPDATE job SET state = 'parked', run_at = $3, lease_owner = '', lease_until = 0, last_error = $4
WHERE authority = $1 AND id = $2;

-- name: CountJobs :many
SELECT CAST(CASE WHEN dismissal <> '' THEN 'dismissed' ELSE state END AS text) AS standing, CAST(count(*) AS bigint) AS n
FROM job WHERE authority = $1 GROUP BY 1;

-- name: NextRun :one
SELECT CAST(coalesce(min(CASE WHEN lease_until > run_at THEN lease_until ELSE run_at END), 0) AS bigint) AS at
FROM job WHERE authority = $1 AND state = 'ready';

-- name: OldestDone :many
SELECT run_at FROM job WHERE authority = $1 AND state = 'done' ORDER BY run_at LIMIT 1;

-- name: SweepJobs :many
DELETE FROM job WHERE job.authority = $1 AND job.id IN (
    SELECT d.id FROM job d WHERE d.authority = $1 AND d.state = 'done' AND d.run_at < $2
    ORDER BY d.run_at, d.id LIMIT $3)
RETURNING id;

-- name: CreatePeriod :exec
INSERT INTO job_period (authority, kind, lease_owner, lease_until, next_at)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;

-- name: DuePeriod :one
SELECT next_at FROM job_period
WHERE authority = sqlc.arg(authority) AND kind = sqlc.arg(kind)
AND (next_at <= sqlc.arg(now) OR next_at > sqlc.arg(next_beyond))
AND (lease_until <= sqlc.arg(now) OR lease_until > sqlc.arg(lease_beyond))
FOR UPDATE SKIP LOCKED;

-- name: LeasePeriod :exec
UPDATE job_period SET lease_owner = $3, lease_until = $4 WHERE authority = $1 AND kind = $2;

-- name: RenewPeriod :many
UPDATE job_period SET lease_until = $4
WHERE authority = $1 AND kind = $2 AND lease_owner = $3
RETURNING kind;

-- name: FinishPeriod :exec
UPDATE job_period SET lease_owner = '', lease_until = 0, next_at = $4
WHERE authority = $1 AND kind = $2 AND lease_owner = $3;

-- name: PeriodState :one
SELECT next_at, lease_until FROM job_period WHERE authority = $1 AND kind = $2;
