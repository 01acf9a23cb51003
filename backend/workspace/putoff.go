package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"secondstory/backend/domain/fault"
	"secondstory/backend/sqlite"
)

// putOffSetting begins the names under which it is kept what Home does not tell for a while.
// It is a matter of who sits here: nothing of it is shared.
const putOffSetting = "putoff."

// Bounds of what can be put off: who wants to hear of something after more than a year does
// not want to hear of it.
const (
	mostPutOffDays  = 366
	mostReasonSigns = 500
	mostKeySigns    = 150
)

// PutOff is something Home tells no more until its day.
type PutOff struct {
	Key    string `json:"key"` // as Home names it
	Title  string `json:"title"`
	Until  string `json:"until"` // YYYY-MM-DD: the day on which it is told again
	Reason string `json:"reason"`
}

// PutOffs lists what is put off and whose day has not come, by day.
func (w *Workspace) PutOffs(ctx context.Context) (list []PutOff, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		list, _, err = putOffs(tx, w.now().Format(time.DateOnly))
		return err
	})
	return list, err
}

// putOffs also gives the settings of those that are told again.
func putOffs(tx *sqlite.Tx, today string) (list []PutOff, over []string, err error) {
	all, err := tx.Settings()
	if err != nil {
		return nil, nil, err
	}
	list = []PutOff{}
	for name, value := range all {
		if !strings.HasPrefix(name, putOffSetting) {
			continue
		}
		var p PutOff
		if json.Unmarshal([]byte(value), &p) != nil || p.Until <= today {
			over = append(over, name)
			continue
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b PutOff) int { return cmp.Or(cmp.Compare(a.Until, b.Until), cmp.Compare(a.Key, b.Key)) })
	return list, over, nil
}

// PutOff has Home tell something no more until a day, "YYYY-MM-DD" or "+N" for N days from
// today, and gives it as it is kept. A limit of an obligation or of a review runs on whatever
// is put off, and a line that stands for several things is none of them: these stay told. invalid: home.put_off_key, home.put_off_limit, home.put_off_day,
// home.put_off_reason.
func (w *Workspace) PutOff(ctx context.Context, key, title, until, reason string) (PutOff, error) {
	now := w.now()
	today := now.Format(time.DateOnly)
	p := PutOff{Key: strings.TrimSpace(key), Title: strings.TrimSpace(title), Until: until, Reason: strings.TrimSpace(reason)}
	if days, ok := strings.CutPrefix(until, "+"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > mostPutOffDays {
			return p, fault.New(fault.Invalid, "home.put_off_day", "given", until)
		}
		p.Until = now.AddDate(0, 0, n).Format(time.DateOnly)
	}
	day, err := time.Parse(time.DateOnly, p.Until)
	switch {
	case p.Key == "" || len(p.Key) > mostKeySigns || !strings.Contains(p.Key, "/"):
		return p, fault.New(fault.Invalid, "home.put_off_key", "given", p.Key)
	case slices.ContainsFunc([]string{"clock/", "promise/", "unreviewed/"}, func(s string) bool { return strings.HasPrefix(p.Key, s) }):
		return p, fault.New(fault.Invalid, "home.put_off_limit")
	case err != nil || p.Until <= today || day.After(now.AddDate(0, 0, mostPutOffDays)):
		return p, fault.New(fault.Invalid, "home.put_off_day", "given", until)
	case p.Reason == "" || utf8.RuneCountInString(p.Reason) > mostReasonSigns:
		return p, fault.New(fault.Invalid, "home.put_off_reason")
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return p, err
	}
	return p, w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		_, over, err := putOffs(tx, today)
		if err != nil {
			return err
		}
		for _, name := range over {
			if err := tx.SetSetting(name, ""); err != nil {
				return err
			}
		}
		return tx.SetSetting(putOffSetting+p.Key, string(raw))
	})
}

// TakeUp has Home tell something again that was put off. not_found: home.not_put_off.
func (w *Workspace) TakeUp(ctx context.Context, key string) error {
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		list, _, err := putOffs(tx, w.now().Format(time.DateOnly))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(p PutOff) bool { return p.Key == key }) {
			return fault.New(fault.NotFound, "home.not_put_off", "given", key)
		}
		return tx.SetSetting(putOffSetting+key, "")
	})
}
