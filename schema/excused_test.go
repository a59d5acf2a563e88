package schema_test

// Reasons that several statements share.
const (
	atStart   = "read once, when the program starts, and kept in memory"
	verifying = "`motcua verify` compares everything with everything"
)

// excused names what a statement may do although it grows with its table, each
// with the reason. One that no engine needs any more fails.
var excused = map[string]string{
	"agencysql.Texts reads localized_text":          atStart,
	"cataloguesql.Processes reads process":          atStart,
	"cataloguesql.Versions reads procedure":         atStart,
	"cataloguesql.Versions reads procedure_version": atStart,
	"cataloguesql.Versions sorts":                   atStart,
	"dossiersql.Codes reads dossier_code":           verifying,
	"dossiersql.Counters reads code_counter":        verifying,
	"dossiersql.WithoutEvents reads dossier":        verifying,
	"dossiersql.WithoutEvents reads event":          verifying,
	"dossiersql.WithoutEvents sorts":                verifying,
	"eventsql.CountFeed reads feed":                 verifying,
	"eventsql.CountPending reads feed_pending":      verifying,
	"eventsql.FirstGap reads feed":                  verifying,
	"eventsql.PlacedNothing reads event":            verifying,
	"eventsql.PlacedNothing reads feed":             verifying,
	"dossiersql.DeltaTotals reads stat_delta":       "adds up what came since the last roll-up, a minute ago",
	"dossiersql.Totals reads stat_total":            "the totals of the first schema, read until the projection in force replaces them (ADR 0014)",
	"dossiersql.WorkOfPost filters work_item":       "passes over the open work of colleagues of one unit and role; what is closed has no row",
	"identitysql.DeleteEndedSessions reads session": "once an hour, over sessions, which live for hours: an index would cost every sign-in",
	"jobsql.CountJobs reads job":                    "a scrape counts the index job_ready; done jobs are most of it",
	"jobsql.NextRun reads job":                      "looks at the ready jobs alone, which are few but in a backlog",
	"jobsql.ReadyJobs filters job":                  "passes over jobs under a lease: as many as all workers run at once",
}
