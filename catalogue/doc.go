// Package catalogue holds administrative procedures (thủ tục hành chính) as the
// state published them, and reading aids that make the published text readable
// without altering a word of it.
//
// A Record is one procedure as published (NĐ63 Đ8 k2 names its parts, NĐ63 Đ15
// the decision that publishes it). A Version is a record in force from a date,
// with a canonical text and its hash: a dossier keeps the version it was filed
// under. A ComponentKey names one paper of one version.
//
// Nothing here says who may file what online: that is world data.
package catalogue
