-- name: DeltaTotals :many
SELECT unit, day, metric, CAST(sum(n) AS bigint) AS n FROM stat_delta WHERE authority = $1 GROUP BY unit, day, metric;

-- name: SpanOfDeltas :many
SELECT unit, metric, CAST(sum(n) AS bigint) AS n FROM stat_delta
WHERE authority = sqlc.arg(authority) AND day >= sqlc.arg(first) AND day <= sqlc.arg(last)
GROUP BY unit, metric;

-- name: SomeDelta :many
SELECT seq FROM stat_delta WHERE authority = $1 ORDER BY dossier LIMIT 1;

-- name: TakeDeltas :many
-- Removes and returns at most a batch of deltas behind a key whose events stand in
-- the feed.
-- The place is asked for row by row, as a value: a join might be planned from the
-- feed, which is long, while this table is short and its statistics are stale.
DELETE FROM stat_delta
WHERE stat_delta.authority = sqlc.arg(authority) AND (dossier, seq, metric) IN (
    SELECT d.dossier, d.seq, d.metric
    FROM stat_delta d
    WHERE d.authority = sqlc.arg(authority)
      AND (d.dossier, d.seq, d.metric) > (+CAST(sqlc.arg(dossier) AS bigint), +CAST(sqlc.arg(seq) AS integer), CAST(sqlc.arg(metric) AS text))
      AND (SELECT f.position FROM feed f WHERE f.authority = sqlc.arg(authority) AND f.feed = sqlc.arg(feed) AND f.dossier = d.dossier AND f.seq = d.seq) > 0
    ORDER BY d.dossier, d.seq, d.metric
    LIMIT sqlc.arg(batch))
RETURNING dossier, seq, metric, unit, day, n;

-- name: DropCountedDeltas :exec
DELETE FROM stat_delta
WHERE stat_delta.authority = sqlc.arg(authority) AND (
    SELECT f.position FROM feed f
    WHERE f.authority = sqlc.arg(authority) AND f.feed = sqlc.arg(feed)
      AND f.dossier = stat_delta.dossier AND f.seq = stat_delta.seq) <= CAST(sqlc.arg(position) AS bigint);

-- name: AddTotal :exec
INSERT INTO stat_total (authority, unit, day, metric, n) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, unit, day, metric) DO UPDATE SET n = stat_total.n + excluded.n;

-- name: Totals :many
SELECT unit, day, metric, n FROM stat_total WHERE authority = $1 ORDER BY unit, day, metric;

-- name: SpanOfTotals :many
SELECT unit, metric, CAST(sum(n) AS bigint) AS n FROM stat_total
WHERE authority = sqlc.arg(authority) AND day >= sqlc.arg(first) AND day <= sqlc.arg(last)
GROUP BY unit, metric;

-- name: SomeTotal :many
SELECT n FROM stat_total WHERE authority = $1 ORDER BY unit LIMIT 1;

-- name: TakeTotals :many
DELETE FROM stat_total WHERE authority = $1 RETURNING unit, day, metric, n;

-- name: DropTotals :exec
DELETE FROM stat_total WHERE authority = $1;

-- name: AddStatistic :exec
INSERT INTO statistic (authority, version, day, unit, metric, n) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (authority, version, day, unit, metric) DO UPDATE SET n = statistic.n + excluded.n;

-- name: Statistics :many
SELECT day, unit, metric, n FROM statistic WHERE authority = $1 AND version = $2 ORDER BY day, unit, metric;

-- name: SpanOfStatistics :many
SELECT unit, metric, CAST(sum(n) AS bigint) AS n FROM statistic
WHERE authority = sqlc.arg(authority) AND version = sqlc.arg(version) AND day >= sqlc.arg(first) AND day <= sqlc.arg(last)
GROUP BY unit, metric;

-- name: SomeFormer :many
SELECT version FROM statistic WHERE authority = $1 AND version < $2 ORDER BY version LIMIT 1;

-- name: DropFormer :exec
DELETE FROM statistic
WHERE statistic.authority = sqlc.arg(authority) AND (version, day, unit, metric) IN (
    SELECT o.version, o.day, o.unit, o.metric FROM statistic o
    WHERE o.authority = sqlc.arg(authority) AND o.version < sqlc.arg(version)
    ORDER BY o.version, o.day, o.unit, o.metric
    LIMIT sqlc.arg(batch));

-- name: Overdue :many
-- Open work is walked, not all dossiers; what is not with the applicant and past
-- its promise is overdue.
SELECT d.receiving_unit AS unit, CAST(count(DISTINCT d.id) AS bigint) AS n
FROM work_item w JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
WHERE w.authority = sqlc.arg(authority) AND d.promised_at > 0 AND d.promised_at < sqlc.arg(now)
  AND d.status IN ('received', 'transferred', 'processing')
GROUP BY d.receiving_unit;
