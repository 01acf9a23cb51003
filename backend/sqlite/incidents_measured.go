package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/timeline"
)

// happened takes the incidents that count: neither cancelled nor planned work.
const happened = " i.state NOT IN ('" + incident.Cancelled + "', '" + incident.Planned + "')"

// counting takes those of them that no measured review stands for.
const counting = happened + " AND i.n NOT IN (SELECT value FROM json_each(?))"

// dated takes those whose day is no placeholder of a tool.
var dated = " AND i.day NOT IN ('" + strings.Join(measure.Placeholders(), "', '") + "')"

// MeasuredIncidents reads what measures need of the incidents that none of some reviews
// stands for: those of a span one by one, the others counted. span says which is meant,
// knowing the first day of all, the zero date for none.
func (t *Tx) MeasuredIncidents(reviews map[string]bool, span func(first calendar.Date) (measure.Sift, error)) (out []measure.Incident, rest measure.Rest, err error) {
	without, err := t.reviewedBy(reviews)
	if err != nil {
		return nil, rest, err
	}
	first, at := "", int64(0)
	err = t.tx.QueryRowContext(t.ctx, "SELECT i.day, i.n FROM incident i INDEXED BY incident_day WHERE"+counting+" AND i.day <> ''"+dated+" ORDER BY i.day, i.n LIMIT 1", without).Scan(&first, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, rest, err
	}
	if first != "" {
		if rest.First, err = calendar.ParseDate(first); err != nil {
			return nil, rest, err
		}
	}
	begins, err := t.texts("SELECT i.day FROM incident i INDEXED BY incident_day WHERE" + happened + " AND i.day <> ''" + dated + " ORDER BY i.day LIMIT 1")
	if err == nil && len(begins) > 0 {
		rest.Begins, err = calendar.ParseDate(begins[0])
	}
	if err != nil {
		return nil, rest, err
	}
	s, err := span(rest.First)
	if err != nil {
		return nil, rest, err
	}
	if rest.Ends, err = t.LastIncidentDay(s.Today); err != nil {
		return nil, rest, err
	}
	if out, err = t.sifted(s, at, without); err != nil {
		return nil, rest, err
	}
	return out, rest, t.unsifted(&rest, s, at, without)
}

// reviewedBy lists the places of the incidents that reviews stand for, as JSON.
func (t *Tx) reviewedBy(reviews map[string]bool) (string, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT n, review FROM incident WHERE review <> ''")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	places := []int64{}
	for rows.Next() {
		var n int64
		var review string
		if err := rows.Scan(&n, &review); err != nil {
			return "", err
		}
		if reviews[review] {
			places = append(places, n)
		}
	}
	raw, err := json.Marshal(places)
	if err != nil {
		return "", err
	}
	return string(raw), rows.Err()
}

// inSpan are the incidents read one by one; each part is found by an index.
const inSpan = " AND (i.day = '' OR i.day BETWEEN ? AND ? OR i.n = ?)"

func (t *Tx) sifted(s measure.Sift, first int64, without string) ([]measure.Incident, error) {
	args := []any{without, s.From.String(), s.To.String(), first}
	services, err := t.servicesOf("SELECT s.n, s.service FROM incident i JOIN incident_service s ON s.n = i.n WHERE"+counting+inSpan+" ORDER BY s.n, s.service", args...)
	if err != nil {
		return nil, err
	}
	times := "''"
	if s.Times {
		times = "coalesce((SELECT times FROM incident_times t WHERE t.n = i.n), '')"
	}
	rows, err := t.tx.QueryContext(t.ctx, "SELECT i.n, i.id, i.title, i.severity, i.day, "+times+" FROM incident i WHERE"+counting+inSpan+" ORDER BY i.n", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []measure.Incident{}
	for rows.Next() {
		var n int64
		var raw sql.RawBytes
		in := measure.Incident{Unreviewed: true, Moments: map[string]timeline.Statement{}}
		if err := rows.Scan(&n, &in.ID, &in.Title, &in.Severity, &in.Day, &raw); err != nil {
			return nil, err
		}
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &in.Moments); err != nil {
				return nil, err
			}
		}
		in.Ref, in.Services = incident.RefOf(in.ID), services[n]
		out = append(out, in)
	}
	return out, rows.Err()
}

// servicesOf reads the services of incidents; a name that many have is kept once.
func (t *Tx) servicesOf(query string, args ...any) (map[int64][]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out, names := map[int64][]string{}, map[string]string{}
	var raw sql.RawBytes
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n, &raw); err != nil {
			return nil, err
		}
		name, known := names[string(raw)]
		if !known {
			name = string(raw)
			names[name] = name
		}
		out[n] = append(out[n], name)
	}
	return out, rows.Err()
}

// unsifted counts what was not read one by one.
func (t *Tx) unsifted(rest *measure.Rest, s measure.Sift, first int64, without string) (err error) {
	const others = " AND i.day <> '' AND i.day NOT BETWEEN ? AND ? AND i.n <> ?"
	args := []any{without, s.From.String(), s.To.String(), first}
	if err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM incident i WHERE"+counting+others, args...).Scan(&rest.Total); err != nil {
		return err
	}
	for state, count := range map[string]*int{incident.Cancelled: &rest.Cancelled, incident.Planned: &rest.Planned} {
		if err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM incident i WHERE i.state = ? AND i.n NOT IN (SELECT value FROM json_each(?))", state, without).Scan(count); err != nil {
			return err
		}
	}
	taken := ""
	if len(s.Severities) > 0 {
		taken += " AND i.severity IN (?" + strings.Repeat(",?", len(s.Severities)-1) + ")"
		for _, v := range s.Severities {
			args = append(args, v)
		}
	}
	if s.Service != "" {
		taken, args = taken+" AND i.n IN (SELECT n FROM incident_service WHERE service = ?)", append(args, s.Service)
	}
	args = append([]any{s.Today.String()}, args...)
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*), coalesce(sum(i.day > ?), 0) FROM incident i WHERE"+counting+others+taken, args...).Scan(&rest.Taken, &rest.Ahead)
	if err != nil {
		return err
	}
	rest.Elsewhere = rest.Taken - rest.Ahead
	// A service that only cancelled incidents or planned work have is offered as well: nothing is told of it.
	rest.Services, err = t.texts("SELECT DISTINCT service FROM incident_service ORDER BY service")
	return err
}
