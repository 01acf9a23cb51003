package ingest

import (
	"strings"

	"secondstory/backend/domain/intake"
)

// ownFactLabels are the labels of the facts at the head of an export.
var ownFactLabels = map[string]bool{"severity": true, "state": true, "services": true, "tags": true, "date": true, "time zone": true, "stated duration": true,
	"started": true, "detected": true, "declared": true, "mitigated": true, "resolved": true}

// ownFacts knows our own document without marks by what stands below its title: two
// facts or more in our form, before anything else. A review that was only begun has
// nothing besides.
func ownFacts(text string) bool {
	title, rest, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(title, "# ") {
		return false
	}
	n := 0
	for l := range strings.Lines(strings.TrimLeft(rest, "\n")) {
		f, ok := cutLabel(strings.TrimRight(l, "\n"))
		if !ok || !strings.HasPrefix(l, "- **") {
			break
		}
		if words, _ := plain(f.label); !ownFactLabels[words] {
			break
		}
		n++
	}
	return n >= 2
}

// ownLists are the facts that would have one member without words.
var ownLists = map[string]bool{"services": true, "tags": true, "started": true, "detected": true, "declared": true, "mitigated": true, "resolved": true}

func (o *own) fact(l string, n int) bool {
	f, ok := cutLabel(l)
	if !ok || !strings.HasPrefix(l, "- **") {
		return false
	}
	d := o.d
	words, _ := plain(f.label)
	if f.value == "" && ownLists[words] {
		return true // undecided where the export was made, and nothing stood there
	}
	switch words {
	case "severity":
		d.Severity = f.value
	case "state":
		d.State = strings.ReplaceAll(strings.ToLower(f.value), " ", "_")
	case "services":
		d.Services = strings.Split(f.value, ", ")
	case "tags":
		d.Tags = strings.Split(f.value, ", ")
	case "date":
		d.Date = f.value
	case "time zone":
		d.Zone = f.value
	case "started", "detected", "declared", "mitigated", "resolved":
		d.KeyTimes = append(d.KeyTimes, intake.KeyTime{Anchor: words, Time: o.moment(f.value, ""), Line: n})
	case "stated duration":
		st := intake.StatedDuration{Text: f.value, Line: n}
		if minutes, ok := parseLength(f.value); ok {
			st.Minutes, st.HasSize = minutes, true
		}
		d.Stated = append(d.Stated, st)
	default:
		return false
	}
	return true
}
