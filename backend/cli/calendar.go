package cli

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/service/scheduling"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// calendarFlags are what the subcommands of calendar may be told.
type calendarFlags struct {
	from, pick, zone, as, out string
	into                      string
	year, only                int
	dry, drop, trash, alike   bool
}

func calendarCommand() command {
	return command{name: "calendar", help: "cli.help.calendar",
		args: lengthsAsWords, usage: "list | show REF [--year YEAR] | check REF [--year YEAR] | import FILE.ics [--zone ZONE] [--as FORM] [--only N] [--into REF] [--dry-run] | aside REF [ID --as FORM|--zone ZONE|--pick WHICH|--drop [--alike]] | export REF -o FILE.ics | add REF DURATION [--from TIME] | between REF TIME TIME | next REF [--from TIME] | due REF [--from TIME] | dates -o FILE.ics",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			c := &calendarFlags{}
			f.StringVar(&c.from, "from", "", "")
			f.StringVar(&c.pick, "pick", "", "")
			f.StringVar(&c.zone, "zone", "", "")
			f.StringVar(&c.as, "as", "", "")
			f.StringVarP(&c.out, "output", "o", "", "")
			f.IntVar(&c.year, "year", 0, "")
			f.BoolVar(&c.dry, "dry-run", false, "")
			f.BoolVar(&c.drop, "drop", false, "")
			f.BoolVar(&c.alike, "alike", false, "")
			f.IntVar(&c.only, "only", 0, "")
			f.StringVar(&c.into, "into", "", "")
			f.BoolVar(&c.trash, "trash", false, "")
			return func(r *run) (int, error) { return r.calendar(c) }
		}}
}

func (r *run) calendar(c *calendarFlags) (int, error) {
	sub, err := r.sub("list", "show", "check", "import", "aside", "export", "add", "between", "next", "due", "dates")
	if err != nil {
		return 0, err
	}
	if !slices.Contains([]string{"", string(calendar.Earlier), string(calendar.Later)}, c.pick) {
		return 0, usage("calendar.pick", "pick", c.pick)
	}
	switch sub {
	case "list":
		return r.calendarList(c.trash)
	case "show":
		return r.calendarShow(c.year)
	case "check":
		return r.calendarCheck(c.year)
	case "import":
		return r.calendarImport(c)
	case "aside":
		return r.calendarAside(c)
	case "export":
		return r.calendarExport(c.out)
	case "add":
		return r.calendarAdd(c)
	case "between":
		return r.calendarBetween(c)
	case "due":
		return r.calendarDue(c)
	case "dates":
		return r.calendarDates(c.out)
	default:
		return r.calendarNext(c)
	}
}

type jsonCalendarRow struct {
	Ref   string `json:"ref"`
	ID    string `json:"id"`
	Title string `json:"title"`
	Zone  string `json:"zone"` // of its clocks; empty where it cannot be read
}

func (r *run) calendarList(trash bool) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	rows, err := r.ws.List(r.ctx, sqlite.ListFilter{Kind: calendar.Kind, Trash: trash, Sort: "title"})
	if err != nil {
		return 0, err
	}
	out := []jsonCalendarRow{}
	for _, x := range rows {
		// One that cannot be read is listed all the same: shown, it says why.
		h, _ := r.ws.Calendars.Get(r.ctx, x.ID)
		out = append(out, jsonCalendarRow{x.Ref, x.ID, x.Title, h.Zone})
		r.say("%s", strings.TrimSpace(x.Ref+"  "+x.Title+"  "+h.Zone))
	}
	if r.json {
		r.print(map[string]any{"calendars": out})
	} else if len(rows) == 0 {
		r.say("%s", r.t("cli.no_calendars"))
	}
	return Done, nil
}

// jsonOf names the calendar and the version that an answer was made with.
type jsonOf struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Zone    string `json:"zone"`
	Version string `json:"version"`
}

func ofCalendar(h calendar.Held) jsonOf { return jsonOf{h.Ref, h.Name, h.Zone, h.Version} }

