package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/service/vetting"
	"secondstory/backend/workspace"
)

// Leak is a run of words that names somebody or gives access to something.
type Leak struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`  // name, email, phone, user, secret, address
	Where  string `json:"where"` // the place in words
	Words  string `json:"words"`
	Before string `json:"before"` // beside the words in their line
	After  string `json:"after"`
	Role   string `json:"role"`  // may stand in place of a name, "" where none is known
	Holds  bool   `json:"holds"` // keeps the review back; otherwise it is only told
	Fixed  bool   `json:"fixed"` // nothing can be written over it
	Why    string `json:"why"`   // it may stay, in the person's words
}

// LeakLook is what was found in a review.
type LeakLook struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Space   string `json:"space"`
	Holding int    `json:"holding"`
	Found   []Leak `json:"found"`
	Allowed []Leak `json:"allowed"`
	Shared  int    `json:"shared"` // what everybody in the space has already
	// Received says that others of the shared space it is in now can have it.
	Received bool `json:"received"`
	// Place is where it belongs, where others moved it out of the space it is in, or is to go to.
	Place Place `json:"place"`
}

// KeptBack is a review that others do not have as it is here, and why: held (the last sync
// left it out), asked (it was to be shared, and words in it wait), ready (it was to be
// shared, and nothing is in the way any more) or moving.
type KeptBack struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	State   string `json:"state"`
	To      string `json:"to"`   // the space that is to get it
	From    string `json:"from"` // the one it leaves, "" for none
	Holding int    `json:"holding"`
}

// RosterName is a name to look for.
type RosterName struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

func leakLook(l vetting.Looked) LeakLook {
	return LeakLook{Ref: l.Ref, Title: l.Title, Space: l.Space, Holding: l.Holding, Found: leaks(l.Found), Allowed: leaks(l.Allowed), Shared: l.Shared}
}

func leaks(list []vetting.Found) []Leak {
	out := make([]Leak, 0, len(list))
	for _, f := range list {
		out = append(out, Leak{Key: f.Key, Kind: string(f.Kind), Where: f.Where, Words: f.Words, Before: f.Before, After: f.After,
			Role: f.Role, Holds: f.Holds, Fixed: f.Fixed, Why: f.Allowed.Reason})
	}
	return out
}

// Leaks looks through a review as a space would get it, "" for the one it is in.
func (s *Spaces) Leaks(ref, id string) (LeakLook, error) {
	return on(s.a, "Spaces.Leaks", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (LeakLook, error) {
		l, err := ws.Vetting.Look(ctx, review, id, assets.English().Text)
		if err != nil {
			return LeakLook{}, err
		}
		out := leakLook(l)
		if out.Received, err = ws.Received(ctx, review); err != nil {
			return out, err
		}
		place, err := ws.PlaceOf(ctx, review, id)
		out.Place = Place(place)
		return out, err
	})
}

// Held lists the reviews that are kept back; Leaks tells what was found in one.
func (s *Spaces) Held() ([]KeptBack, error) {
	return with(s.a, "Spaces.Held", func(ctx context.Context, ws *workspace.Workspace) ([]KeptBack, error) {
		list, err := ws.Vetting.Held(ctx)
		out := make([]KeptBack, 0, len(list))
		for _, k := range list {
			out = append(out, KeptBack{Ref: k.Ref, Title: k.Title, State: string(k.State), To: k.To, From: k.From, Holding: k.Holding})
		}
		return out, err
	})
}

// ShareLater notes that a review is to go to a space once somebody has decided about the
// words in it.
func (s *Spaces) ShareLater(ref, id string) error {
	_, err := on(s.a, "Spaces.ShareLater", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (struct{}, error) {
		return struct{}{}, ws.ShareLater(ctx, id, review)
	})
	return err
}

// KeepHere forgets that a review was to be shared.
func (s *Spaces) KeepHere(ref string) error {
	_, err := on(s.a, "Spaces.KeepHere", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (struct{}, error) {
		return struct{}{}, ws.Vetting.KeepHere(ctx, review)
	})
	return err
}

// ReplaceLeaks writes other words over what was found: one step that undo takes back.
func (s *Spaces) ReplaceLeaks(ref string, keys []string, words, origin string) (Written, error) {
	return on(s.a, "Spaces.ReplaceLeaks", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (Written, error) {
		rev, err := ws.Vetting.Replace(ctx, review, keys, words, origin)
		return Written{rev}, err
	})
}

// AllowLeaks keeps the person's word that what was found may stay, and why.
func (s *Spaces) AllowLeaks(ref string, keys []string, why string) error {
	_, err := on(s.a, "Spaces.AllowLeaks", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (struct{}, error) {
		return struct{}{}, ws.Vetting.Allow(ctx, review, keys, why)
	})
	return err
}

// AskLeaks takes that back.
func (s *Spaces) AskLeaks(ref string, keys []string) error {
	_, err := on(s.a, "Spaces.AskLeaks", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (struct{}, error) {
		return struct{}{}, ws.Vetting.Ask(ctx, review, keys)
	})
	return err
}

// Roster lists the names a person entered to be looked for.
func (s *Spaces) Roster() ([]RosterName, error) {
	return s.roster("Spaces.Roster", func(context.Context, *vetting.Service) error { return nil })
}

// ListName enters one, and gives all.
func (s *Spaces) ListName(name, role string) ([]RosterName, error) {
	return s.roster("Spaces.ListName", func(ctx context.Context, v *vetting.Service) error { return v.List(ctx, name, role) })
}

// UnlistName takes one away, and gives all.
func (s *Spaces) UnlistName(name string) ([]RosterName, error) {
	return s.roster("Spaces.UnlistName", func(ctx context.Context, v *vetting.Service) error { return v.Unlist(ctx, name) })
}

func (s *Spaces) roster(call string, change func(context.Context, *vetting.Service) error) ([]RosterName, error) {
	return with(s.a, call, func(ctx context.Context, ws *workspace.Workspace) ([]RosterName, error) {
		if err := change(ctx, ws.Vetting); err != nil {
			return nil, err
		}
		list, err := ws.Vetting.Roster(ctx)
		out := make([]RosterName, 0, len(list))
		for _, p := range list {
			out = append(out, RosterName(p))
		}
		return out, err
	})
}
