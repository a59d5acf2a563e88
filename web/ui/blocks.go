package ui

import "github.com/a-h/templ"

// Action is a link to do something with what it stands beside.
type Action struct {
	Text   string
	Hidden string // what it acts on, for those who hear the link alone (TT32 Đ18 k1d)
	Href   string
}

// SummaryData is facts as term and value, for reading and for checking answers.
type SummaryData struct {
	Title   string   // h2 above; none when empty
	Actions []Action // beside the title
	Rows    []SummaryRow
	Dense   bool
}

// SummaryRow is one fact.
type SummaryRow struct {
	Key     string
	Value   string
	Body    templ.Component // in place of Value
	Actions []Action        // "Sửa"
	Source  string          // where a prefilled value came from
	Error   string          // what is missing or wrong
}

// TaskStatus is where a task of a task list stands.
type TaskStatus string

// The statuses of a task.
const (
	TaskTodo    TaskStatus = "todo"    // not begun
	TaskPartial TaskStatus = "partial" // begun, not finished
	TaskDone    TaskStatus = "done"
	TaskError   TaskStatus = "error"   // finished but wrong
	TaskBlocked TaskStatus = "blocked" // something else must come first
)

func (s TaskStatus) state() State {
	switch s {
	case TaskDone:
		return Done
	case TaskError:
		return Late
	case TaskPartial:
		return DueSoon
	}
	return Neutral
}

// TaskSection is a titled group of tasks.
type TaskSection struct {
	Title string
	Tasks []Task
}

// Task is one line of a task list.
type Task struct {
	ID     string // unique on the page, ties the status to the link
	Title  string
	Hint   string
	Href   string // none while blocked
	Status TaskStatus
}

// TimelineEvent is what happened, by whom and when.
type TimelineEvent struct {
	Title   string
	By      string // the person and unit, down to the division
	When    string // as Printer.DateTime writes it
	ISO     string // the same for machines; may be empty
	Text    string
	Body    templ.Component // further content, may be nil
	Current bool            // the step the matter stands at
	Future  bool            // expected, not happened
}

// DeadlineData is how one time limit stands.
type DeadlineData struct {
	State State
	Text  string // "còn 2 ngày làm việc (đến 16:00 26/11/2026)"
	Word  string // in place of the state's own word
}

// TraceData says how a date or an amount came about.
type TraceData struct {
	Summary string // "Vì sao là ngày này?"
	Lines   []TraceLine
}

// TraceLine is one step of a reckoning.
type TraceLine struct {
	When  string // the day or amount reached
	Text  string // what was counted
	Basis string // the article it rests on
}

// PanelData is the confirmation after an act.
type PanelData struct {
	Title string // the page's h1 (set PageMeta.NoHeading)
	Label string // what the code is
	Code  string // the number to keep, in large type
}

// BannerKind is what a banner means.
type BannerKind string

// The kinds of banner.
const (
	BannerInfo    BannerKind = "info"
	BannerSuccess BannerKind = "success"
	BannerWarning BannerKind = "warning"
	BannerError   BannerKind = "error"
)

// BannerData is a message about the page or the person's matter.
type BannerData struct {
	Kind  BannerKind
	Title string
	Text  string
	Code  string // the stable code of a fault, small at the end
}

func (b BannerData) role() string {
	if b.Kind == BannerError || b.Kind == BannerSuccess {
		return "alert"
	}
	return "region"
}

// EmptyData says why a list is empty and what to do next.
type EmptyData struct {
	Title string
	Text  string
	Link  Action // none when its Href is empty
}

// ButtonKind is the weight of a button; a page has one primary button.
type ButtonKind string

// The kinds of button.
const (
	Primary   ButtonKind = "primary"
	Secondary ButtonKind = "secondary"
	Danger    ButtonKind = "danger"
	Quiet     ButtonKind = "quiet"
)

// ButtonData is a button (Button) or a link that looks like one (ButtonLink).
type ButtonData struct {
	Text        string
	Kind        ButtonKind // Primary when empty
	Href        string     // ButtonLink only
	Name, Value string     // what it adds to the form
	FormAction  string     // sends the form elsewhere
	NoValidate  bool       // such as "save and leave"
	Disabled    bool
	Why         string // why it is disabled; an impossible act says why
	ID          string
}

func (b ButtonData) class() string {
	if b.Kind == "" {
		return "mc-button--" + string(Primary)
	}
	return "mc-button--" + string(b.Kind)
}

// LookupData is a search box with one button.
type LookupData struct {
	Action string // where it goes, by GET
	Name   string // "q" when empty
	Value  string
	Label  string
	Hint   string
	Button string // "ui.search" when empty
	Error  string
	Big    bool // the home page's
	Key    bool // "/" moves to it
	// Suggest answers ?q= with what completes it, as JSON: a list of {href, parts}.
	// Without a script, or when it is empty, the box is a plain one.
	Suggest   string
	Suggested string // says how many there are, "%d" standing for the number
}

func (l LookupData) name() string {
	if l.Name == "" {
		return "q"
	}
	return l.Name
}

func (l LookupData) field() Field {
	return Field{Name: l.name(), Label: l.Label, Hint: l.Hint, Error: l.Error}
}

// StepsData is how far along a task of several pages one is.
type StepsData struct {
	Steps   []string
	Current int // from 1
}

// CardData is a box that leads somewhere.
type CardData struct {
	Title  string
	Href   string
	Text   string
	Meta   string
	Urgent bool            // something the reader must do
	Body   templ.Component // state, tags; may be nil
}

// FigureData is a number that opens the list behind it.
type FigureData struct {
	Value string
	Label string
	Href  string // the list behind it; none when empty
	Note  string // period, source
	State State
}

// StatusData is the state of a matter in one sentence.
type StatusData struct {
	State State
	Text  string
}

// Tab is a page beside others of the same thing, as a link.
type Tab struct {
	Text    string
	Href    string
	Current bool
	Count   int // none when 0
}

// FilterData is the conditions of a list; they live in the address.
type FilterData struct {
	Action  string // where the form goes, by GET
	Tags    []FilterTag
	ClearTo string // address without conditions
	Button  string // "ui.filter.apply" when empty
	Open    bool
}

// FilterTag is a condition in force and the address without it.
type FilterTag struct{ Text, RemoveHref string }

// IdentityData says which matter the page is about, so that nobody works in the
// wrong file.
type IdentityData struct {
	Items []SummaryRow // code, person, procedure: Key and Value or Body
	State *DeadlineData
}

// ProgressData is long work with its per cent (TT32/2017 Đ11 k2đ).
type ProgressData struct {
	Label   string
	Percent int
	Note    string
}

// KeyHelp is one line of the keyboard help.
type KeyHelp struct{ Key, Text string }