func (r *run) calendarShow(year int) (int, error) {
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	h, err := r.ws.Calendars.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if year != 0 {
		return r.calendarYear(id, year)
	}
	if r.json {
		r.print(map[string]any{"calendar": ofCalendar(h), "content": h.Calendar, "note": h.Note, "trashed": h.Trashed})
		return Done, nil
	}
	r.say("%s  %s", h.Ref, h.Name)
	r.say("%s", r.t("cli.calendar_version", "zone", h.Zone, "version", h.Version))
	if h.Trashed {
		r.say("%s", r.t("cli.in_trash", "ref", h.Ref))
	}
	section := func(key string, lines []string) {
		if len(lines) == 0 {
			return
		}
		r.say("\n%s", r.t(key))
		for _, l := range lines {
			r.say("  %s", l)
		}
	}
	if !h.ValidFrom.IsZero() || !h.ValidTo.IsZero() {
		section("calendar.valid", []string{dateOrDash(h.ValidFrom) + " – " + dateOrDash(h.ValidTo)})
	}
	section("calendar.week", texts(h.Week, func(x calendar.Hours) string {
		return r.t("calendar.weekday."+strconv.Itoa(int(x.Day))) + " " + calendar.ClockText(x.From) + "–" + calendar.ClockText(x.To)
	}))
	section("calendar.holidays", texts(h.Holidays, func(x calendar.Holiday) string {
		line := x.On.String() + "  " + x.Name
		switch {
		case x.Yearly && !x.Until.IsZero():
			line += "  (" + r.t("calendar.yearly_until", "date", x.Until.String()) + ")"
		case x.Yearly:
			line += "  (" + r.t("calendar.yearly") + ")"
		}
		return line
	}))
	section("calendar.exceptions", texts(h.Exceptions, func(x calendar.Exception) string {
		hours := strings.Join(texts(x.Spans, calendar.Span.String), ", ")
		if hours == "" {
			hours = r.t("calendar.closed")
		}
		return x.On.String() + "  " + hours + "  " + x.Name
	}))
	section("calendar.periods", r.periodLines(h.Periods))
	return Done, nil
}

func texts[T any](list []T, f func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = f(x)
	}
	return out
}

func dateOrDash(d calendar.Date) string {
	if d.IsZero() {
		return "…"
	}
	return d.String()
}

func (r *run) calendarYear(id string, year int) (int, error) {
	h, _, days, err := r.ws.Calendars.Year(r.ctx, id, year)
	if err != nil {
		return 0, err
	}
	type jsonDay struct {
		Date    string `json:"date"`
		State   string `json:"state"`
		Minutes int    `json:"minutes"`
		Real    int    `json:"real"`
		Name    string `json:"name"`
	}
	out := []jsonDay{}
	for _, d := range days {
		out = append(out, jsonDay{d.Date.String(), string(d.State), d.Minutes, d.Real, d.Name})
		r.say("%s  %-9s  %s  %s", d.Date, r.t("calendar.day."+string(d.State)), calendar.ClockText(d.Real), d.Name)
	}
	if r.json {
		r.print(map[string]any{"calendar": ofCalendar(h), "days": out})
	}
	return Done, nil
}

