package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"secondstory/backend/domain/incident"
)

// incidentOrders are the orders of a list; each ends in an order of its own, so that two
// readings of it are the same list. What has no value comes last either way.
var incidentOrders = map[string][2]string{
	incident.ByTime:     {"at DESC, n", "at = -4611686018427387904, at, n"},
	incident.BySeverity: {"severity = '', severity, at DESC, n DESC", "severity = '', severity DESC, at DESC, n DESC"},
	incident.ByPriority: {"priority = '', priority, at DESC, n DESC", "priority = '', priority DESC, at DESC, n DESC"},
	incident.ByState:    {stateRank + ", at DESC, n DESC", "state = '', " + stateRank + " DESC, at DESC, n DESC"},
	incident.ByLength:   {"minutes IS NULL, minutes DESC, at DESC, n DESC", "minutes IS NULL, minutes, at DESC, n DESC"},
	incident.ByTitle:    {"title COLLATE NOCASE, n", "title COLLATE NOCASE DESC, n"},
	incident.ByNumber:   {"length(number), number, n", "length(number) DESC, number DESC, n"},
}

const stateRank = `CASE state WHEN 'open' THEN 0 WHEN 'in_work' THEN 1 WHEN 'contained' THEN 2 WHEN 'resolved' THEN 3 WHEN 'closed' THEN 4 WHEN 'cancelled' THEN 5 WHEN 'planned' THEN 6 ELSE 7 END`

// incidentWhere is what a query asks of table incident; terms are its words, plain.
func incidentWhere(q incident.Query, terms []string) (string, []any) {
	where, args := []string{"1"}, []any{}
	anyOf := func(column string, values []string) {
		if len(values) == 0 {
			return
		}
		where = append(where, column+" IN (?"+strings.Repeat(",?", len(values)-1)+")")
		for _, v := range values {
			args = append(args, v)
		}
	}
	anyOf("i.severity", q.Severities)
	anyOf("i.priority", q.Priorities)
	anyOf("i.state", q.States)
	anyOf("i.source", q.Sources)
	if len(q.Reviews) == 1 {
		where = append(where, map[string]string{incident.Reviewed: "i.review <> ''", incident.NotReviewed: "i.review = ''"}[q.Reviews[0]])
	}
	if len(q.Services) > 0 {
		anyOf("i.n IN (SELECT n FROM incident_service WHERE service", q.Services)
		where[len(where)-1] += ")"
	}
	if q.From != "" {
		where, args = append(where, "i.day >= ?"), append(args, q.From)
	}
	if q.To != "" {
		where, args = append(where, "i.day <= ? AND i.day <> ''"), append(args, q.To)
	}
	if q.Import != "" {
		where, args = append(where, "i.n IN (SELECT n FROM incident_before WHERE import = ?)"), append(args, q.Import)
	}
	if q.Twice {
		// The numbers of several sources first: a column may hold one word in each row of a table.
		where = append(where, "i.number IN (SELECT number FROM incident WHERE number <> '' GROUP BY number HAVING count(DISTINCT source) > 1) AND EXISTS (SELECT 1 FROM incident o WHERE o.number = i.number AND o.source <> i.source AND o.title = i.title COLLATE NOCASE)")
	}
	for _, term := range terms {
		where, args = append(where, "instr(i.words, ?) > 0"), append(args, term)
	}
	return " WHERE " + strings.Join(where, " AND "), args
}

// IncidentOrder lists the places of all incidents a query finds, in its order.
func (t *Tx) IncidentOrder(q incident.Query, terms []string) ([]int64, error) {
	where, args := incidentWhere(q, terms)
	order, ok := incidentOrders[q.Order]
	if !ok {
		order = incidentOrders[incident.ByTime]
	}
	by := order[0]
	if q.Reverse {
		by = order[1]
	}
	return t.places("SELECT i.n FROM incident i"+where+" ORDER BY "+by, args...)
}

