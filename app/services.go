package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/owning"
	"secondstory/backend/workspace"
)

// Services is the bound service of what the organisation runs and who answers for it.
type Services struct {
	a    *App
	text *assets.Catalogue
}

// NewServices binds the service to the app.
func NewServices(a *App) *Services { return &Services{a: a, text: assets.English()} }

// ServiceOverview, ServiceDoc and ServiceImported are the same for the window and the
// command line.
type (
	ServiceOverview = workspace.ServicesTold
	ServiceDoc      = workspace.ServiceTold
	ServiceImported = workspace.ServiceImportTold
)

// List tells all services with the incidents of each.
func (s *Services) List() (ServiceOverview, error) {
	return with(s.a, "Services.List", func(ctx context.Context, ws *workspace.Workspace) (ServiceOverview, error) {
		o, err := ws.Services.Overview(ctx)
		if err != nil {
			return ServiceOverview{}, err
		}
		return workspace.TellServices(o, s.text), nil
	})
}

// Get tells one service with what stands around it on a day, "" for today.
func (s *Services) Get(ref, day string) (ServiceDoc, error) {
	return on(s.a, "Services.Get", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ServiceDoc, error) {
		p, err := ws.Services.Page(ctx, id, day)
		if err != nil {
			return ServiceDoc{}, err
		}
		return workspace.TellService(p, s.text), nil
	})
}

// Picture draws a service with what stands around it on a day, as JSON text.
func (s *Services) Picture(ref, day string) (string, error) {
	return on(s.a, "Services.Picture", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		p, err := ws.Services.Page(ctx, id, day)
		if err != nil {
			return "", err
		}
		return workspace.ServicePictureJSON(p, s.text)
	})
}

// Create makes a service and gives its reference.
func (s *Services) Create(name, origin string) (string, error) {
	return with(s.a, "Services.Create", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		saved, err := ws.Services.Create(ctx, record.Doc{"title": name}, origin)
		return record.Ref(estate.Schema.RefPrefix, saved.ID), err
	})
}

// Set puts values of JSON at paths, as one step; base is what the person saw there.
func (s *Services) Set(ref, valuesJSON, origin string) (Written, error) {
	return on(s.a, "Services.Set", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		list, err := changesOf(valuesJSON)
		if err != nil {
			return Written{}, err
		}
		saved, err := ws.Services.SetFrom(ctx, id, list, origin)
		return Written{saved.Rev}, err
	})
}

// AddNeed says that a service needs another, from one day to another; "" has no bound.
func (s *Services) AddNeed(ref, service, from, to, origin string) (Written, error) {
	return s.add("Services.AddNeed", ref, estate.NeedList, record.Doc{"service": service, "from": from, "to": to}, origin)
}

// AddOwner says which role is accountable for a category, "" for nobody yet.
func (s *Services) AddOwner(ref, category, role, origin string) (Written, error) {
	return s.add("Services.AddOwner", ref, estate.OwnerList, record.Doc{"category": category, "role": role}, origin)
}

func (s *Services) add(name, ref, collection string, doc record.Doc, origin string) (Written, error) {
	return on(s.a, name, ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		for field, v := range doc {
			if v == "" {
				delete(doc, field)
			}
		}
		saved, err := ws.Keeping.Add(ctx, id, collection, doc, "", origin)
		return Written{saved.Rev}, err
	})
}

// RemovePart takes a need or an owner away.
func (s *Services) RemovePart(ref, path, origin string) (Written, error) {
	return on(s.a, "Services.RemovePart", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Keeping.Remove(ctx, id, path, origin)
		return Written{saved.Rev}, err
	})
}

// Remove puts a service that nothing tells of into the trash.
func (s *Services) Remove(ref, origin string) (Written, error) {
	return on(s.a, "Services.Remove", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		rev, err := ws.Services.Remove(ctx, id, origin)
		return Written{rev}, err
	})
}

// Restore takes a service out of the trash.
func (s *Services) Restore(ref, origin string) (Written, error) {
	return on(s.a, "Services.Restore", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		rev, err := ws.Records.Restore(ctx, id, "service.restore", origin)
		return Written{rev}, err
	})
}

// Decide says what names mean that no service answers to: a service each, another name of
// one (of), or none; "open" asks again. It gives how many were decided.
func (s *Services) Decide(names []string, answer, of, origin string) (int, error) {
	return with(s.a, "Services.Decide", func(ctx context.Context, ws *workspace.Workspace) (int, error) {
		if answer != owning.AsAlias {
			return ws.Services.DecideEach(ctx, names, answer, origin)
		}
		id, err := ws.Records.Resolve(ctx, of)
		if err != nil {
			return 0, err
		}
		for i, name := range names {
			if _, err := ws.Services.Decide(ctx, name, answer, id, origin); err != nil {
				return i, err
			}
		}
		return len(names), nil
	})
}

// Choose asks the person for a table; "" when cancelled.
func (s *Services) Choose() (string, error) {
	paths, err := s.a.shell.OpenFiles(s.text.Text("services.choose"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if len(paths) == 0 {
		return "", nil
	}
	return paths[0], nil
}

// Import takes services, needs and owners out of a table, or with dry tells what it would
// take; columns say what a header means.
func (s *Services) Import(path string, columns map[string]string, dry bool, origin string) (ServiceImported, error) {
	return with(s.a, "Services.Import", func(ctx context.Context, ws *workspace.Workspace) (ServiceImported, error) {
		table, err := workspace.ReadServiceTable(ctx, path)
		if err != nil {
			return ServiceImported{}, err
		}
		got, err := ws.Services.Import(ctx, table, columns, dry, origin)
		// Also of one that ended half way: what came until then can be taken back.
		if len(got.Services)+len(got.Changed) > 0 || err == nil && !dry {
			s.a.keepServices(got)
		}
		return workspace.TellServiceImport(got, s.text), err
	})
}

// TakeBack takes the last import of this window back. It gives how many services are as
// they were, and leaves those that were edited since.
func (s *Services) TakeBack(origin string) (ServiceBack, error) {
	return with(s.a, "Services.TakeBack", func(ctx context.Context, ws *workspace.Workspace) (ServiceBack, error) {
		back, left, rest, err := ws.Services.TakeBack(ctx, s.a.keepServices(owning.Imported{}), origin)
		if err != nil {
			s.a.keepServices(rest)
		}
		return ServiceBack{back, left}, err
	})
}

// ServiceBack is what taking an import back did.
type ServiceBack struct {
	Back int `json:"back"`
	Left int `json:"left"`
}

// keepServices notes what the last import touched and gives what was noted before.
func (a *App) keepServices(in owning.Imported) owning.Imported {
	a.savedMu.Lock()
	defer a.savedMu.Unlock()
	was := a.services
	a.services = in
	return was
}
