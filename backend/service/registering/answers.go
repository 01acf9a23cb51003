package registering

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
)

// answersSetting begins the names under which answers are remembered. A file that has the
// same columns comes from the same export, and nobody is asked twice about that.
const answersSetting = "incident.answers."

// answersKey is the name for the answers an import was given; "" where none were needed.
func answersKey(told incident.Told, imp incident.Import) string {
	if imp.Zone == "" && imp.DayOrder == "" && len(imp.Mapping) == 0 {
		return ""
	}
	return keyFor(told)
}

func keyFor(told incident.Told) string {
	headers := slices.Sorted(slices.Values(told.Headers))
	sum := sha256.Sum256([]byte(told.Format + "\x00" + strings.Join(headers, "\x00")))
	return answersSetting + hex.EncodeToString(sum[:8])
}

// answersFor answers what a file asks with what was said of such a file before. What it
// does not ask it shows by itself, but for what its columns mean: who said so meant all such
// files. known is false when that adds nothing.
func (s *Service) answersFor(ctx context.Context, told incident.Told, o incident.Options) (filled incident.Options, known bool, err error) {
	var before incident.Options
	err = s.Store.View(ctx, func(tx Tx) (err error) {
		before, err = answersUnder(tx, keyFor(told))
		return err
	})
	filled = o
	for _, q := range told.Questions {
		switch {
		case q.Key == incident.AskZone && filled.Zone == "" && before.Zone != "":
			filled.Zone, known = before.Zone, true
		case q.Key == incident.AskDayOrder && filled.DayOrder == "" && before.DayOrder != "":
			filled.DayOrder, known = before.DayOrder, true
		}
	}
	return filled, known, err
}

// meantBefore adds what the columns of such a file were said to mean before, also where the
// file asks nothing: who said so meant all files with these columns.
func (s *Service) meantBefore(ctx context.Context, reader Reader, name string, in File, o incident.Options) (incident.Options, error) {
	said := map[string]incident.Options{}
	err := s.Store.View(ctx, func(tx Tx) error {
		settings, err := tx.Settings()
		for key := range settings {
			if strings.HasPrefix(key, answersSetting) && err == nil {
				said[key], err = answersUnder(tx, key)
			}
		}
		return err
	})
	if err != nil {
		return o, errors.Join(errAnswers, err)
	}
	maps.DeleteFunc(said, func(_ string, before incident.Options) bool { return len(before.Mapping) == 0 })
	if len(said) == 0 {
		return o, nil
	}
	// The columns are known as soon as the first row comes; what else goes wrong the reading
	// itself will tell.
	told, err := reader.Read(ctx, name, in, o, func(incident.Row) error { return errLooked })
	if err == nil || errors.Is(err, errLooked) {
		o.Mapping = meant(said[keyFor(told)].Mapping, o.Mapping)
	}
	return o, ctx.Err()
}

// meant is what columns mean: what is said now goes before what was said before, of the same
// column and of another that then meant the one thing an incident has once.
func meant(before, now map[string]string) map[string]string {
	if len(before) == 0 {
		return now
	}
	both := maps.Clone(before)
	for _, target := range now {
		if !slices.Contains(manyOf, target) {
			maps.DeleteFunc(both, func(_, was string) bool { return was == target })
		}
	}
	maps.Copy(both, now)
	return both
}

// manyOf are the targets that several columns of a table can have.
var manyOf = []string{"services", "owners", "people", "raw", "updates", ""}

// errLooked ends a reading whose columns alone were asked for.
var errLooked = errors.New("looked at the columns")

// added is what the second answers have that the first had not.
func added(o, filled incident.Options) (out incident.Options) {
	if o.Zone == "" {
		out.Zone = filled.Zone
	}
	if o.DayOrder == "" {
		out.DayOrder = filled.DayOrder
	}
	if len(o.Mapping) == 0 {
		out.Mapping = filled.Mapping
	}
	return out
}

func answersUnder(tx Tx, key string) (o incident.Options, err error) {
	settings, err := tx.Settings()
	if err != nil || settings[key] == "" {
		return o, err
	}
	return o, json.Unmarshal([]byte(settings[key]), &o)
}

// remember keeps the answers of an import that ended well. What it was not asked stays as it
// was said before.
func remember(tx Writer, imp incident.Import) error {
	if imp.Answers == "" || imp.State != incident.Finished {
		return nil
	}
	before, err := answersUnder(tx, imp.Answers)
	if err != nil {
		return err
	}
	now := incident.Options{Zone: imp.Zone, DayOrder: imp.DayOrder, Mapping: imp.Mapping}
	now.Mapping = meant(before.Mapping, now.Mapping)
	now.Zone, now.DayOrder = cmp.Or(now.Zone, before.Zone), cmp.Or(now.DayOrder, before.DayOrder)
	raw, err := json.Marshal(now)
	if err != nil {
		return err
	}
	return tx.SetSetting(imp.Answers, string(raw))
}