type jsonLinted struct {
	Level   string `json:"level"`
	Key     string `json:"key"`
	Path    string `json:"path"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// calendarCheck ends with NeedsPerson while something is wrong.
func (r *run) calendarCheck(year int) (int, error) {
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	h, list, err := r.ws.Calendars.Check(r.ctx, id, year)
	if err != nil {
		return 0, err
	}
	status, out := Done, []jsonLinted{}
	for _, c := range list {
		x := jsonLinted{Level: string(c.Level), Key: c.Key, Path: c.Path, Message: workspace.CalendarWords(c.Message, r.t)}
		if c.Fix != nil {
			x.Fix = workspace.CalendarWords(c.Fix.Message, r.t)
		}
		if c.Level == calendar.Problem {
			status = NeedsPerson
		}
		out = append(out, x)
		r.say("%s  %s", r.t("calendar.level."+x.Level), x.Message)
	}
	waiting := len(h.Aside) + h.AsideLeft
	if waiting > 0 {
		status = NeedsPerson
		r.say("%s", r.text.Count("calendar.waiting", waiting))
	}
	if r.json {
		r.print(map[string]any{"calendar": ofCalendar(h), "findings": out, "waiting": waiting})
	} else if len(out)+waiting == 0 {
		r.say("%s", r.t("calendar.check_fine", "title", h.Name))
	}
	return status, nil
}

type jsonAside struct {
	Line    int    `json:"line"`
	Title   string `json:"title"`
	Aside   bool   `json:"aside"`
	Key     string `json:"key"`
	Message string `json:"message"`
}

// calendarImport ends with NeedsPerson where an entry waits for a person.
func (r *run) calendarImport(c *calendarFlags) (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.calendar_file_missing")
	}
	if c.as != "" && !slices.Contains(calendar.Forms, calendar.Form(c.as)) {
		return 0, formUnknown(c.as)
	}
	data, err := workspace.ReadCalendarFile(r.args[0])
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	as := calendar.ReadAs{Zone: c.zone, Form: calendar.Form(c.as), Only: max(c.only, 0)}
	var in scheduling.Import
	switch {
	case c.dry:
		in, err = r.ws.Calendars.Preview(r.args[0], data, as)
	case c.into != "":
		var id string
		if id, err = r.resolve(c.into); err == nil {
			tell := r.watchLimits(id)
			in, err = r.ws.Calendars.ImportInto(r.ctx, id, r.args[0], data, as, "")
			defer tell()
		}
	default:
		in, err = r.ws.Calendars.Import(r.ctx, r.args[0], data, as, "")
	}
	if err != nil && in.Read == 0 {
		return 0, err
	}
	out := []jsonAside{}
	for _, e := range in.Entries {
		out = append(out, jsonAside{e.Line, e.Title, e.Aside, e.Key, workspace.CalendarWords(e.Message, r.t)})
	}
	ref := ""
	if in.ID != "" {
		ref = r.ws.RefOf(r.ctx, in.ID)
	}
	for _, x := range out {
		r.say("%6d  %s  %s", x.Line, orDash(x.Title), x.Message)
	}
	if err != nil {
		return 0, err
	}
	waiting, err := r.waiting(in)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"ref": ref, "id": in.ID, "title": in.Title, "zone": in.Calendar.Zone, "version": in.Calendar.Version,
			"read": in.Read, "taken": in.Accepted, "aside": in.PutAside(), "nights": in.Nights(), "known": in.Known, "waiting": waiting, "entries": out})
	} else {
		r.say("%s  %s", orDash(ref), r.t("cli.calendar_imported", "title", in.Title, "read", strconv.Itoa(in.Read), "taken", strconv.Itoa(in.Accepted), "aside", strconv.Itoa(in.PutAside())))
		if nights := in.Nights(); nights > 0 {
			r.say("%s", r.text.Count("calendar.nights", nights))
		}
		if in.Known {
			r.say("%s", r.t("calendar.importKnown", "title", in.Title))
		}
		if waiting > 0 && in.ID != "" {
			r.say("%s", r.text.Count("calendar.waiting", waiting))
		}
	}
	if c.only == 0 && len(in.Names) > 1 {
		r.note("%s", r.t("cli.calendar_several", "n", strconv.Itoa(len(in.Names)), "names", strings.Join(texts(in.Names, orDash), ", ")))
	}
	if waiting > 0 {
		return NeedsPerson, nil
	}
	return Done, nil
}

// waiting is how many entries of files wait in the calendar of an import by now: those a
// person has settled or dropped do not. Before one is made it is what would wait.
func (r *run) waiting(in scheduling.Import) (int, error) {
	if in.ID == "" {
		return in.PutAside() + in.Nights(), nil
	}
	h, err := r.ws.Calendars.Get(r.ctx, in.ID)
	return len(h.Aside) + h.AsideLeft, err
}

func formUnknown(given string) error {
	return usage("cli.format_unknown", "given", given, "choices", strings.Join(texts(calendar.Forms, func(f calendar.Form) string { return string(f) }), ", "))
}

func (r *run) calendarExport(out string) (int, error) {
	if out == "" {
		return 0, usage("cli.output_missing")
	}
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	h, data, err := r.ws.Calendars.Export(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if n := len(h.Aside) + h.AsideLeft; n > 0 {
		r.note("%s", r.text.Count("calendar.notInFile", n))
	}
	return r.write(out, data)
}

// calendarDates writes the dates of all that is open.
func (r *run) calendarDates(out string) (int, error) {
	if out == "" {
		return 0, usage("cli.output_missing")
	}
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	f, err := r.ws.DueFile(r.ctx, r.text)
	if err != nil {
		return 0, err
	}
	r.note("%s", r.t("dates.saved", "count", strconv.Itoa(f.Count)))
	for _, a := range f.Odd {
		r.note("%s", r.t("dates.odd", "ref", a.Ref, "title", firstLine(a.Title), "date", a.Due))
	}
	if f.More {
		r.note("%s", r.t("dates.more", "count", strconv.Itoa(workspace.MostDates)))
	}
	return r.write(out, f.Data)
}

// local is an instant on the clocks of a calendar.
func local(h calendar.Held, t time.Time) string {
	zone, err := calendar.FindZone(h.Zone)
	if err != nil {
		zone = time.UTC
	}
	return t.In(zone).Format(time.RFC3339)
}
