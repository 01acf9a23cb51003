package cli

import (
	"slices"
	"strconv"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/studying"
	"secondstory/backend/workspace"
)

// studyFlags are what the subcommands of study may be told.
type studyFlags struct {
	title, action, calendar        string
	terms                          study.Terms
	amounts, marks                 []string
	to, picture, out               string
	texts                          map[string]*string   // by field of the record
	lists                          map[string]*[]string // by field of the record
	nameOf                         map[string]string    // flag, by field
	burnIn                         int
	severities, checks, excl, trig []string
}

var studySubs = []string{"list", "new", "show", "set", "freeze", "check", "follow"}

func studyCommand() command {
	return command{name: "study", usage: "list | new [REV] | show REF | set REF | freeze REF | check [REF] | follow REF", help: "cli.help.study",
		setup: func(flags *pflag.FlagSet) func(*run) (int, error) {
			f := &studyFlags{}
			flags.StringVar(&f.title, "title", "", "")
			flags.StringVar(&f.action, "action", "", "")
			f.texts = map[string]*string{"title": &f.title, "problem": &f.terms.Problem, "service": &f.terms.Service, "change": &f.terms.Change,
				"before_from": &f.terms.BeforeFrom, "before_to": &f.terms.BeforeTo, "exposure": &f.terms.Exposure, "calendar": &f.calendar, "unit": &f.terms.Unit}
			f.lists = map[string]*[]string{"severities": &f.severities, "checks": &f.checks, "excluded": &f.excl, "trigger": &f.trig, "amounts": &f.amounts, "marks": &f.marks}
			f.nameOf = map[string]string{"title": "title", "problem": "problem", "service": "service", "change": "change", "before_from": "before-from",
				"before_to": "before-to", "exposure": "exposure", "calendar": "calendar", "unit": "unit", "severities": "severity", "checks": "check",
				"excluded": "exclude", "trigger": "trigger", "amounts": "amount", "marks": "mark"}
			for field, to := range f.texts {
				if field != "title" {
					flags.StringVar(to, f.nameOf[field], "", "")
				}
			}
			for field, to := range f.lists {
				flags.StringArrayVar(to, f.nameOf[field], nil, "")
			}
			flags.IntVar(&f.burnIn, "burn-in", 0, "")
			flags.StringVar(&f.to, "to", "", "")
			flags.StringVar(&f.picture, "picture", workspace.EventsPicture, "")
			flags.StringVarP(&f.out, "output", "o", ".", "")
			return func(r *run) (int, error) { return r.study(f, flags) }
		}}
}

func (r *run) study(f *studyFlags, flags *pflag.FlagSet) (int, error) {
	sub, err := r.sub(studySubs...)
	if err != nil {
		return 0, err
	}
	switch sub {
	case "list":
		return r.studyList()
	case "new":
		return r.studyNew(f)
	case "check":
		if len(r.args) == 0 {
			return r.studyCheckAll()
		}
	}
	id, err := r.only()
	if err != nil {
		return 0, err
	}
	switch sub {
	case "set":
		fields, err := r.studyFields(f, flags)
		if err != nil {
			return 0, err
		}
		if len(fields) == 0 {
			return 0, usage("cli.study_nothing")
		}
		if _, err := r.ws.Studies.Set(r.ctx, id, fields, ""); err != nil {
			return 0, err
		}
	case "freeze":
		if _, err := r.ws.Studies.Freeze(r.ctx, id, "", ""); err != nil {
			return 0, err
		}
	case "check":
		if _, err := r.ws.Studies.Check(r.ctx, id, ""); err != nil {
			return 0, err
		}
	case "follow":
		saved, err := r.ws.Studies.Follow(r.ctx, id, "")
		if err != nil {
			return 0, err
		}
		id = saved.ID
	case "show":
		if f.to != "" {
			return r.studyFile(f, id)
		}
	}
	return r.studyShown(id)
}

