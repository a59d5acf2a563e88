// Package paper holds what the one-stop gives out on paper: the receipt, the request
// for supplements, the refusal, and results such as a birth certificate.
//
// A Record is what a paper says, as plain data: names of units, titles and texts
// exactly as printed. It is frozen when the paper is issued, so that a unit renamed
// later changes no paper of before. A Record names its Template and the Version of
// it; Sheets lays the record out in blocks, and PDF and the pages of web/view draw
// the same blocks. Fixed texts of a version stand in words/; a change of them is a
// new version, and versions stay readable.
//
// The annexes with the forms were not at hand: Mẫu 01–03 (TT01 Đ9 k1) follow slips
// in use; result papers follow the forms of TT15/2015/TT-BTP, TT04/2020/TT-BTP,
// NĐ23/2015/NĐ-CP and NĐ78/2015/NĐ-CP from memory. Both are to be verified against
// the annexes before conformity is claimed.
package paper
