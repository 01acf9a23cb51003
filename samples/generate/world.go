package generate

import (
	"fmt"
	"iter"
	"time"
)

// MaxScale is the largest number of branches: references have four digits for
// the incidents of a day.
const MaxScale = 1_000

// World is a year of incidents and changes of scale branches.
type World struct {
	seed  uint64
	scale int
}

// NewWorld describes a year; nothing is made before it is asked for.
func NewWorld(seed uint64, scale int) (World, error) {
	if scale < 1 || scale > MaxScale {
		return World{}, fmt.Errorf("generate: scale %d is not in 1 … %d", scale, MaxScale)
	}
	return World{seed, scale}, nil
}

// Incidents walks through the year in order of opening.
func (w World) Incidents() iter.Seq[Incident] {
	return func(yield func(Incident) bool) {
		before := w.changesOn(-1)
		for d := range Days {
			today := w.changesOn(d)
			for _, in := range w.incidentsOn(d, before, today) {
				if !yield(in) {
					return
				}
			}
			before = today
		}
	}
}

// Changes walks through the year in order of their planned start.
func (w World) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		changes := w.changesOn(0)
		incidents := w.incidentsOn(0, nil, changes)
		for d := range Days {
			next := w.changesOn(d + 1)
			following := w.incidentsOn(d+1, changes, next)
			caused := map[string][]string{}
			for _, day := range [][]Incident{incidents, following} {
				for _, in := range day {
					if in.Truth.CausedBy != "" {
						caused[in.Truth.CausedBy] = append(caused[in.Truth.CausedBy], in.Ref)
					}
				}
			}
			for _, c := range changes {
				c.Caused = caused[c.Ref]
				w.settle(&c)
				if !yield(c) {
					return
				}
			}
			changes, incidents = next, following
		}
	}
}

// incidentsOn makes the incidents of a day in all branches, numbered; before and
// today are the changes of yesterday and of the day.
func (w World) incidentsOn(d int, before, today []Change) []Incident {
	if d >= Days {
		return nil
	}
	hours := hoursOf(d)
	var out []Incident
	expected := make([][]float64, len(Services))
	for i, s := range Services {
		expected[i] = perHour(s, hours)
	}
	running := map[[2]int][]Change{}
	for _, list := range [][]Change{before, today} {
		for _, c := range list {
			running[[2]int{c.Branch, c.service}] = append(running[[2]int{c.Branch, c.service}], c)
		}
	}
	for branch := 1; branch <= w.scale; branch++ {
		for i, s := range Services {
			plain := w.plain(branch, d, i, hours, expected[i])
			for k := range plain {
				w.blame(&plain[k], k, d, i, running[[2]int{branch, i}])
			}
			out = append(out, plain...)
			out = append(out, w.patterned(branch, d, i, hours, s)...)
		}
	}
	for _, list := range [][]Change{before, today} {
		for _, c := range list {
			for _, in := range w.causedBy(c) {
				if !in.Opened.Before(hours[0]) && in.Opened.Before(dayStart(d+1)) {
					out = append(out, in)
				}
			}
		}
	}
	number(d, out)
	return out
}

// plain makes the background of a service on a day.
func (w World) plain(branch, d, service int, hours []time.Time, expected []float64) []Incident {
	dice := stream(w.seed, "background", branch, d, service)
	var out []Incident
	for k := range dice.poisson(total(expected)) {
		opened := hours[dice.weighted(expected)].Add(time.Duration(dice.below(3600)) * time.Second)
		out = append(out, incident(stream(w.seed, "incident", branch, d, service, k), Services[service], branch, opened, ""))
	}
	return out
}

// patterned makes the incidents of the pattern of a service on a day.
func (w World) patterned(branch, d, service int, hours []time.Time, s Service) []Incident {
	subcategory, perDay := pattern(s, d)
	if perDay == 0 {
		return nil
	}
	dice := stream(w.seed, "pattern", branch, d, service)
	weights := make([]float64, len(hours))
	for i, h := range hours {
		weights[i] = hourly[h.Hour()]
	}
	var out []Incident
	for k := range dice.poisson(perDay * rhythm(hours[0])) {
		opened := hours[dice.weighted(weights)].Add(time.Duration(dice.below(3600)) * time.Second)
		out = append(out, incident(stream(w.seed, "patterned", branch, d, service, k), s, branch, opened, subcategory))
	}
	return out
}

// blame names, now and then, a change that only happened to be going on.
func (w World) blame(in *Incident, k, d, service int, running []Change) {
	for _, c := range running {
		if c.Start.IsZero() || in.Opened.Before(c.Start) || !in.Opened.Before(c.Start.Add(ChangeWindow)) {
			continue
		}
		if stream(w.seed, "blame", in.Branch, d, service, k).chance(BlamedShare) {
			in.Change = c.Ref
		}
	}
}
