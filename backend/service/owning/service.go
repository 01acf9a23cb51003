package owning

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
)

// Register reads what the register of incidents tells of services.
type Register interface {
	// Told gives day and services of every incident that was not cancelled, under the stamp
	// of the register; ID is the place in the store. Under the known stamp it gives nothing
	// anew.
	Told(ctx context.Context, known int64) (list []estate.Told, stamp int64, err error)
	At(ctx context.Context, places []int64) ([]incident.Line, error)
}

// Review is a review as far as services go.
type Review struct {
	ID, Ref, Title, Day, Severity string
	Services                      []string
}

// Settings keeps what is of this machine.
type Settings interface {
	Settings(ctx context.Context) (map[string]string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// Service is safe for use by several goroutines.
type Service struct {
	Rec      *recording.Service
	Keep     *keeping.Service
	Register Register
	Settings Settings
	// Held lists the services that are not in the trash.
	Held    func(ctx context.Context) ([]Held, error)
	Reviews func(ctx context.Context) ([]Review, error)
	// IsRole says whether a text names a role or a team, for owners that a table tells.
	IsRole func(text string) bool
	Now    func() time.Time
	Zone   func() *time.Location

	mu    sync.Mutex
	stamp int64
	told  []estate.Told

	// What stood in the services when they were read last: thousands are read once, and of
	// them later only those that have changed.
	gathering sync.Mutex
	graph     *estate.Graph
	read      map[string]estate.Service
}

// Held names a service and the revision it has.
type Held struct {
	ID  string
	Rev int64
}

// Today is the day the clock of this machine shows.
func (s *Service) Today() string { return s.Now().In(s.Zone()).Format(time.DateOnly) }

// Graph reads all services that are not in the trash. It fails where one cannot be read.
func (s *Service) Graph(ctx context.Context) (*estate.Graph, error) {
	g, damaged, err := s.assemble(ctx)
	if err == nil {
		err = damaged
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

// Readable is Graph without the services that cannot be read: for what asks only who is known
// to answer for a service, and must not stop at one that is damaged.
func (s *Service) Readable(ctx context.Context) (*estate.Graph, error) {
	g, _, err := s.assemble(ctx)
	return g, err
}

// assemble reads all services; damaged is the fault of one that cannot be read.
func (s *Service) assemble(ctx context.Context) (g *estate.Graph, damaged, err error) {
	s.gathering.Lock()
	defer s.gathering.Unlock()
	held, err := s.Held(ctx)
	if err != nil {
		return nil, nil, err
	}
	same := s.graph != nil && len(held) == len(s.read)
	read, list := make(map[string]estate.Service, len(held)), make([]estate.Service, 0, len(held))
	for _, h := range held {
		one, ok := s.read[h.ID]
		if !ok || one.Rev != h.Rev {
			same = false
			one, err = s.Get(ctx, h.ID)
			switch {
			case fault.Is(err, fault.NotFound): // gone since the list was made
				continue
			case record.Unreadable(err):
				damaged = err
				continue
			case err != nil:
				return nil, nil, err
			}
		}
		read[h.ID], list = one, append(list, one)
	}
	if !same {
		s.graph, s.read = estate.NewGraph(list), read
	}
	return s.graph, damaged, nil
}

// Get reads one service; fault.NotFound where there is none.
func (s *Service) Get(ctx context.Context, id string) (estate.Service, error) {
	snap, err := s.Keep.Get(ctx, estate.Kind, id)
	if err != nil {
		return estate.Service{}, err
	}
	return estate.FromSnapshot(snap), nil
}

// Find gives the id of a service by its reference, its id or a name it answers to.
// not_found: service.missing; conflict: service.name_twice.
func (s *Service) Find(ctx context.Context, name string) (string, error) {
	if id, err := s.Rec.Resolve(ctx, name); err == nil {
		if _, err := s.Get(ctx, id); err == nil {
			return id, nil
		}
	}
	g, err := s.Graph(ctx)
	if err != nil {
		return "", err
	}
	if one, ok := g.Named(name); ok {
		return one.ID, nil
	}
	if g.Taken(name) {
		return "", fault.New(fault.Conflict, "service.name_twice", "name", name)
	}
	return "", fault.New(fault.NotFound, "service.missing", "name", name)
}

// Create makes a service. Faults service.title_missing, service.name_taken.
func (s *Service) Create(ctx context.Context, fields record.Doc, editor string) (keeping.Saved, error) {
	g, err := s.Graph(ctx)
	if err != nil {
		return keeping.Saved{}, err
	}
	if err := free(g, "", record.Str(fields, "title")); err != nil {
		return keeping.Saved{}, err
	}
	return s.Keep.Create(ctx, keeping.New{Kind: estate.Kind, Fields: fields, Editor: editor})
}

// free refuses a name that another service answers to.
func free(g *estate.Graph, id, name string) error {
	for _, o := range g.Services() {
		if o.ID != id && slices.ContainsFunc(o.Names(), func(n string) bool { return search.Plain(n) == search.Plain(name) && search.Plain(name) != "" }) {
			return fault.New(fault.Conflict, "service.name_taken", "name", strings.TrimSpace(name), "service", o.Name).
				WithField("title", "service.name_taken", "name", strings.TrimSpace(name), "service", o.Name)
		}
	}
	return nil
}

// SetFrom puts values in the place of those a person saw. A new name keeps the old one as an
// alias, for incidents were told under it.
func (s *Service) SetFrom(ctx context.Context, id string, list []keeping.Change, editor string) (keeping.Saved, error) {
	at := slices.IndexFunc(list, func(c keeping.Change) bool { return c.Path.String() == "title" })
	if at < 0 {
		return s.Keep.SetFrom(ctx, id, list, editor)
	}
	g, err := s.Graph(ctx)
	if err != nil {
		return keeping.Saved{}, err
	}
	was, err := s.Get(ctx, id)
	if err != nil {
		return keeping.Saved{}, err
	}
	name, _ := list[at].Value.(string)
	if err := free(g, id, name); err != nil {
		return keeping.Saved{}, err
	}
	aliases := []any{}
	for _, n := range was.Names() {
		if p := search.Plain(n); p != search.Plain(name) && !slices.Contains(aliases, any(n)) {
			aliases = append(aliases, n)
		}
	}
	others := slices.ContainsFunc(list, func(c keeping.Change) bool { return c.Path.String() == "aliases" })
	if !others && search.Plain(name) != search.Plain(was.Name) {
		base := []any{}
		for _, n := range was.Aliases {
			base = append(base, n)
		}
		list = append(slices.Clone(list), keeping.Change{Path: record.Path{Field: "aliases"}, Base: base, Value: aliases})
	}
	return s.Keep.SetFrom(ctx, id, list, editor)
}

// Remove puts a service in the trash. One that was told of, or is needed, is retired
// instead: fault conflict service.still_told.
func (s *Service) Remove(ctx context.Context, id, editor string) (int64, error) {
	g, err := s.Graph(ctx)
	if err != nil {
		return 0, err
	}
	told, err := s.all(ctx)
	if err != nil {
		return 0, err
	}
	one, err := s.Get(ctx, id)
	if err != nil {
		return 0, err
	}
	needed := slices.ContainsFunc(g.Services(), func(o estate.Service) bool {
		return slices.ContainsFunc(o.Needs, func(n estate.Need) bool { at, ok := g.Named(n.Service); return ok && at.ID == id })
	})
	if own, _ := g.Counted(id, told.list); len(own) > 0 || needed {
		return 0, fault.New(fault.Conflict, "service.still_told", "service", one.Name)
	}
	return s.Rec.Remove(ctx, id, recording.ActionFor(estate.Kind, "remove"), editor)
}

// told are all incidents and where each of them is.
type told struct {
	list    []estate.Told // ID is a place in here
	place   []int64       // in the register, 0 for a review
	reviews []Review      // by place in the list, behind those of the register
}

// all reads what is told of incidents: by reviews, and by the register where no review that
// is not in the trash stands for it.
func (s *Service) all(ctx context.Context) (told, error) {
	register, err := s.registered(ctx)
	if err != nil {
		return told{}, err
	}
	reviews, err := s.Reviews(ctx)
	if err != nil {
		return told{}, err
	}
	there := map[string]bool{}
	for _, r := range reviews {
		there[r.ID] = true
	}
	out := told{list: make([]estate.Told, 0, len(register)+len(reviews)), place: make([]int64, 0, len(register)), reviews: reviews}
	for _, t := range register {
		if there[t.Review] {
			continue
		}
		out.place = append(out.place, t.ID)
		t.ID = int64(len(out.list))
		out.list = append(out.list, t)
	}
	for _, r := range reviews {
		out.list = append(out.list, estate.Told{ID: int64(len(out.list)), Day: r.Day, Services: r.Services})
	}
	return out, nil
}

// registered reads the register again when it has changed.
func (s *Service) registered(ctx context.Context) ([]estate.Told, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.stamp
	if s.told == nil {
		known = -1
	}
	list, stamp, err := s.Register.Told(ctx, known)
	if err != nil {
		return nil, err
	}
	if stamp != known {
		s.told, s.stamp = list, stamp
	}
	return s.told, nil
}

// noneSetting holds the names that a person said are no services, plain.
const noneSetting = "service.none"

func (s *Service) none(ctx context.Context) (list []string, err error) {
	all, err := s.Settings.Settings(ctx)
	if err == nil && all[noneSetting] != "" {
		err = json.Unmarshal([]byte(all[noneSetting]), &list)
	}
	return list, err
}

// DecideEach makes a service of each of several names, or says of each that it is none. One
// that somebody answers to by now is left. made is how many were decided.
func (s *Service) DecideEach(ctx context.Context, names []string, answer, editor string) (made int, err error) {
	if answer == AsService {
		return s.createEach(ctx, names, editor)
	}
	for _, name := range names {
		if _, err := s.Decide(ctx, name, answer, "", editor); err != nil {
			return made, err
		}
		made++
	}
	return made, nil
}

// createEach reads the services that are there once, and not anew for each name.
func (s *Service) createEach(ctx context.Context, names []string, editor string) (made int, err error) {
	g, err := s.Graph(ctx)
	if err != nil {
		return 0, err
	}
	fresh := map[string]bool{}
	for _, name := range names {
		p := search.Plain(name)
		if g.Taken(name) || fresh[p] {
			continue
		}
		if _, err := s.Keep.Create(ctx, keeping.New{Kind: estate.Kind, Fields: record.Doc{"title": name}, Editor: editor}); err != nil {
			return made, err
		}
		fresh[p] = true
		made++
	}
	return made, nil
}

// Answers to a proposal.
const (
	AsService = "service"
	AsAlias   = "alias"
	AsNone    = "none"
	AsOpen    = "open" // asked again
)

// Decide answers what a name means: a service of its own, another name of one (of), or none.
// Faults service.answer_unknown and those of Create.
func (s *Service) Decide(ctx context.Context, name, answer, of, editor string) (keeping.Saved, error) {
	switch answer {
	case AsService:
		return s.Create(ctx, record.Doc{"title": name}, editor)
	case AsAlias:
		one, err := s.Get(ctx, of)
		if err != nil {
			return keeping.Saved{}, err
		}
		g, err := s.Graph(ctx)
		if err != nil {
			return keeping.Saved{}, err
		}
		if err := free(g, of, name); err != nil {
			return keeping.Saved{}, err
		}
		aliases := []any{}
		for _, n := range append(slices.Clone(one.Aliases), strings.TrimSpace(name)) {
			aliases = append(aliases, n)
		}
		return s.Keep.Set(ctx, of, []keeping.Assignment{{Path: record.Path{Field: "aliases"}, Value: aliases}}, editor)
	case AsNone, AsOpen:
		list, err := s.none(ctx)
		if err != nil {
			return keeping.Saved{}, err
		}
		list = slices.DeleteFunc(list, func(n string) bool { return n == search.Plain(name) })
		if answer == AsNone {
			list = append(list, search.Plain(name))
		}
		raw, err := json.Marshal(list)
		if err != nil {
			return keeping.Saved{}, err
		}
		return keeping.Saved{}, s.Settings.SetSetting(ctx, noneSetting, string(raw))
	}
	return keeping.Saved{}, fault.New(fault.Invalid, "service.answer_unknown", "given", answer)
}
