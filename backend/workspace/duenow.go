package workspace

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/obligation"
)

// nearDays is how far ahead DueNow looks, as Home does.
const nearDays = 14

// DueThing is something that is due or will be soon, under the key by which it is put off.
type DueThing struct {
	Key   string `json:"key"`
	Kind  string `json:"kind"` // action, policy, rule, check, limit, promise, unreviewed, report, import, inbox; of HomeTold also sign, outcome, conflict, held, asking, odd, quarantine
	Title string `json:"title"`
	Day   string `json:"day"` // YYYY-MM-DD; "" where it waits without one
	// Now says that it is due today or was before, or is a limit that ends within a day.
	Now    bool   `json:"now"`
	PutOff string `json:"put_off"` // the day on which it is told again; "" for now
}

// DueNow lists what has a date that is near or over, and what waits in the inbox. What was put
// off is among it and says so.
func (w *Workspace) DueNow(ctx context.Context, text *assets.Catalogue) ([]DueThing, error) {
	now := w.now()
	today := now.Format(time.DateOnly)
	list := []DueThing{}
	add := func(key, kind, title, day string) {
		title, _, _ = strings.Cut(strings.TrimSpace(title), "\n")
		list = append(list, DueThing{Key: key, Kind: kind, Title: title, Day: day, Now: day <= today})
	}
	actions, _, err := w.Reviews.DueUpTo(ctx, now, nearDays, math.MaxInt32) // it is counted, and each can be put off
	if err != nil {
		return nil, err
	}
	for _, a := range actions {
		add("action/"+a.Ref+"/"+a.ID, "action", a.Title, a.Due)
	}
	pages, err := w.PolicyPages(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		if p.Force != nil && p.Force.ReviewBy != "" && p.Force.Left <= nearDays {
			add("policy/"+p.Ref, "policy", p.Title, p.Force.ReviewBy)
		}
	}
	for _, n := range RuleNeeds(pages, w.Who.Device) {
		add(n.Key, "rule", text.Text(n.Words(), "number", strconv.Itoa(n.Number), "text", n.Text, "title", n.Title, "changes", n.Changes(text)), "")
	}
	checks, err := w.Studies.Due(ctx, w.Studies.Today(), nearDays)
	if err != nil {
		return nil, err
	}
	for _, v := range checks {
		s := TellStudy(v, text)
		add("study/"+s.Ref, "check", s.Title, s.Check)
	}
	views, err := w.Obligations.Register(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range views {
		if v.Standing == string(obligation.Proposed) {
			continue
		}
		for _, k := range v.Clocks {
			end, _ := k.Pending()
			if end == nil || k.State == string(obligation.Paused) || end.Left > nearDays*24*60 {
				continue
			}
			list = append(list, DueThing{Key: "clock/" + v.Ref + "/" + k.Step, Kind: "limit", Title: k.Name, Day: end.Day, Now: end.Left <= 24*60})
		}
	}
	rule, err := w.ReviewRuleNow(ctx)
	if err != nil {
		return nil, err
	}
	promises, err := w.DuePromises(ctx, rule, text)
	if err != nil {
		return nil, err
	}
	for _, p := range promises {
		list = append(list, DueThing{Key: "promise/" + p.Ref, Kind: "promise", Title: text.Text("dates.promise", "title", p.Title), Day: p.Due[:len(time.DateOnly)], Now: p.Left <= 24*60})
	}
	missing, err := w.Unreviewed(ctx, rule, 0)
	if err != nil {
		return nil, err
	}
	if missing.Total > 0 {
		list = append(list, DueThing{Key: "unreviewed/" + missing.Rule, Kind: "unreviewed", Title: text.Count("home.unreviewed", missing.Total), Now: true})
	}
	reports, err := w.DueReports(ctx, text)
	if err != nil {
		return nil, err
	}
	for _, d := range reports {
		if d.Now {
			add(d.Key, "report", d.Title, d.Day)
		}
	}
	half, err := w.Register.LeftHalf(ctx)
	if err != nil {
		return nil, err
	}
	for _, i := range half {
		list = append(list, DueThing{Key: "import/" + i.ID, Kind: "import", Title: text.Text("home.importKilled", "file", i.File), Now: true})
	}
	waits, err := w.Inbox.Count(ctx)
	if err != nil {
		return nil, err
	}
	if n := waits.Waits(); n > 0 {
		list = append(list, DueThing{Key: "inbox/files", Kind: "inbox", Title: text.Count("inbox.waits", n), Now: true})
	}
	return list, w.markPutOff(ctx, list)
}

// markPutOff says of each thing until when it is put off.
func (w *Workspace) markPutOff(ctx context.Context, list []DueThing) error {
	off, err := w.PutOffs(ctx)
	for i := range list {
		for _, p := range off {
			if p.Key == list[i].Key {
				list[i].PutOff = p.Until
			}
		}
	}
	return err
}
