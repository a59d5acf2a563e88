// Package ui is the design system: tokens, layout and components that every
// surface builds its pages from.
//
// A component is a templ function that takes the request's Ctx first and one
// struct after it:
//
//	templ procedurePage(c ui.Ctx, p procedurePageData) {
//		@ui.Layout(c, ui.PageMeta{Title: p.Name, Breadcrumb: p.Crumbs}) {
//			@ui.StatusLine(c, ui.StatusData{State: ui.OnTime, Text: p.Promise})
//			@ui.Summary(c, ui.SummaryData{Rows: p.Facts})
//			@ui.ButtonLink(c, ui.ButtonData{Text: c.T("portal.apply"), Href: p.ApplyHref})
//		}
//	}
//
// Components show what they are given and never read the clock, the store or the
// network. All of them work without JavaScript, at 320 px and from the keyboard
// (WCAG 2.2 AA; TT32/2017/TT-BTTTT Đ16, Đ18). No page may carry inline scripts or
// style attributes: the content policy is style-src 'self'; script-src 'self'.
// A surface's own rules go to web/<surface>/<surface>.css and are named in
// PageMeta.Styles. Words of this package stand in vi.json and en.json, keys "ui.…".
//
// Mount: Assets at AssetsPath, Gallery at /_ui and
// GalleryPaper at /_ui/paper (demo only).
package ui
