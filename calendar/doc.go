// Package calendar counts the time limits of administrative procedures
// (thời hạn giải quyết): working days, office hours, holidays, and a trace of
// every day counted or skipped, so that anybody can recompute a promised date.
//
// A Calendar is immutable and safe for concurrent use. Nothing here reads a
// clock: moments come in as clock.Instant and are read in Asia/Ho_Chi_Minh.
package calendar
