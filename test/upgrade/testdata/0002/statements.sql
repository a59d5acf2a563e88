-- agency/agencysql CodeOfAuthority
SELECT a.code FROM authority a WHERE a.authority = $1

-- agency/agencysql InsertAuthority
INSERT INTO authority (authority, code, created_at) VALUES ($1, $2, $3)

-- agency/agencysql InsertText
INSERT INTO localized_text (authority, object, field, language, value) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, object, field, language) DO UPDATE SET value = excluded.value

-- agency/agencysql InsertUnit
INSERT INTO unit (authority, id, parent, level, kind, place, gso_code, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- agency/agencysql InsertUnitCode
INSERT INTO unit_code (authority, unit, scheme, code, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)

-- agency/agencysql Texts
SELECT object, field, language, value FROM localized_text WHERE authority = $1

-- agency/agencysql UnitCodes
SELECT unit, scheme, code, valid_from, valid_to FROM unit_code WHERE authority = $1 ORDER BY unit, valid_from

-- agency/agencysql Units
SELECT id, parent, level, kind, place, gso_code FROM unit WHERE authority = $1 ORDER BY id

-- catalogue/cataloguesql InsertProcedure
INSERT INTO procedure (authority, id, code, portal_id) VALUES ($1, $2, $3, $4)

-- catalogue/cataloguesql InsertProcess
INSERT INTO process (authority, procedure, version, effective_from, definition) VALUES ($1, $2, $3, $4, $5)

-- catalogue/cataloguesql InsertVersion
INSERT INTO procedure_version (authority, procedure, version, effective_from, hash, record, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- catalogue/cataloguesql Processes
SELECT procedure, version, effective_from, definition FROM process WHERE authority = $1 ORDER BY procedure, version

-- catalogue/cataloguesql Versions
SELECT p.id, p.code, v.version, v.effective_from, v.hash, v.record
FROM procedure p JOIN procedure_version v ON v.authority = p.authority AND v.procedure = p.id
WHERE p.authority = $1
ORDER BY p.code, p.id, v.version

-- dossier/dossiersql DataKey
SELECT wrapping_key, wrapped, destroyed_at FROM data_key WHERE authority = $1 AND dossier = $2

-- dossier/dossiersql DeleteWork
DELETE FROM work_item WHERE authority = $1 AND dossier = $2

-- dossier/dossiersql DossierByCode
SELECT dossier FROM dossier_code WHERE authority = $1 AND code = $2

-- dossier/dossiersql Idempotent
SELECT input_hash, outcome FROM idempotency WHERE authority = $1 AND actor = $2 AND key = $3

-- dossier/dossiersql InsertCode
INSERT INTO dossier_code (authority, unit, day, no, dossier, code, voided_at) VALUES ($1, $2, $3, $4, $5, $6, 0)

-- dossier/dossiersql InsertDataKey
INSERT INTO data_key (authority, dossier, wrapping_key, wrapped, created_at, destroyed_at) VALUES ($1, $2, $3, $4, $5, 0)

-- dossier/dossiersql InsertDelta
INSERT INTO stat_delta (authority, dossier, seq, metric, unit, day, n) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- dossier/dossiersql InsertDossier
INSERT INTO dossier (authority, id, version, status, national_status, procedure, procedure_version, process_version,
    receiving_unit, account, code, regime, state, person, head, submitted_at, received_at, promised_at, legal_at, closed_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)

-- dossier/dossiersql InsertIdempotent
INSERT INTO idempotency (authority, actor, key, input_hash, outcome, at) VALUES ($1, $2, $3, $4, $5, $6)

-- dossier/dossiersql InsertPerson
INSERT INTO dossier_person (authority, dossier, name, name_folded) VALUES ($1, $2, $3, $4)

-- dossier/dossiersql InsertRead
INSERT INTO read_log (authority, id, at, account, dossier, action) VALUES ($1, $2, $3, $4, $5, $6)

-- dossier/dossiersql InsertRegime
INSERT INTO regime (authority, hash, text) VALUES ($1, $2, $3) ON CONFLICT (authority, hash) DO NOTHING

-- dossier/dossiersql InsertWork
INSERT INTO work_item (authority, dossier, item, unit, role, assignee, action, since, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- dossier/dossiersql LoadDossier
SELECT d.version, d.state, d.person, d.head, d.changed_at, k.wrapping_key, k.wrapped, k.destroyed_at
FROM dossier d JOIN data_key k ON k.authority = d.authority AND k.dossier = d.id
WHERE d.authority = $1 AND d.id = $2

-- dossier/dossiersql LockDossier
SELECT d.version, d.state, d.person, d.head, d.changed_at, k.wrapping_key, k.wrapped, k.destroyed_at
FROM dossier d JOIN data_key k ON k.authority = d.authority AND k.dossier = d.id
WHERE d.authority = $1 AND d.id = $2
FOR UPDATE

-- dossier/dossiersql MoveWork
UPDATE work_item SET item = $3, unit = $4, role = $5, assignee = $6, action = $7, since = $8, due = $9
WHERE authority = $1 AND dossier = $2

-- dossier/dossiersql ReadsOfDossier
SELECT at, account, action FROM read_log WHERE authority = $1 AND dossier = $2 ORDER BY id DESC LIMIT $3

-- dossier/dossiersql TakeNumber
INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, $2, $3, 1)
ON CONFLICT (authority, unit, day) DO UPDATE SET last = code_counter.last + 1
RETURNING last

-- dossier/dossiersql UpdateDossier
UPDATE dossier SET version = $3, status = $4, national_status = $5, process_version = $6, code = $7, regime = $8, state = $9,
    head = $10, received_at = $11, promised_at = $12, legal_at = $13, closed_at = $14, changed_at = $15
WHERE authority = $1 AND id = $2

-- dossier/dossiersql UpdateDossierAndPerson
UPDATE dossier SET version = $3, status = $4, national_status = $5, process_version = $6, code = $7, regime = $8, state = $9,
    head = $10, received_at = $11, promised_at = $12, legal_at = $13, closed_at = $14, changed_at = $15, person = $16
WHERE authority = $1 AND id = $2

-- dossier/dossiersql DeleteDraft
DELETE FROM draft WHERE authority = $1 AND id = $2

-- dossier/dossiersql Draft
SELECT authority, id, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at FROM draft WHERE authority = $1 AND id = $2

-- dossier/dossiersql DraftsOfAccount
SELECT id, procedure, unit, updated_at FROM draft WHERE authority = $1 AND account = $2 ORDER BY id DESC LIMIT $3

-- dossier/dossiersql InsertDraft
INSERT INTO draft (authority, id, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $9)

-- dossier/dossiersql LockDraft
SELECT authority, id, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at FROM draft WHERE authority = $1 AND id = $2 FOR UPDATE

-- dossier/dossiersql TakeDraft
DELETE FROM draft WHERE authority = $1 AND id = $2 RETURNING authority, id, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at

-- dossier/dossiersql UpdateDraft
UPDATE draft SET unit = $3, revision = $4, answers = $5, updated_at = $6 WHERE authority = $1 AND id = $2

-- dossier/dossiersql DossiersWithEvents
SELECT DISTINCT dossier FROM event WHERE authority = $1 AND dossier > $2 ORDER BY dossier LIMIT $3

-- dossier/dossiersql RewriteDossier
INSERT INTO dossier (authority, id, version, status, national_status, procedure, procedure_version, process_version,
    receiving_unit, account, code, regime, state, person, head, submitted_at, received_at, promised_at, legal_at, closed_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
ON CONFLICT (authority, id) DO UPDATE SET version = excluded.version, status = excluded.status,
    national_status = excluded.national_status, procedure = excluded.procedure, procedure_version = excluded.procedure_version,
    process_version = excluded.process_version, receiving_unit = excluded.receiving_unit, account = excluded.account,
    code = excluded.code, regime = excluded.regime, state = excluded.state, person = excluded.person, head = excluded.head,
    submitted_at = excluded.submitted_at, received_at = excluded.received_at, promised_at = excluded.promised_at,
    legal_at = excluded.legal_at, closed_at = excluded.closed_at, changed_at = excluded.changed_at

-- dossier/dossiersql RewritePerson
INSERT INTO dossier_person (authority, dossier, name, name_folded) VALUES ($1, $2, $3, $4)
ON CONFLICT (authority, dossier) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded

-- dossier/dossiersql SealedPerson
SELECT person FROM dossier WHERE authority = $1 AND id = $2

-- dossier/dossiersql DossiersOfAccount
SELECT d.id, d.code, d.procedure, d.national_status, d.status, d.submitted_at, d.promised_at, d.changed_at
FROM dossier d
WHERE d.authority = $1 AND d.account = $2 AND d.id < $3
ORDER BY d.id DESC
LIMIT $4

-- dossier/dossiersql WorkOfPost
SELECT w.dossier, w.item, w.unit, w.role, w.assignee, w.action, w.since, w.due,
    d.code, d.procedure, d.promised_at, d.submitted_at, d.version, CAST(coalesce(p.name, '') AS text) AS name
FROM work_item w
JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
LEFT JOIN dossier_person p ON p.authority = w.authority AND p.dossier = w.dossier
WHERE w.authority = $1 AND w.unit = $2 AND w.role = $3
  AND (CAST($4 AS bigint) = 0 OR w.assignee IN (0, CAST($4 AS bigint)))
  AND (w.due, w.dossier) > (+CAST($5 AS bigint), +CAST($6 AS bigint))
ORDER BY w.due, w.dossier
LIMIT $7

-- dossier/dossiersql ChainsOfSpan
SELECT e.dossier, e.seq, e.kind, e.version, e.at, e.actor_kind, e.actor, e.unit, e.payload
FROM event e
WHERE e.authority = $1 AND e.dossier IN (
    SELECT f.dossier FROM feed f
    WHERE f.authority = $1 AND f.feed = $2
      AND f.position > $3 AND f.position <= $4)
ORDER BY e.dossier, e.seq

-- dossier/dossiersql CreateProjection
INSERT INTO projection (authority, name, version, building, position) VALUES ($1, $2, 0, 0, 0)
ON CONFLICT (authority, name) DO NOTHING

-- dossier/dossiersql LockProjection
SELECT version, building, position FROM projection WHERE authority = $1 AND name = $2 FOR UPDATE

-- dossier/dossiersql Projection
SELECT version, building, position FROM projection WHERE authority = $1 AND name = $2

-- dossier/dossiersql SetProjection
UPDATE projection SET version = $3, building = $4, position = $5 WHERE authority = $1 AND name = $2

-- dossier/dossiersql AddStatistic
INSERT INTO statistic (authority, version, day, unit, metric, n) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (authority, version, day, unit, metric) DO UPDATE SET n = statistic.n + excluded.n

-- dossier/dossiersql AddTotal
INSERT INTO stat_total (authority, unit, day, metric, n) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority, unit, day, metric) DO UPDATE SET n = stat_total.n + excluded.n

-- dossier/dossiersql DeltaTotals
SELECT unit, day, metric, CAST(sum(n) AS bigint) AS n FROM stat_delta WHERE authority = $1 GROUP BY unit, day, metric

-- dossier/dossiersql DropCountedDeltas
DELETE FROM stat_delta
WHERE stat_delta.authority = $1 AND (
    SELECT f.position FROM feed f
    WHERE f.authority = $1 AND f.feed = $2
      AND f.dossier = stat_delta.dossier AND f.seq = stat_delta.seq) <= CAST($3 AS bigint)

-- dossier/dossiersql DropFormer
DELETE FROM statistic
WHERE statistic.authority = $1 AND (version, day, unit, metric) IN (
    SELECT o.version, o.day, o.unit, o.metric FROM statistic o
    WHERE o.authority = $1 AND o.version < $2
    ORDER BY o.version, o.day, o.unit, o.metric
    LIMIT $3)

-- dossier/dossiersql DropTotals
DELETE FROM stat_total WHERE authority = $1

-- dossier/dossiersql Overdue
SELECT d.receiving_unit AS unit, CAST(count(DISTINCT d.id) AS bigint) AS n
FROM work_item w JOIN dossier d ON d.authority = w.authority AND d.id = w.dossier
WHERE w.authority = $1 AND d.promised_at > 0 AND d.promised_at < $2
  AND d.status IN ('received', 'transferred', 'processing')
GROUP BY d.receiving_unit

-- dossier/dossiersql SomeDelta
SELECT seq FROM stat_delta WHERE authority = $1 ORDER BY dossier LIMIT 1

-- dossier/dossiersql SomeFormer
SELECT version FROM statistic WHERE authority = $1 AND version < $2 ORDER BY version LIMIT 1

-- dossier/dossiersql SomeTotal
SELECT n FROM stat_total WHERE authority = $1 ORDER BY unit LIMIT 1

-- dossier/dossiersql SpanOfDeltas
SELECT unit, metric, CAST(sum(n) AS bigint) AS n FROM stat_delta
WHERE authority = $1 AND day >= $2 AND day <= $3
GROUP BY unit, metric

-- dossier/dossiersql SpanOfStatistics
SELECT unit, metric, CAST(sum(n) AS bigint) AS n FROM statistic
WHERE authority = $1 AND version = $2 AND day >= $3 AND day <= $4
GROUP BY unit, metric

-- dossier/dossiersql SpanOfTotals
SELECT unit, metric, CAST(sum(n) AS bigint) AS n FROM stat_total
WHERE authority = $1 AND day >= $2 AND day <= $3
GROUP BY unit, metric

-- dossier/dossiersql Statistics
SELECT day, unit, metric, n FROM statistic WHERE authority = $1 AND version = $2 ORDER BY day, unit, metric

-- dossier/dossiersql TakeDeltas
DELETE FROM stat_delta
WHERE stat_delta.authority = $1 AND (dossier, seq, metric) IN (
    SELECT d.dossier, d.seq, d.metric
    FROM stat_delta d
    WHERE d.authority = $1
      AND (d.dossier, d.seq, d.metric) > (+CAST($2 AS bigint), +CAST($3 AS integer), CAST($4 AS text))
      AND (SELECT f.position FROM feed f WHERE f.authority = $1 AND f.feed = $5 AND f.dossier = d.dossier AND f.seq = d.seq) > 0
    ORDER BY d.dossier, d.seq, d.metric
    LIMIT $6)
RETURNING dossier, seq, metric, unit, day, n

-- dossier/dossiersql TakeTotals
DELETE FROM stat_total WHERE authority = $1 RETURNING unit, day, metric, n

-- dossier/dossiersql Totals
SELECT unit, day, metric, n FROM stat_total WHERE authority = $1 ORDER BY unit, day, metric

-- dossier/dossiersql Codes
SELECT unit, day, no, code, dossier FROM dossier_code WHERE authority = $1 ORDER BY unit, day, no

-- dossier/dossiersql Columns
SELECT d.status, d.national_status, d.procedure, d.procedure_version, d.process_version, d.receiving_unit, d.account, d.code, d.regime,
    d.submitted_at, d.received_at, d.promised_at, d.legal_at, d.closed_at, CAST(coalesce(p.name, '') AS text) AS name, CAST(coalesce(p.name_folded, '') AS text) AS name_folded
FROM dossier d LEFT JOIN dossier_person p ON p.authority = d.authority AND p.dossier = d.id
WHERE d.authority = $1 AND d.id = $2

-- dossier/dossiersql Counters
SELECT unit, day, last FROM code_counter WHERE authority = $1 ORDER BY unit, day

-- dossier/dossiersql Regimes
SELECT hash, text FROM regime WHERE authority = $1 ORDER BY hash

-- dossier/dossiersql WithoutEvents
SELECT d.id FROM dossier d LEFT JOIN event e ON e.authority = d.authority AND e.dossier = d.id
WHERE d.authority = $1 AND e.seq IS NULL ORDER BY d.id

-- dossier/dossiersql WorkOfDossier
SELECT item, unit, role, assignee, action, since, due FROM work_item WHERE authority = $1 AND dossier = $2 ORDER BY item

-- identity/identitysql AccountByID
SELECT id, kind, login, profile, disabled_at FROM account
WHERE authority = $1 AND id = $2

-- identity/identitysql AccountByLogin
SELECT id, password_hash, disabled_at FROM account
WHERE authority = $1 AND kind = $2 AND login = $3

-- identity/identitysql DeleteEndedSessions
DELETE FROM session WHERE authority = $1 AND expires_at < $2

-- identity/identitysql DeleteSession
DELETE FROM session WHERE authority = $1 AND token_hash = $2

-- identity/identitysql DeleteSessionsOf
DELETE FROM session WHERE authority = $1 AND account = $2

-- identity/identitysql DisableAccount
UPDATE account SET disabled_at = $3 WHERE authority = $1 AND id = $2 AND disabled_at = 0

-- identity/identitysql EndPost
UPDATE post SET term_to = $3 WHERE authority = $1 AND id = $2

-- identity/identitysql HoldsPost
SELECT p.id FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.account = $2 AND p.unit = $3 AND p.role = $4 AND p.term_from <= $5
  AND (p.term_to = '' OR p.term_to >= $5) AND a.disabled_at = 0
LIMIT 1

-- identity/identitysql InsertAccount
INSERT INTO account (authority, id, kind, login, password_hash, profile, created_at, disabled_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0)

-- identity/identitysql InsertPost
INSERT INTO post (authority, id, account, unit, role, term_from, term_to)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- identity/identitysql InsertSession
INSERT INTO session (authority, token_hash, account, created_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $4, $5)

-- identity/identitysql OfficialsInForce
SELECT a.id, a.profile FROM post p
JOIN account a ON a.authority = p.authority AND a.id = p.account
WHERE p.authority = $1 AND p.unit = $2 AND p.role = $3 AND p.term_from <= $4 AND (p.term_to = '' OR p.term_to >= $4)
  AND a.disabled_at = 0
ORDER BY a.id

-- identity/identitysql SessionByToken
SELECT s.account, s.seen_at, s.expires_at, a.kind, a.login, a.profile, a.disabled_at,
    CAST(coalesce(p.unit, 0) AS bigint) AS unit, CAST(coalesce(p.role, '') AS text) AS role
FROM session s
JOIN account a ON a.authority = s.authority AND a.id = s.account
LEFT JOIN post p ON p.authority = s.authority AND p.account = s.account
    AND p.term_from <= $3 AND (p.term_to = '' OR p.term_to >= $3)
WHERE s.authority = $1 AND s.token_hash = $2
ORDER BY p.id

-- identity/identitysql TouchSession
UPDATE session SET seen_at = $3 WHERE authority = $1 AND token_hash = $2 AND seen_at < $3

-- identity/identitysql UpdateProfile
UPDATE account SET profile = $3 WHERE authority = $1 AND id = $2

-- internal/event/eventsql CountFeed
SELECT CAST(count(*) AS bigint) AS placed, CAST(coalesce(min(position), 1) AS bigint) AS first, CAST(coalesce(max(position), 0) AS bigint) AS last FROM feed WHERE authority = $1 AND feed = $2

-- internal/event/eventsql CountPending
SELECT CAST(count(*) AS bigint) AS waiting FROM feed_pending WHERE authority = $1 AND feed = $2

-- internal/event/eventsql CreateHead
INSERT INTO feed_head (authority, feed, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING

-- internal/event/eventsql DeletePlaced
DELETE FROM feed_pending
WHERE feed_pending.authority = $1 AND feed_pending.feed = $2 AND feed_pending.dossier <= $3
AND EXISTS (SELECT 1 FROM feed f WHERE f.authority = $1 AND f.feed = $2 AND f.dossier = feed_pending.dossier AND f.seq = feed_pending.seq LIMIT 1 OFFSET 0)

-- internal/event/eventsql EventsAfter
SELECT authority, dossier, seq, kind, version, at, actor_kind, actor, unit, payload, person, commitment, hash FROM event
WHERE authority = $1 AND (dossier, seq) > (+CAST($2 AS bigint), +CAST($3 AS integer))
ORDER BY dossier, seq
LIMIT $4

-- internal/event/eventsql EventsOfDossier
SELECT authority, dossier, seq, kind, version, at, actor_kind, actor, unit, payload, person, commitment, hash FROM event
WHERE authority = $1 AND dossier = $2
ORDER BY seq

-- internal/event/eventsql FeedAfter
SELECT position, dossier, seq FROM feed
WHERE authority = $1 AND feed = $2 AND position > $3
ORDER BY position
LIMIT $4

-- internal/event/eventsql FirstGap
SELECT CAST(coalesce(min(f.position), 0) + 1 AS bigint) AS gap
FROM feed f LEFT JOIN feed n ON n.authority = f.authority AND n.feed = f.feed AND n.position = f.position + 1
WHERE f.authority = $1 AND f.feed = $2 AND n.position IS NULL

-- internal/event/eventsql HeadPosition
SELECT position FROM feed_head WHERE authority = $1 AND feed = $2

-- internal/event/eventsql InsertEvent
INSERT INTO event (authority, dossier, seq, kind, version, at, actor_kind, actor, unit, payload, person, commitment, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- internal/event/eventsql InsertPending
INSERT INTO feed_pending (authority, feed, dossier, seq) VALUES ($1, $2, $3, $4)

-- internal/event/eventsql LockHead
SELECT position FROM feed_head WHERE authority = $1 AND feed = $2 FOR UPDATE SKIP LOCKED

-- internal/event/eventsql MoveHead
UPDATE feed_head SET position = $3 WHERE authority = $1 AND feed = $2

-- internal/event/eventsql PlacePending
INSERT INTO feed (authority, feed, position, dossier, seq)
SELECT $1, $2, CAST($3 AS bigint) + row_number() OVER (ORDER BY p.dossier, p.seq), p.dossier, p.seq
FROM (
    SELECT w.authority, w.dossier, w.seq FROM feed_pending w
    WHERE w.authority = $1 AND w.feed = $2
    ORDER BY w.dossier, w.seq
    LIMIT $4
) p
WHERE p.authority = $1
ORDER BY p.dossier, p.seq
RETURNING dossier

-- internal/event/eventsql PlacedNothing
SELECT CAST(coalesce(min(f.position), 0) AS bigint) AS position
FROM feed f LEFT JOIN event e ON e.authority = f.authority AND e.dossier = f.dossier AND e.seq = f.seq
WHERE f.authority = $1 AND f.feed = $2 AND e.seq IS NULL

-- internal/event/eventsql WaitForHead
SELECT position FROM feed_head WHERE authority = $1 AND feed = $2 FOR UPDATE

-- internal/event/eventsql Waiting
SELECT dossier FROM feed_pending WHERE authority = $1 AND feed = $2 ORDER BY dossier LIMIT 1

-- internal/job/jobsql CountJobs
SELECT CAST(CASE WHEN dismissal <> '' THEN 'dismissed' ELSE state END AS text) AS standing, CAST(count(*) AS bigint) AS n
FROM job WHERE authority = $1 GROUP BY 1

-- internal/job/jobsql CreatePeriod
INSERT INTO job_period (authority, kind, lease_owner, lease_until, next_at)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING

-- internal/job/jobsql DuePeriod
SELECT next_at FROM job_period
WHERE authority = $1 AND kind = $2
AND (next_at <= $3 OR next_at > $4)
AND (lease_until <= $3 OR lease_until > $5)
FOR UPDATE SKIP LOCKED

-- internal/job/jobsql FinishJob
UPDATE job SET state = 'done', lease_owner = '', lease_until = 0, last_error = ''
WHERE authority = $1 AND id = $2

-- internal/job/jobsql FinishPeriod
UPDATE job_period SET lease_owner = '', lease_until = 0, next_at = $4
WHERE authority = $1 AND kind = $2 AND lease_owner = $3

-- internal/job/jobsql InsertJob
INSERT INTO job (authority, id, kind, unique_key, args, state, run_at, attempt, lease_owner, lease_until, last_error, created_at)
VALUES ($1, $2, $3, $4, $5, 'ready', $6, 0, '', 0, '', $7)
ON CONFLICT (authority, kind, unique_key) DO NOTHING

-- internal/job/jobsql LeaseJob
UPDATE job SET lease_owner = $3, lease_until = $4, attempt = attempt + 1
WHERE authority = $1 AND id = $2

-- internal/job/jobsql LeasePeriod
UPDATE job_period SET lease_owner = $3, lease_until = $4 WHERE authority = $1 AND kind = $2

-- internal/job/jobsql NextRun
SELECT CAST(coalesce(min(CASE WHEN lease_until > run_at THEN lease_until ELSE run_at END), 0) AS bigint) AS at
FROM job WHERE authority = $1 AND state = 'ready'

-- internal/job/jobsql OldestDone
SELECT run_at FROM job WHERE authority = $1 AND state = 'done' ORDER BY run_at LIMIT 1

-- internal/job/jobsql OwnJob
SELECT id FROM job WHERE authority = $1 AND id = $2 AND lease_owner = $3 AND attempt = $4 FOR UPDATE

-- internal/job/jobsql ParkJob
UPDATE job SET state = 'parked', run_at = $3, lease_owner = '', lease_until = 0, last_error = $4
WHERE authority = $1 AND id = $2

-- internal/job/jobsql PeriodState
SELECT next_at, lease_until FROM job_period WHERE authority = $1 AND kind = $2

-- internal/job/jobsql ReadyJobs
SELECT id, kind, unique_key, args, attempt, run_at FROM job
WHERE authority = $1 AND state = 'ready' AND run_at <= $2
AND (lease_until <= $2 OR lease_until > $3)
AND replace(CAST($4 AS text), ',' || kind || ',', '') = CAST($4 AS text)
ORDER BY run_at, id
LIMIT $5
FOR UPDATE SKIP LOCKED

-- internal/job/jobsql ReleaseJob
UPDATE job SET lease_owner = '', lease_until = 0, attempt = attempt - 1
WHERE authority = $1 AND id = $2 AND lease_owner = $3 AND attempt = $4

-- internal/job/jobsql RenewJob
UPDATE job SET lease_until = $5
WHERE authority = $1 AND id = $2 AND lease_owner = $3 AND attempt = $4
RETURNING id

-- internal/job/jobsql RenewPeriod
UPDATE job_period SET lease_until = $4
WHERE authority = $1 AND kind = $2 AND lease_owner = $3
RETURNING kind

-- internal/job/jobsql RetryJob
UPDATE job SET run_at = $3, lease_owner = '', lease_until = 0, last_error = $4
WHERE authority = $1 AND id = $2

-- internal/job/jobsql SweepJobs
DELETE FROM job WHERE job.authority = $1 AND job.id IN (
    SELECT d.id FROM job d WHERE d.authority = $1 AND d.state = 'done' AND d.run_at < $2
    ORDER BY d.run_at, d.id LIMIT $3)
RETURNING id

-- internal/job/jobsql ParkedJob
SELECT id, kind, unique_key, attempt, run_at, last_error, operator, operated_at, dismissal FROM job
WHERE authority = $1 AND id = $2 AND state = 'parked'

-- internal/job/jobsql ParkedJobs
SELECT id, kind, unique_key, attempt, run_at, last_error, operator, operated_at, dismissal FROM job
WHERE authority = $1 AND state = 'parked' AND CASE WHEN dismissal = '' THEN 0 ELSE 1 END = CAST($2 AS integer)
AND (run_at, id) < (+CAST($3 AS bigint), +CAST($4 AS bigint))
ORDER BY run_at DESC, id DESC
LIMIT $5

-- internal/job/jobsql PutAway
UPDATE job SET operator = $4, operated_at = $3, dismissal = $5
WHERE authority = $1 AND id = $2 AND state = 'parked' AND dismissal = ''

-- internal/job/jobsql RunAgain
UPDATE job SET state = 'ready', run_at = $3, attempt = 0, operator = $4, operated_at = $3, dismissal = ''
WHERE authority = $1 AND id = $2 AND state = 'parked'

-- internal/job/jobsql TallyJobs
SELECT kind, CAST(CASE WHEN dismissal <> '' THEN 'dismissed' ELSE state END AS text) AS standing, CAST(count(*) AS bigint) AS n
FROM job WHERE authority = $1 GROUP BY 1, 2 ORDER BY 1, 2

-- internal/store/storesql InsertNode
INSERT INTO node (authority, node, owner, reserved_until) VALUES ($1, $2, $3, $4)

-- internal/store/storesql LeaveNode
UPDATE node SET owner = '', reserved_until = $4 WHERE authority = $1 AND node = $2 AND owner = $3

-- internal/store/storesql Nodes
SELECT node, owner, reserved_until FROM node WHERE authority = $1 ORDER BY node

-- internal/store/storesql ReserveNode
UPDATE node SET reserved_until = $4 WHERE authority = $1 AND node = $2 AND owner = $3

-- internal/store/storesql TakeNode
UPDATE node SET owner = $3, reserved_until = $4
WHERE authority = $1 AND node = $2 AND owner = $5 AND reserved_until = $6

-- notify/notifysql Deliveries
SELECT id, job, channel, template, state, provider_ref, at FROM delivery
WHERE authority = $1 AND dossier = $2
ORDER BY id

-- notify/notifysql Inbox
SELECT id, dossier, template, args, created_at, read_at FROM inbox_message
WHERE authority = $1 AND account = $2 AND id < $3
ORDER BY id DESC
LIMIT $4

-- notify/notifysql InsertInbox
INSERT INTO inbox_message (authority, id, account, dossier, template, args, created_at, read_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0)

-- notify/notifysql MarkRead
UPDATE inbox_message SET read_at = $4
WHERE authority = $1 AND account = $2 AND id = $3 AND read_at < 1

-- notify/notifysql RecordDelivery
INSERT INTO delivery (authority, id, job, dossier, channel, template, state, provider_ref, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (authority, job, channel) DO UPDATE
SET state = excluded.state, provider_ref = excluded.provider_ref, at = excluded.at

-- notify/notifysql Unread
SELECT id FROM inbox_message
WHERE authority = $1 AND account = $2 AND read_at = 0
LIMIT $3

