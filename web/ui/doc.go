// Package ui is the design system: tokens, layout and components that every
// surface builds its pages from.
//
// A component is a templ function that takes the request's Ctx first and one
// struct after it: ui.Summary(c, ui.SummaryData{…}). Components show what they
// are given and never read the clock, the store or the network. All of them work
// without JavaScript, at 320 px and from the keyboard (WCAG 2.2 AA; TT32/2017
// Đ16, Đ18). Words of this package stand in vi.json and en.json, keys "ui.…".
package ui
