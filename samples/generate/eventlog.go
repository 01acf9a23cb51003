package generate

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"time"
)

// eventColumns are those of an event log: a row for each time a ticket was
// stored, with everything as it stood then.
var eventColumns = []string{
	"number", "incident_state", "active", "reassignment_count", "reopen_count", "sys_mod_count", "business_service", "category", "subcategory", "short_description",
	"impact", "urgency", "priority", "assignment_group", "caused_by", "opened_at", "sys_updated_at", "closed_code", "resolved_at", "closed_at",
}

// event is one storing of a ticket.
type event struct {
	state                string
	at                   time.Time
	reassigned, reopened int
}

// WriteEventLog writes the register as the event log of a ticket tool does: days
// first, local times to the minute without a zone, "?" for what is not known.
// The hour that comes twice in October is therefore ambiguous, as it is there.
func WriteEventLog(out io.Writer, incidents iter.Seq[Incident]) error {
	w := csv.NewWriter(out)
	if err := w.Write(eventColumns); err != nil {
		return err
	}
	for in := range incidents {
		for i, e := range eventsOf(in) {
			closed := e.state == "Resolved" || e.state == "Closed"
			row := []string{
				in.Ref, e.state, strconv.FormatBool(e.state != "Closed"), strconv.Itoa(e.reassigned), strconv.Itoa(e.reopened), strconv.Itoa(i), in.Service, in.Category, in.Subcategory, in.Title,
				level(in.Impact), level(in.Urgency), priorities[in.Priority-1], in.Group, known(in.Change), local(in.Opened, true), local(e.at, true),
				known(onlyIf(closed, in.Resolution)), local(in.Resolved, closed), local(in.Closed, e.state == "Closed"),
			}
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

var priorities = []string{"1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"}

func level(n int) string { return []string{"1 - High", "2 - Medium", "3 - Low"}[n-1] }

func known(s string) string {
	if s == "" {
		return "?"
	}
	return s
}

func onlyIf(is bool, s string) string {
	if !is {
		return ""
	}
	return s
}

// local is a time as the log writes it.
func local(t time.Time, told bool) string {
	if !told || t.IsZero() {
		return "?"
	}
	return t.In(zone).Format("2/1/2006 15:04")
}

// eventsOf are the storings of a ticket in order.
func eventsOf(in Incident) []event {
	out := []event{{state: "New", at: in.Detected}}
	add := func(state string, at time.Time) {
		if !at.IsZero() {
			last := out[len(out)-1]
			last.state, last.at = state, at
			out = append(out, last)
		}
	}
	add("Active", in.Acknowledged)
	if !in.Acknowledged.IsZero() && !in.Resolved.IsZero() {
		// Handed on and reopened at even distances between the two.
		steps := in.Reassigned + 2*in.Reopened
		at := func(k int) time.Time {
			return in.Acknowledged.Add(in.Resolved.Sub(in.Acknowledged) / time.Duration(steps+1) * time.Duration(k))
		}
		for k := 1; k <= in.Reassigned; k++ {
			add("Active", at(k))
			out[len(out)-1].reassigned = k
		}
		for k := 1; k <= in.Reopened; k++ {
			add("Resolved", at(in.Reassigned+2*k-1))
			add("Active", at(in.Reassigned+2*k))
			out[len(out)-1].reopened = k
		}
	}
	add("Resolved", in.Resolved)
	add("Closed", in.Closed)
	return out
}
