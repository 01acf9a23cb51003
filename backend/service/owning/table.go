package owning

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
	"secondstory/backend/service/keeping"
)

// Table is a file of rows.
type Table struct {
	File    string
	Headers []string
	Rows    []Row
}

// Row is one of them; Broken where it cannot be taken apart.
type Row struct {
	Line   int
	Cells  []string
	Broken bool
}

// Refused is a row that was not taken. Reason is a message key.
type Refused struct {
	Line   int
	Field  string
	Reason string
	Text   string
}

// Imported is what a table gave: read = created + updated + unchanged + refused, by rows.
type Imported struct {
	File                                       string
	Columns                                    []Column
	Read, Created, Updated, Unchanged, Refused int
	Refusals                                   []Refused
	// Asks says that no column is known to name the service; nothing was taken.
	Asks bool
	// Services and Changed are the ids of services made and changed, with what they were
	// left at, so that the import can be taken back.
	Services, Changed []Touched
}

// Column is what a column was taken for.
type Column struct {
	Header, Target string
	Values         []string // the first few
}

// Touched is a service at the revision an import left it at.
type Touched struct {
	ID  string
	Rev int64
}

const columnsSetting = "service.columns."

func columnsKey(headers []string) string {
	sorted := slices.Sorted(slices.Values(headers))
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\x00")))
	return columnsSetting + hex.EncodeToString(sum[:8])
}

// mostValues is how many values of a column are shown.
const mostValues = 3

