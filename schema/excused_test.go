package schema_test

// Reasons that several statements share.
const (
	atStart   = "read once, when the program starts, and kept in memory"
	following = "reads what is younger than the process knows: all of it at the start, a handful after a publication"
	verifying = "`motcua verify` compares everything with everything"
	building  = "a new version of the statistics is built from all events, once"
	swapping  = "once for each version that comes into force"
	keeping   = "a page of who keeps the calendar, over open work alone: some edits a year"
	yearly    = "published figures, reckoned once a minute by a process and kept"
)

// excused names what a statement may do although it grows with its table, each
// with the reason. One that no engine needs any more fails.
var excused = map[string]string{
	"cataloguesql.ConfirmationsSince reads fee_confirmation": following,
	"cataloguesql.ConfirmationsSince reads procedure":        following,
	"cataloguesql.ConfirmationsSince sorts":                  following,
	"cataloguesql.ListingsSince reads procedure":             following,
	"cataloguesql.ListingsSince reads procedure_listing":     following,
	"cataloguesql.ListingsSince sorts":                       following,
	"cataloguesql.ProceduresSince reads procedure":           following,
	"cataloguesql.ProcessesSince reads procedure":            following,
	"cataloguesql.ProcessesSince reads process":              following,
	"cataloguesql.ProcessesSince sorts":                      following,
	"cataloguesql.VersionsSince reads procedure":             following,
	"cataloguesql.VersionsSince reads procedure_version":     following,
	"cataloguesql.VersionsSince sorts":                       following,
	"cataloguesql.WithdrawalsSince reads procedure":          following,
	"cataloguesql.WithdrawalsSince sorts":                    following,
	"agencysql.Texts reads localized_text":                   atStart,
	"dossiersql.BookEntries reads book_entry":                verifying,
	"dossiersql.Codes reads dossier_code":                    verifying,
	"dossiersql.Counters reads code_counter":                 verifying,
	"dossiersql.WithoutEvents reads dossier":                 verifying,
	"dossiersql.WithoutEvents reads event":                   verifying,
	"dossiersql.WithoutEvents sorts":                         verifying,
	"eventsql.CountFeed reads feed":                          verifying,
	"eventsql.CountPending reads feed_pending":               verifying,
	"eventsql.FirstGap reads feed":                           verifying,
	"eventsql.LastAt reads event":                            "`motcua demo` asks once, when it starts with a chosen clock",
	"eventsql.PlacedNothing reads event":                     verifying,
	"eventsql.PlacedNothing reads feed":                      verifying,
	"dossiersql.ChainsOfSpan reads feed":                     building + "; the span is a batch, which a plan without its bounds does not know",
	"dossiersql.ChainsOfSpan sorts":                          building,
	"dossiersql.DossiersWithEvents reads event":              "`motcua rebuild worklist` walks every dossier",
	"dossiersql.DropCountedDeltas reads stat_delta":          swapping,
	"dossiersql.DropTotals reads stat_total":                 swapping,
	"dossiersql.TakeTotals reads stat_total":                 swapping,
	"dossiersql.DropFormer reads statistic":                  "takes a batch of a version that is out of force",
	"dossiersql.Statistics reads statistic":                  verifying,
	"dossiersql.Overdue reads dossier":                       yearly,
	"dossiersql.Overdue reads work_item":                     yearly,
	"dossiersql.Overdue sorts":                               yearly,
	"dossiersql.SpanOfStatistics reads statistic":            yearly,
	"dossiersql.SpanOfStatistics sorts":                      yearly,
	"dossiersql.SpanOfTotals reads stat_total":               yearly + "; empty since the first version is in force",
	"dossiersql.SpanOfTotals sorts":                          yearly,
	"dossiersql.SpanOfDeltas reads stat_delta":               yearly + "; deltas of a minute or so",
	"dossiersql.SpanOfDeltas sorts":                          yearly,
	"dossiersql.TakeDeltas filters stat_delta":               "passes over deltas whose events have no place in the feed yet: those of a second",
	"dossiersql.DeltaTotals reads stat_delta":                "adds up what came since the last roll-up, a minute ago",
	"dossiersql.Totals reads stat_total":                     "the totals of the first schema, read until the projection in force replaces them (ADR 0014)",
	"dossiersql.CountProvisionalWork reads dossier":          keeping,
	"dossiersql.CountProvisionalWork reads work_item":        keeping,
	"dossiersql.CountWorkAcross reads dossier":               keeping,
	"dossiersql.CountWorkAcross reads work_item":             keeping,
	"dossiersql.CountWorkAcross sorts":                       keeping,
	"dossiersql.ProvisionalWork filters dossier":             keeping,
	"dossiersql.ProvisionalWork filters work_item":           keeping,
	"dossiersql.ProvisionalWork reads work_item":             keeping,
	"dossiersql.ProvisionalWork sorts":                       keeping,
	"dossiersql.WorkOfPost filters work_item":                "passes over the open work of colleagues of one unit and role; what is closed has no row",
	"identitysql.DeleteEndedSessions reads session":          "once an hour, over sessions, which live for hours: an index would cost every sign-in",
	"eventsql.DeletePlaced reads feed_pending":               "empties what was just numbered: a batch, in a table of seconds",
	"jobsql.SweepJobs reads job":                             "takes a batch of what is old enough, by job_ready",
	"jobsql.TallyJobs reads job":                             "the operator's page, opened by an administrator: the index job_ready",
	"jobsql.TallyJobs sorts":                                 "by kind, a dozen groups",
	"jobsql.CountJobs reads job":                             "a scrape counts the index job_ready; done jobs are most of it",
	"jobsql.NextRun reads job":                               "looks at the ready jobs alone, which are few but in a backlog",
	"jobsql.ReadyJobs filters job":                           "passes over jobs under a lease: as many as all workers run at once",
}
