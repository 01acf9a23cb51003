package cli

import (
	"fmt"
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// shownChanges is how many changes of a step taken back are told; the history has
// all of them.
const shownChanges = 6

// sayUndone tells what an undo or redo did in words: which step, and what became
// what by it.
func (r *run) sayUndone(ref, verb, label string, u recording.Undone) error {
	r.say("%s  %s", ref, r.t(verb+".done", "what", label))
	events, _, err := r.ws.Records.History(r.ctx, u.Record, 0, 1)
	if err != nil || len(events) == 0 {
		return err
	}
	if events, err = r.ws.Reviews.Told(r.ctx, u.Record, events, r.t); err != nil {
		return err
	}
	told := 0
	for _, c := range events[0].Changes {
		p, ok := record.ParsePath(c.Path)
		switch {
		case c.Path == "":
			// The record itself came or went.
			if c.After == nil {
				r.say("        %s", r.t("cli.undone_trash", "ref", ref))
			}
			continue
		case !ok, p.Field == "rank", p.Field == "side":
			continue
		}
		if told++; told > shownChanges {
			continue
		}
		before, after := record.Shown(plain(c.Before), plain(c.After))
		r.say("        %s", r.placeWords(p))
		r.sayWords("-", c.Before, before)
		r.sayWords("+", c.After, after)
	}
	if more := told - shownChanges; more > 0 {
		r.say("        %s", r.text.Count("cli.undone_more", more))
	}
	return nil
}

// placeWords names the place of a change as people know it: "Entry, Time".
func (r *run) placeWords(p record.Path) string {
	var words []string
	for _, name := range []struct{ family, key string }{{"history.part.", p.Collection}, {"history.field.", p.Field}} {
		switch key := name.family + name.key; {
		case name.key == "":
		case r.text.Has(key):
			words = append(words, r.t(key))
		default:
			words = append(words, name.key)
		}
	}
	return strings.Join(words, ", ")
}

// plain makes words of values that the record keeps with particulars: the last of
// several statements of a time, and the items of a list.
func plain(v any) any {
	list, isList := v.([]any)
	if isList && len(list) > 0 {
		v = list[len(list)-1]
	}
	if doc, ok := v.(map[string]any); ok {
		if at := record.Str(doc, "at"); at != "" {
			return strings.TrimSpace(at + " " + record.Str(doc, "zone"))
		}
		if raw := record.Str(doc, "raw"); raw != "" {
			return raw
		}
		return v
	}
	if !isList {
		return v
	}
	items := make([]string, len(list))
	for i, item := range list {
		items[i] = fmt.Sprint(item)
	}
	return strings.Join(items, ", ")
}