// studyNew drafts a study: of a review and one of its actions, or of a problem in words.
func (r *run) studyNew(f *studyFlags) (int, error) {
	t := f.terms
	t.BurnIn, t.Severities, t.Checks, t.Excluded, t.Trigger = f.burnIn, f.severities, f.checks, f.excl, f.trig
	if len(r.args) > 0 {
		review, err := r.only()
		if err != nil {
			return 0, err
		}
		t.Subject = review
		if t.Part, err = r.actionOf(review, f.action); err != nil {
			return 0, err
		}
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	var err error
	if t.Calendar, err = r.calendarID(f.calendar); err != nil {
		return 0, err
	}
	saved, err := r.ws.Studies.Begin(r.ctx, f.title, t, "")
	if err != nil {
		return 0, err
	}
	if len(f.amounts)+len(f.marks) > 0 {
		fields := record.Doc{"amounts": plainStrings(f.amounts), "marks": plainStrings(f.marks)}
		if _, err := r.ws.Studies.Set(r.ctx, saved.ID, fields, ""); err != nil {
			return 0, err
		}
	}
	return r.studyShown(saved.ID)
}

// actionOf finds an action of a review by its reference, or the only one there is.
func (r *run) actionOf(id, ref string) (string, error) {
	view, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return "", err
	}
	if ref == "" && len(view.Actions) == 1 {
		return view.Actions[0].ID, nil
	}
	for _, a := range view.Actions {
		if ref != "" && (a.Ref == ref || a.ID == ref) {
			return a.ID, nil
		}
	}
	if ref == "" {
		return "", usage("cli.study_action")
	}
	return "", fault.New(fault.NotFound, "study.action_missing", "ref", view.Ref)
}

func (r *run) calendarID(ref string) (string, error) {
	if ref == "" {
		return "", nil
	}
	return r.resolve(ref)
}

// studyFields are the fields whose flags were given.
func (r *run) studyFields(f *studyFlags, flags *pflag.FlagSet) (record.Doc, error) {
	fields := record.Doc{}
	for field, v := range f.texts {
		if !flags.Changed(f.nameOf[field]) {
			continue
		}
		text := *v
		if field == "calendar" {
			var err error
			if text, err = r.calendarID(text); err != nil {
				return nil, err
			}
		}
		fields[field] = text
	}
	for field, v := range f.lists {
		if flags.Changed(f.nameOf[field]) {
			fields[field] = plainStrings(*v)
		}
	}
	if flags.Changed("burn-in") {
		fields["burn_in"] = float64(f.burnIn)
	}
	return fields, nil
}

