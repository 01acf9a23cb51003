package workspace

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
	"secondstory/backend/service/obligating"
)

// dutyRegister is the register of obligations as paper.
func (w *Workspace) dutyRegister(ctx context.Context, o RegisterOrder, text *assets.Catalogue, ms *draw.Measurer) (report.Model, error) {
	list, err := w.listedDuties(ctx, o, text)
	if err != nil {
		return report.Model{}, err
	}
	sum := sha256.New()
	for _, d := range list {
		_, _ = fmt.Fprintf(sum, "%+v\n", d) //nolint:errcheck // a hash does not fail
	}
	return report.DutyRegister(list, report.Options{Measurer: ms, Text: text.Text, AsOf: o.AsOf, DataHash: hex.EncodeToString(sum.Sum(nil))}), nil
}

// dutySheet has a row for each notification that rules ask for, and one for an assessment
// that asks for none.
func (w *Workspace) dutySheet(ctx context.Context, o RegisterOrder, text *assets.Catalogue, s *asfile.Sheet) error {
	list, err := w.listedDuties(ctx, o, text)
	if err != nil {
		return err
	}
	for _, d := range list {
		head := []any{d.Ref, d.Rules, d.About, d.What, strings.Join(d.Standing, " "), d.Decision, d.Judgement}
		if len(d.Steps) == 0 {
			s.Rows = append(s.Rows, append(slices.Clone(head), "", "", "", "", "", "", ""))
		}
		for _, k := range d.Steps {
			var at, role, why []string
			for _, x := range k.Sent {
				at, role, why = append(at, x.At), append(role, x.Role), append(why, x.LateReason)
			}
			s.Rows = append(s.Rows, append(slices.Clone(head), k.Name, k.To, k.State, k.End, strings.Join(at, "; "), strings.Join(role, "; "), strings.Trim(strings.Join(why, "; "), "; ")))
		}
	}
	return nil
}

// dutyHeads are the heads of dutySheet.
var dutyHeads = []string{"report.reference", "report.register.duty.rules", "report.register.duty.about", "report.event", "report.register.duty.standing", "report.register.duty.decision", "report.register.duty.judgement",
	"report.register.duty.step", "report.register.duty.to", "report.state", "report.register.duty.end", "report.register.duty.sent_head", "report.register.duty.role", "report.register.duty.late_reason"}

func (w *Workspace) listedDuties(ctx context.Context, o RegisterOrder, text *assets.Catalogue) ([]report.ListedDuty, error) {
	all, err := w.Obligations.Register(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]report.ListedDuty, len(all))
	for i, v := range all {
		o.told(i, len(all))
		account, err := w.Obligations.Account(ctx, v)
		if err != nil {
			return nil, err
		}
		d := report.ListedDuty{Ref: v.Ref, Rules: cmp.Or(v.PackName, v.Title), About: v.SubjectRef, What: v.SubjectTitle, Standing: DutyStanding(v, text), Binds: binds(v), Effects: account.Effects, Actions: account.Measures,
			Decision: text.Text("obligation.decision." + cmp.Or(v.Decision, "open"))}
		if v.Decision != "" {
			d.Judgement = DutyJudgement(v, text)
		}
		d.Standing = append(d.Standing, DutyCalendar(v, text)...)
		for _, m := range v.Against {
			d.Against = append(d.Against, text.Fill(m.Key, m.Params))
		}
		for _, e := range v.Events {
			if e.At != nil {
				d.Facts = append(d.Facts, e.Name+": "+cmp.Or(e.Day, e.At.Case))
			}
		}
		for _, f := range v.Facts {
			if f.Value != "" {
				d.Facts = append(d.Facts, f.Name+": "+f.Value)
			}
		}
		for _, k := range v.Clocks {
			if k.State != string(obligation.NotRequired) {
				d.Steps = append(d.Steps, dutyStep(k, text))
			}
		}
		out[i] = d
	}
	return out, nil
}

