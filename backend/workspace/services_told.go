package workspace

import (
	"encoding/json"
	"fmt"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/estate"
	"secondstory/backend/draw"
	"secondstory/backend/service/owning"
)

// ServicesTold is all services with what was told of them, the same for the window and the
// command line.
type ServicesTold struct {
	Services  []ServiceRow      `json:"services"`
	Coverage  ServiceCoverage   `json:"coverage"`
	Circles   []string          `json:"circles"` // in words
	Twice     []string          `json:"twice"`   // in words
	Proposals []ServiceProposal `json:"proposals"`
	None      []ServiceProposal `json:"none"` // a person said that these are no services
	Total     int               `json:"total"`
	Nameless  int               `json:"nameless"`
}

// ServiceRow is a service in a list. Own counts the incidents that name it, All those of what
// it needs as well, each once.
type ServiceRow struct {
	Ref     string `json:"ref"`
	Name    string `json:"name"`
	Owner   string `json:"owner"`
	Tier    string `json:"tier"`
	Retired string `json:"retired"`
	Own     int    `json:"own"`
	All     int    `json:"all"`
	Gaps    int    `json:"gaps"`
}

// ServiceNamed names a service.
type ServiceNamed struct {
	Ref  string `json:"ref"`
	Name string `json:"name"`
}

// ServiceCoverage says how many pairs of category and service have an owner. Percent is -1
// where there are none.
type ServiceCoverage struct {
	Categories []string       `json:"categories"`
	Pairs      int            `json:"pairs"`
	Owned      int            `json:"owned"`
	Percent    float64        `json:"percent"`
	Gaps       []ServiceGap   `json:"gaps"`
	Unowned    []ServiceNamed `json:"unowned"` // no role answers for them at all
}

// ServiceGap is a pair nobody is accountable for.
type ServiceGap struct {
	Ref      string `json:"ref"`
	Service  string `json:"service"`
	Category string `json:"category"`
}

// ServiceProposal is a name that no service answers to.
type ServiceProposal struct {
	Name      string         `json:"name"`
	Incidents int            `json:"incidents"`
	Needs     int            `json:"needs"`
	Like      []ServiceNamed `json:"like"`
}

// ServiceTold is one service with what stands around it on a day.
type ServiceTold struct {
	Row     ServiceRow    `json:"row"`
	Aliases []string      `json:"aliases"`
	Note    string        `json:"note"`
	Trashed bool          `json:"trashed"`
	Rev     int64         `json:"rev"`
	Day     string        `json:"day"`
	Needs   []ServiceNeed `json:"needs"`
	Owners  []ServicePair `json:"owners"`
	Above   []ServiceStep `json:"above"`
	Below   []ServiceStep `json:"below"`
	Cases   []ServiceCase `json:"cases"` // the newest
	Gaps    []string      `json:"gaps"`  // categories
	Circles []string      `json:"circles"`
	Twice   []string      `json:"twice"` // names it shares with another
	Told    []string      `json:"told"`  // under which the register tells of it
}

// ServiceNeed is a need as it is written; Ref is the service it means, "" for none.
type ServiceNeed struct {
	ID      string `json:"id"`
	Service string `json:"service"`
	Ref     string `json:"ref"`
	From    string `json:"from"`
	To      string `json:"to"`
}

// ServicePair is a category and the role that is accountable for it, "" for nobody yet.
type ServicePair struct {
	ID       string `json:"id"`
	Category string `json:"category"`
	Role     string `json:"role"`
}

