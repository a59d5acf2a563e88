-- name: DeltaTotals :many
SELECT unit, day, metric, CAST(sum(n) AS bigint) AS n FROM stat_delta WHERE authority = $1 GROUP BY unit, day, metric;

-- name: OldestDeltas :many
SELECT dossier, seq, metric, unit, day, n FROM stat_delta WHERE authority = $1 ORDER BY dossier, seq, metric LIMIT $2 FOR UPDATE;

-- name: DeleteDelta :exec
DELETE FROM stat_delta WHERE authority = $1 AND dossier = $2 AND seq = $3 AND metric = $4;

-- name: AddTotal :exec
INSERT INTO stat_total (authority, unit, day, metric, n) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, unit, day, metric) DO UPDATE SET n = stat_total.n + excluded.n;

-- name: Totals :many
SELECT unit, day, metric, n FROM stat_total WHERE authority = $1 ORDER BY unit, day, metric;

-- name: SomeDelta :many
SELECT seq FROM stat_delta WHERE authority = $1 ORDER BY dossier LIMIT 1;