// binds says whether the rules can bind anybody and hold for the incident: a law only
// proposed, or of another time, makes nothing open or late.
func binds(v obligating.View) bool {
	return v.Standing != string(obligation.Proposed) && v.Applies != string(obligation.AppliesLater) && v.Applies != string(obligation.AppliesEnded)
}

func dutyStep(k obligating.ClockView, text *assets.Catalogue) report.DutyStep {
	s := report.DutyStep{Name: k.Name, To: k.Recipient, State: text.Text("obligation.state." + k.State)}
	switch obligation.State(k.State) {
	case obligation.Overdue:
		s.Open, s.Late = true, !k.Soft
	case obligation.Late:
		s.Late = !k.Soft
	case obligation.Running, obligation.Paused, obligation.Asks, obligation.Waits:
		s.Open = true
	}
	switch {
	case k.Due != nil && k.Soft:
		s.End = text.Text("obligation.target", "end", DutyEnd(k.Due))
	case k.Due != nil:
		s.End = DutyEnd(k.Due)
	case k.Projected != nil:
		s.End = text.Text("obligation.projected", "end", DutyEnd(k.Projected))
	case k.Soft:
		s.End = text.Text("obligation.soft")
	}
	for _, x := range k.Sent {
		s.Sent = append(s.Sent, report.DutySent{At: cmp.Or(x.Day, x.At.Case), Role: x.ByRole, LateReason: x.LateReason})
	}
	return s
}

// DutyEnd is the end of a limit: a day, or a time of the authority.
func DutyEnd(e *obligating.End) string {
	if e.Whole {
		return e.Day
	}
	return e.Case
}

// DutyStanding says how the rules of an assessment stand, and where they do not hold for
// the incident. A law only proposed never applies, whoever signs.
func DutyStanding(v obligating.View, text *assets.Catalogue) []string {
	out := make([]string, 0, 2)
	switch {
	case v.Standing == string(obligation.Proposed):
		out = append(out, text.Text("obligation.proposal"))
	case v.Signed && v.Alone:
		out = append(out, text.Text("obligation.signed_alone", "rule", v.Rule))
	case v.Signed:
		out = append(out, text.Text("obligation.signed", "rule", v.Rule))
	case v.Ended != "":
		out = append(out, text.Text("obligation.ended", "rule", v.Superseded, "day", v.Ended))
	case v.Superseded != "":
		out = append(out, text.Text("obligation.superseded", "rule", v.Superseded))
	default:
		out = append(out, text.Text("obligation.unsigned"))
	}
	switch v.Applies {
	case string(obligation.AppliesLater):
		out = append(out, text.Text("obligation.outside_before", "from", v.AppliesFrom, "day", v.AppliesDay))
	case string(obligation.AppliesEnded):
		out = append(out, text.Text("obligation.outside_after", "to", v.AppliesTo, "day", v.AppliesDay))
	}
	if v.CalendarKept != "" && v.CalendarVersion != "" && v.CalendarKept != v.CalendarVersion {
		out = append(out, text.Text("obligation.calendar_changed", "calendar", v.CalendarName, "kept", v.CalendarKept, "version", v.CalendarVersion))
	}
	return out
}

// DutyCalendar says which ends are those of weekdays because the calendar says nothing, and
// which ones the calendar counted otherwise when it was chosen.
func DutyCalendar(v obligating.View, text *assets.Catalogue) []string {
	var out []string
	for _, k := range v.Clocks {
		if k.Problem != nil {
			if why := text.Fill(k.Problem.Key, k.Problem.Params); !slices.Contains(out, why) {
				out = append(out, why)
			}
		}
		if k.Kept != nil {
			out = append(out, k.Name+": "+text.Text("obligation.kept_end", "end", DutyEnd(k.Kept)))
		}
	}
	return out
}

// DutyJudgement says who decided whether to notify, and why.
func DutyJudgement(v obligating.View, text *assets.Catalogue) string {
	at := v.DecidedAt
	if v.Decided != nil {
		at = v.Decided.Case
	}
	return text.Text("cli.obligation_decided", "role", v.DecidedBy, "approver", cmp.Or(v.ApprovedBy, "–"), "at", at, "reason", cmp.Or(v.Reason, "–"))
}