// ServiceStep is a service above or below; By names the one it was reached from.
type ServiceStep struct {
	Ref   string `json:"ref"`
	Name  string `json:"name"`
	Level int    `json:"level"`
	By    string `json:"by"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// ServiceCase is an incident behind a count.
type ServiceCase struct {
	Ref      string   `json:"ref"`
	Title    string   `json:"title"`
	Day      string   `json:"day"`
	Severity string   `json:"severity"`
	Own      bool     `json:"own"`
	Services []string `json:"services"`
}

func namedServices(list []estate.Service) []ServiceNamed {
	out := make([]ServiceNamed, 0, len(list))
	for _, s := range list {
		out = append(out, ServiceNamed{s.Ref, s.Name})
	}
	return out
}

// TellServices puts an overview into words.
func TellServices(o owning.Overview, text *assets.Catalogue) ServicesTold {
	t := teller{text}
	out := ServicesTold{Services: []ServiceRow{}, Circles: t.circles(o.Circles), Twice: []string{}, Total: o.Rolled.Total, Nameless: o.Rolled.Nameless,
		Coverage:  ServiceCoverage{Categories: o.Cover.Categories, Pairs: o.Cover.Pairs(), Owned: o.Cover.Owned, Percent: -1, Gaps: []ServiceGap{}, Unowned: namedServices(o.Cover.Unowned)},
		Proposals: toldProposals(o.Proposals), None: toldProposals(o.None)}
	if p, ok := o.Cover.Percent(); ok {
		out.Coverage.Percent = p
	}
	gaps := map[string]int{}
	for _, g := range o.Cover.Gaps {
		gaps[g.Service.ID]++
		out.Coverage.Gaps = append(out.Coverage.Gaps, ServiceGap{g.Service.Ref, g.Service.Name, g.Category})
	}
	for _, s := range o.Graph.Services() {
		out.Services = append(out.Services, serviceRow(s, o.Rolled.Of(s.ID), gaps[s.ID]))
	}
	for _, x := range o.Graph.Twice() {
		names := make([]string, 0, len(x.Services))
		for _, s := range x.Services {
			names = append(names, s.Name)
		}
		out.Twice = append(out.Twice, t.say("services.twice", "name", x.Name, "services", strings.Join(names, ", ")))
	}
	return out
}

func toldProposals(list []owning.Proposal) []ServiceProposal {
	out := make([]ServiceProposal, 0, len(list))
	for _, p := range list {
		out = append(out, ServiceProposal{p.Name, p.Incidents, p.Needs, namedServices(p.Like)})
	}
	return out
}

func serviceRow(s estate.Service, c estate.Count, gaps int) ServiceRow {
	return ServiceRow{Ref: s.Ref, Name: s.Name, Owner: s.Owner, Tier: s.Tier, Retired: s.Retired, Own: c.Own, All: c.All, Gaps: gaps}
}

func (t teller) circles(list []estate.Circle) []string {
	out := make([]string, 0, len(list))
	for _, c := range list {
		names := []string{}
		for _, s := range c.Services {
			names = append(names, s.Name)
		}
		names = append(names, names[0])
		if c.Day == "" {
			out = append(out, t.say("services.circle", "services", strings.Join(names, " → ")))
		} else {
			out = append(out, t.say("services.circle_since", "services", strings.Join(names, " → "), "day", c.Day))
		}
	}
	return out
}

// TellService puts a page into words.
func TellService(p owning.Page, text *assets.Catalogue) ServiceTold {
	t := teller{text}
	s := p.Service
	out := ServiceTold{Row: serviceRow(s, p.Count, len(p.Gaps)), Aliases: notNil(s.Aliases), Note: s.Note, Trashed: s.Trashed, Rev: s.Rev, Day: p.Day,
		Needs: []ServiceNeed{}, Owners: []ServicePair{}, Above: toldSteps(s, p.Above), Below: toldSteps(s, p.Below), Cases: []ServiceCase{}, Gaps: []string{},
		Circles: t.circles(p.Circles), Twice: notNil(p.Twice), Told: notNil(p.Told)}
	for _, n := range s.Needs {
		out.Needs = append(out.Needs, ServiceNeed{n.ID, n.Service, p.Means[n.ID], n.From, n.To})
	}
	for _, o := range s.Owners {
		out.Owners = append(out.Owners, ServicePair(o))
	}
	for _, c := range p.Cases {
		out.Cases = append(out.Cases, ServiceCase{c.Ref, c.Title, c.Day, c.Severity, c.Own, notNil(c.Services)})
	}
	for _, g := range p.Gaps {
		out.Gaps = append(out.Gaps, g.Category)
	}
	return out
}

func toldSteps(of estate.Service, list []estate.Step) []ServiceStep {
	refs := map[string]string{of.ID: of.Ref}
	for _, st := range list {
		refs[st.Service.ID] = st.Service.Ref
	}
	out := make([]ServiceStep, 0, len(list))
	for _, st := range list {
		out = append(out, ServiceStep{st.Service.Ref, st.Service.Name, st.Level, refs[st.By], st.Need.From, st.Need.To})
	}
	return out
}

// ServicePicture draws a service between what needs it, at the left, and what it needs.
func ServicePicture(p owning.Page, paper bool, text *assets.Catalogue) (draw.Scene, error) {
	meter, err := Figure{Paper: paper}.measurer()
	if err != nil {
		return draw.Scene{}, fmt.Errorf("fonts: %w", err)
	}
	t := teller{text}
	in := draw.AroundInput{Boxes: []draw.AroundBox{{ID: p.Service.Ref, Name: p.Service.Name, Note: t.say("services.box", "own", fmt.Sprint(p.Count.Own), "all", fmt.Sprint(p.Count.All))}},
		More: func(n int) string { return text.Count("services.more", n) }}
	refs := map[string]string{p.Service.ID: p.Service.Ref}
	for i, list := range [][]estate.Step{p.Above, p.Below} {
		for _, st := range list {
			refs[st.Service.ID] = st.Service.Ref
			in.Boxes = append(in.Boxes, draw.AroundBox{ID: st.Service.Ref, Name: st.Service.Name, Note: st.Service.Owner, Level: (2*i - 1) * st.Level})
		}
	}
	for _, n := range p.Needs {
		in.Needs = append(in.Needs, [2]string{refs[n[0]], refs[n[1]]})
	}
	return draw.Around(meter, in), nil
}

// ServicePictureJSON is the picture for the window.
func ServicePictureJSON(p owning.Page, text *assets.Catalogue) (string, error) {
	scene, err := ServicePicture(p, false, text)
	if err != nil {
		return "", err
	}
	raw, err := json.Marshal(scene)
	return string(raw), err
}

// ExportService draws a service as svg or png for a file.
func ExportService(p owning.Page, format string, text *assets.Catalogue) ([]byte, error) {
	scene, err := ServicePicture(p, true, text)
	if err != nil {
		return nil, err
	}
	scene = draw.Framed(scene, fileMargin)
	if format == "svg" {
		t := teller{text}
		return draw.SVG(scene, draw.Light, draw.Meta{Title: p.Service.Name, Desc: t.say("services.pictureDesc", "above", fmt.Sprint(len(p.Above)), "below", fmt.Sprint(len(p.Below))), Background: true}), nil
	}
	meter, err := paperMeasurer()
	if err != nil {
		return nil, fmt.Errorf("fonts: %w", err)
	}
	return meter.PNG(scene, draw.Print, fileScale)
}

// ServiceImportTold is the account of a table: read = created + updated + unchanged + refused.
type ServiceImportTold struct {
	File      string           `json:"file"`
	Asks      bool             `json:"asks"` // no column is known to name the service; nothing was taken
	Columns   []ServiceColumn  `json:"columns"`
	Read      int              `json:"read"`
	Created   int              `json:"created"`
	Updated   int              `json:"updated"`
	Unchanged int              `json:"unchanged"`
	Refused   int              `json:"refused"`
	Refusals  []ServiceRefusal `json:"refusals"`
}

// ServiceColumn is a column of a table and what it was taken for.
type ServiceColumn struct {
	Header string   `json:"header"`
	Target string   `json:"target"`
	Values []string `json:"values"`
}

// ServiceRefusal is a row that was not taken, and why in words.
type ServiceRefusal struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
	Text string `json:"text"`
}

// TellServiceImport puts the account of a table into words.
func TellServiceImport(in owning.Imported, text *assets.Catalogue) ServiceImportTold {
	t := teller{text}
	out := ServiceImportTold{File: in.File, Asks: in.Asks, Columns: []ServiceColumn{}, Read: in.Read, Created: in.Created, Updated: in.Updated,
		Unchanged: in.Unchanged, Refused: in.Refused, Refusals: []ServiceRefusal{}}
	for _, c := range in.Columns {
		out.Columns = append(out.Columns, ServiceColumn{c.Header, c.Target, notNil(c.Values)})
	}
	for _, r := range in.Refusals {
		out.Refusals = append(out.Refusals, ServiceRefusal{r.Line, t.say(r.Reason), r.Text})
	}
	return out
}