// Import takes services, needs and owners out of a table. What said holds of columns goes
// before their headers, and is remembered for tables with the same ones. With dry nothing is
// written.
func (s *Service) Import(ctx context.Context, t Table, said map[string]string, dry bool, editor string) (Imported, error) {
	settings, err := s.Settings.Settings(ctx)
	if err != nil {
		return Imported{}, err
	}
	key := columnsKey(t.Headers)
	if len(said) == 0 && settings[key] != "" {
		if err := json.Unmarshal([]byte(settings[key]), &said); err != nil {
			return Imported{}, err
		}
	}
	targets := estate.Columns(t.Headers, said)
	out := Imported{File: t.File, Refusals: []Refused{}}
	for i, h := range t.Headers {
		c := Column{Header: h, Target: targets[i], Values: []string{}}
		for _, r := range t.Rows {
			if i < len(r.Cells) && len(c.Values) < mostValues && strings.TrimSpace(r.Cells[i]) != "" && !slices.Contains(c.Values, r.Cells[i]) {
				c.Values = append(c.Values, r.Cells[i])
			}
		}
		out.Columns = append(out.Columns, c)
	}
	if out.Asks = !slices.Contains(targets, estate.ToService); out.Asks {
		return out, nil
	}
	g, err := s.Graph(ctx)
	if err != nil {
		return out, err
	}
	b := s.gather(g, targets, t.Rows, &out)
	if dry {
		return out, nil
	}
	for _, w := range b {
		if err := ctx.Err(); err != nil {
			return out, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		if err := s.write(ctx, w, t.File, editor, &out); err != nil {
			return out, err
		}
	}
	if len(said) > 0 {
		raw, err := json.Marshal(said)
		if err != nil {
			return out, err
		}
		return out, s.Settings.SetSetting(ctx, key, string(raw))
	}
	return out, nil
}

// work is what a table says of one service.
type work struct {
	now    estate.Service // with what came so far
	fields map[string]any
	needs  []estate.Need
	owners []estate.Owner
}

// gather reads the rows, in the order of the file. A name means what the services here and
// the rows before made of it: one name is never given to two.
func (s *Service) gather(g *estate.Graph, targets []string, rows []Row, out *Imported) (list []*work) {
	by := answering{g: g, name: map[string]*work{}, id: map[string]*work{}}
	for _, r := range rows {
		out.Read++
		refuse := func(field, reason string) {
			out.Refused++
			out.Refusals = append(out.Refusals, Refused{Line: r.Line, Field: field, Reason: reason, Text: strings.Join(r.Cells, " · ")})
		}
		if r.Broken {
			refuse("", "service.row_broken")
			continue
		}
		l, field, reason := estate.ReadLine(targets, r.Cells)
		if reason == "" {
			field, reason = s.fits(by, l)
		}
		if reason != "" {
			refuse(field, reason)
			continue
		}
		w := by.work(l.Service)
		made := w.now.Name == ""
		if made {
			w.now.Name = l.Service
		}
		fields, needs, owners := w.now.Adds(l)
		changed := len(fields)+len(needs)+len(owners) > 0
		switch {
		case made:
			out.Created++
		case changed:
			out.Updated++
		default:
			out.Unchanged++
		}
		if !made && !changed {
			continue
		}
		if len(w.fields)+len(w.needs)+len(w.owners) == 0 && !slices.Contains(list, w) {
			list = append(list, w)
		}
		w.take(fields, needs, owners)
		by.note(w)
	}
	return list
}

// answering finds who answers to a name, with what the rows read so far bring.
type answering struct {
	g    *estate.Graph
	name map[string]*work // by plain name, of what the rows speak of
	id   map[string]*work
}

// work is what the table says of the service of a name, begun where no row spoke of it yet.
func (a answering) work(name string) *work {
	if w := a.name[search.Plain(name)]; w != nil {
		return w
	}
	one, _ := a.g.Named(name)
	w := a.id[one.ID]
	if w == nil || one.ID == "" {
		w = &work{now: one, fields: map[string]any{}}
	}
	if one.ID != "" {
		a.id[one.ID] = w
	}
	return w
}

// note says that a service answers to all its names by now.
func (a answering) note(w *work) {
	for _, n := range w.now.Names() {
		if p := search.Plain(n); p != "" && a.name[p] == nil {
			a.name[p] = w
		}
	}
}

// another says whether a name is that of some other service than the one of the first name.
func (a answering) another(name, of string) bool {
	mine := a.work(of)
	if w := a.name[search.Plain(name)]; w != nil {
		return w != mine
	}
	at, one := a.g.Named(name)
	return a.g.Taken(name) && (!one || at.ID != mine.now.ID)
}

// fits refuses a line for what is known beside it.
func (s *Service) fits(by answering, l estate.Line) (field, reason string) {
	_, one := by.g.Named(l.Service)
	switch {
	case !one && by.g.Taken(l.Service):
		return estate.ToService, "service.row_twice"
	case l.Owner != "" && !s.IsRole(l.Owner):
		return estate.ToOwner, "service.row_person"
	case l.Role != "" && !s.IsRole(l.Role):
		return estate.ToRole, "service.row_person"
	case slices.ContainsFunc(l.Aliases, func(n string) bool { return by.another(n, l.Service) }):
		return estate.ToAliases, "service.row_alias_taken"
	}
	return "", ""
}

func (w *work) take(fields map[string]any, needs []estate.Need, owners []estate.Owner) {
	for name, v := range fields {
		w.fields[name] = v
		switch name {
		case "owner":
			w.now.Owner, _ = v.(string)
		case "tier":
			w.now.Tier, _ = v.(string)
		case "retired":
			w.now.Retired, _ = v.(string)
		case "aliases":
			w.now.Aliases = nil
			list, _ := v.([]any)
			for _, a := range list {
				text, _ := a.(string)
				w.now.Aliases = append(w.now.Aliases, text)
			}
		}
	}
	w.needs, w.owners = append(w.needs, needs...), append(w.owners, owners...)
	w.now.Needs, w.now.Owners = append(slices.Clone(w.now.Needs), needs...), append(slices.Clone(w.now.Owners), owners...)
}

// write makes or changes one service, as one step.
func (s *Service) write(ctx context.Context, w *work, file, editor string, out *Imported) error {
	parts := []keeping.Part{}
	for _, n := range w.needs {
		doc := record.Doc{"service": n.Service}
		for name, v := range map[string]string{"from": n.From, "to": n.To} {
			if v != "" {
				doc[name] = v
			}
		}
		parts = append(parts, keeping.Part{Collection: estate.NeedList, Fields: doc})
	}
	for _, o := range w.owners {
		parts = append(parts, keeping.Part{Collection: estate.OwnerList, Fields: record.Doc{"category": o.Category, "role": o.Role}})
	}
	if w.now.ID == "" {
		fields := record.Doc{"title": w.now.Name}
		for name, v := range w.fields {
			fields[name] = v
		}
		saved, err := s.Keep.Create(ctx, keeping.New{Kind: estate.Kind, Fields: fields, Parts: parts, Editor: editor, Imported: true,
			Note: record.Doc{"file": file, "read": float64(out.Read)}})
		if err == nil {
			out.Services = append(out.Services, Touched{saved.ID, saved.Rev})
		}
		return err
	}
	ops, entities := []record.Op{}, []string{}
	for _, name := range slices.Sorted(maps.Keys(w.fields)) {
		ops = append(ops, record.SetOp(record.Path{Field: name}, w.fields[name]))
	}
	for _, p := range parts {
		if err := estate.CheckEntity(p.Collection, p.Fields); err != nil {
			return err
		}
		ops = append(ops, record.AddOp(p.Collection, s.Keep.NewID(), p.Fields))
	}
	saved, err := s.Keep.Edit(ctx, w.now.ID, "service.import_into", entities, ops, editor)
	if err == nil {
		out.Changed = append(out.Changed, Touched{w.now.ID, saved.Rev})
	}
	return err
}

// TakeBack takes an import back: services it made go to the trash, and what it changed is
// undone. What was edited since stays and is counted. rest is what was not come to where
// that failed.
func (s *Service) TakeBack(ctx context.Context, in Imported, editor string) (back, left int, rest Imported, err error) {
	for len(in.Services) > 0 {
		t := in.Services[0]
		switch now, err := s.Get(ctx, t.ID); {
		case err != nil && !fault.Is(err, fault.NotFound):
			return back, left, in, err
		case err != nil || now.Rev != t.Rev || now.Trashed:
			left++
		default:
			if _, err := s.Rec.Remove(ctx, t.ID, "service.remove", editor); err != nil {
				return back, left, in, err
			}
			back++
		}
		in.Services = in.Services[1:]
	}
	for len(in.Changed) > 0 {
		t := in.Changed[0]
		switch now, err := s.Get(ctx, t.ID); {
		case err != nil && !fault.Is(err, fault.NotFound):
			return back, left, in, err
		case err != nil || now.Rev != t.Rev:
			left++
		default:
			if _, err := s.Rec.Undo(ctx, t.ID, editor); err != nil {
				return back, left, in, err
			}
			back++
		}
		in.Changed = in.Changed[1:]
	}
	return back, left, Imported{}, nil
}