// IncidentFirst lists the newest of the incidents a query finds.
func (t *Tx) IncidentFirst(q incident.Query, terms []string, most int) ([]int64, error) {
	where, args := incidentWhere(q, terms)
	return t.places("SELECT i.n FROM incident i"+where+" ORDER BY "+incidentOrders[incident.ByTime][0]+" LIMIT ?", append(args, most)...)
}

// IncidentCross counts the incidents a query finds by their single values.
func (t *Tx) IncidentCross(q incident.Query, terms []string) ([]incident.Cross, error) {
	where, args := incidentWhere(q, terms)
	// By the columns of an index, so that nothing is sorted: an incident with a review is a
	// line of its own here, and those are few.
	rows, err := t.tx.QueryContext(t.ctx, "SELECT i.severity, i.priority, i.state, i.source, i.review, count(*) FROM incident i"+where+
		" GROUP BY i.severity, i.priority, i.state, i.source, i.review", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []incident.Cross
	for rows.Next() {
		var c incident.Cross
		var review string
		if err := rows.Scan(&c.Severity, &c.Priority, &c.State, &c.Source, &review, &c.Count); err != nil {
			return nil, err
		}
		if c.Review = incident.Reviewed; review == "" {
			c.Review = incident.NotReviewed
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// IncidentServices counts the incidents a query finds by service.
func (t *Tx) IncidentServices(q incident.Query, terms []string) ([]incident.Value, error) {
	where, args := incidentWhere(q, terms)
	query := "SELECT service, count(*) FROM incident_service GROUP BY service"
	if where != " WHERE 1" {
		query = "SELECT s.service, count(*) FROM incident i JOIN incident_service s ON s.n = i.n" + where + " GROUP BY s.service"
	}
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []incident.Value
	for rows.Next() {
		var v incident.Value
		if err := rows.Scan(&v.Value, &v.Count); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// CountIncidents counts the register.
func (t *Tx) CountIncidents() (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM incident").Scan(&n)
	return n, err
}

// IncidentLines reads the lines at places of the store, in the order asked for. A place
// that is empty by now is left out.
func (t *Tx) IncidentLines(places []int64) ([]incident.Line, error) {
	out := make([]incident.Line, 0, len(places))
	for _, n := range places {
		l := incident.Line{N: n}
		var begins string
		var minutes sql.NullFloat64
		err := t.tx.QueryRowContext(t.ctx, `SELECT id, source, key, number, title, state, severity, priority, told_state, told_severity, told_priority,
			begins, at, day, minutes, review FROM incident WHERE n = ?`, n).Scan(&l.ID, &l.Source, &l.Key, &l.Number, &l.Title, &l.State, &l.Severity,
			&l.Priority, &l.ToldState, &l.ToldSeverity, &l.ToldPriority, &begins, &l.At, &l.Day, &minutes, &l.Review)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		l.Minutes, l.HasLength = minutes.Float64, minutes.Valid
		if begins != "" {
			if err := json.Unmarshal([]byte(begins), &l.Begins); err != nil {
				return nil, err
			}
		}
		if l.Services, err = t.texts("SELECT service FROM incident_service WHERE n = ? ORDER BY service", n); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

var toldColumns = map[string]string{"severity": "told_severity", "priority": "told_priority", "state": "told_state"}

// IncidentCodes lists the codes of a field ("severity", "priority", "state") that sources
// told.
func (t *Tx) IncidentCodes(field string) ([]string, error) {
	column, ok := toldColumns[field]
	if !ok {
		return nil, nil
	}
	return t.texts("SELECT DISTINCT " + column + " FROM incident ORDER BY 1")
}

// IncidentsTold lists the places of incidents with a told code that another profile read.
func (t *Tx) IncidentsTold(field, told string, profile, limit int) ([]int64, error) {
	column, ok := toldColumns[field]
	if !ok {
		return nil, nil
	}
	return t.places("SELECT n FROM incident WHERE "+column+" = ? AND profile <> ? ORDER BY n LIMIT ?", told, profile, limit)
}

func (t *Tx) places(query string, args ...any) ([]int64, error) {
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []int64{}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}