// plainStrings is a list as a record holds it; an empty text in it takes all away.
func plainStrings(list []string) []any {
	out := []any{}
	for _, v := range list {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

func (r *run) studyList() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Studies.List(r.ctx)
	if err != nil {
		return 0, err
	}
	if err := r.noteUnreadable(study.RecordKind); err != nil {
		return 0, err
	}
	told := make([]workspace.StudyTold, len(list))
	for i, v := range list {
		told[i] = workspace.TellStudy(v, r.text)
	}
	if r.json {
		r.print(map[string]any{"studies": told})
		return Done, nil
	}
	if len(told) == 0 {
		r.say("%s", r.t("cli.no_studies"))
	}
	for _, s := range told {
		r.say("%s  %-9s %-10s  %s", s.Ref, s.StateWord, orDash(s.Check), s.Title)
		if s.Verdict != "" {
			r.say("    %s", s.Verdict)
		}
		if s.Holds != "" {
			r.say("    %s", s.Holds)
		}
		if s.Undecided > 0 {
			r.say("    %s", r.text.Count("studies.undecided", s.Undecided))
		}
	}
	return Done, nil
}

// studyCheckAll takes all checks that are due.
func (r *run) studyCheckAll() (int, error) {
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Studies.Due(r.ctx, r.ws.Studies.Today(), 0)
	if err != nil {
		return 0, err
	}
	list = slices.DeleteFunc(list, func(v studying.View) bool { return v.State != study.DueNow })
	told := []workspace.StudyTold{}
	for _, v := range list {
		if _, err := r.ws.Studies.Check(r.ctx, v.ID, ""); err != nil {
			return 0, err
		}
		v, err := r.ws.Studies.View(r.ctx, v.ID)
		if err != nil {
			return 0, err
		}
		s := workspace.TellStudy(v, r.text)
		told = append(told, s)
		r.say("%s  %s  %s", s.Ref, s.Verdict, s.Title)
		if s.Holds != "" {
			r.say("    %s", s.Holds)
		}
	}
	if r.json {
		r.print(map[string]any{"studies": told})
		return Done, nil
	}
	if len(told) == 0 {
		r.say("%s", r.t("cli.no_checks_due"))
	}
	return Done, nil
}

func (r *run) studyShown(id string) (int, error) {
	v, err := r.ws.Studies.View(r.ctx, id)
	if err != nil {
		return 0, err
	}
	s := workspace.TellStudy(v, r.text)
	if r.json {
		r.print(s)
		return Done, nil
	}
	r.say("%s  %s", s.Ref, s.Title)
	r.say("%s", s.StateWord)
	switch {
	case s.SubjectRef != "":
		r.say("%s", r.t("cli.study_about", "ref", s.SubjectRef, "action", orDash(s.Action)))
	case s.Plan.Problem != "":
		r.say("%s", s.Plan.Problem)
	}
	p := s.Plan
	before := p.BeforeTo
	if before == "" {
		before = r.t("cli.study_day_before")
	}
	r.say("%s", r.t("cli.study_windows", "from", p.BeforeFrom, "to", before, "change", p.Change, "burn", strconv.Itoa(p.BurnIn)))
	if s.Frozen != nil {
		r.say("%s", r.t("cli.study_frozen", "day", s.Frozen.Day, "hash", s.Frozen.Hash))
	}
	r.studyOthers(s)
	if s.Problem != nil {
		r.say("%s", s.Problem.Text)
	}
	if f := s.Forecast; f != nil {
		r.say("%s", r.t("cli.study_before", "counted", f.Counted))
		if len(v.Results) == 0 {
			r.say("%s", f.Text)
		}
		r.say("%s", s.Level)
	}
	for _, c := range s.Checks {
		r.say("")
		r.say("%s  %s", c.Day, r.t("studies.check."+c.State))
		if c.Result != nil {
			r.studyResult(*c.Result)
		}
	}
	return Done, nil
}

// studyOthers tells which of several plans holds, what those beside it say, and what waits.
func (r *run) studyOthers(s workspace.StudyTold) {
	if s.Holds != "" {
		r.say("%s", s.Holds)
	}
	for _, o := range s.Others {
		for i, line := range o.Lines() {
			if i > 0 {
				line = "  " + line
			}
			r.say("%s", line)
		}
	}
	if s.Damaged {
		r.say("%s", r.t("studies.damaged"))
	}
	if s.Undecided > 0 {
		r.say("%s", r.text.Count("studies.undecided", s.Undecided))
	}
}

func (r *run) studyResult(x workspace.StudyResult) {
	r.say("  %s. %s", x.Word, x.Why)
	r.say("  %s", r.t("cli.study_sides", "before", x.Before, "after", x.After))
	if x.P != "" {
		r.say("  %s", r.t("studies.p", "p", x.P))
	}
	for _, c := range x.Cases {
		if c.Side == "left" {
			r.say("  %s  %s  %s", c.Day, c.Ref, c.Why)
		}
	}
	for _, w := range x.Warnings {
		r.say("  ! %s", w.Text)
	}
	if x.Stale {
		r.say("  ! %s", r.t("studies.stale"))
	}
	r.say("  %s", r.t("studies.rests", "method", x.Method, "data", x.DataHash[:12]))
	if x.Rule != "" {
		r.say("  %s", r.t("studies.rule", "rule", x.Rule))
	}
}
