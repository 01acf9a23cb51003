package generate

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
)

// incidentColumns are those of a ticket tool's export.
var incidentColumns = []string{
	"number", "branch", "business_service", "category", "subcategory", "short_description", "description", "severity", "impact", "urgency", "priority", "state",
	"opened_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at", "closed_at", "contact_type", "reported_by_role", "assignment_group",
	"reassignment_count", "reopen_count", "close_code", "close_notes", "caused_by_change", "problem", "made_in_business_hours",
}

// WriteIncidents writes a register as comma-separated values, one row an
// incident, in UTF-8. Times carry their offset; a time that is not known is
// empty. What only the generator knows is left out.
func WriteIncidents(out io.Writer, incidents iter.Seq[Incident]) error {
	w := csv.NewWriter(out)
	if err := w.Write(incidentColumns); err != nil {
		return err
	}
	for in := range incidents {
		row := []string{
			in.Ref, strconv.Itoa(in.Branch), in.Service, in.Category, in.Subcategory, in.Title, in.Text,
			"SEV" + strconv.Itoa(in.Severity), strconv.Itoa(in.Impact), strconv.Itoa(in.Urgency), "P" + strconv.Itoa(in.Priority), in.Status,
			cell(in.Opened), cell(in.Detected), cell(in.Acknowledged), cell(in.Mitigated), cell(in.Resolved), cell(in.Closed), in.Channel, in.Reporter, in.Group,
			strconv.Itoa(in.Reassigned), strconv.Itoa(in.Reopened), in.Resolution, in.Notes, in.Change, in.Problem, strconv.FormatBool(in.BusinessHours),
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

var changeColumns = []string{
	"number", "branch", "business_service", "type", "short_description", "description", "risk", "owner_role", "planned_start", "planned_end",
	"actual_start", "actual_end", "outcome", "backout_minutes", "caused_incidents",
}

// WriteChanges writes the changes in the same manner; the incidents a change is
// known to have caused are those that name it.
func WriteChanges(out io.Writer, changes iter.Seq[Change]) error {
	w := csv.NewWriter(out)
	if err := w.Write(changeColumns); err != nil {
		return err
	}
	for c := range changes {
		row := []string{
			c.Ref, strconv.Itoa(c.Branch), c.Service, c.Type, c.Title, c.Text, c.Risk, c.Owner, cell(c.PlannedStart), cell(c.PlannedEnd),
			cell(c.Start), cell(c.End), c.Outcome, strconv.Itoa(c.Rollback), strings.Join(c.Caused, " "),
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func cell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
