package cli

import (
	"strconv"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/evidence"
	"secondstory/backend/service/auditing"
)

// jsonStatement is what a check says of a chain, as a code and in words.
type jsonStatement struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params"`
	Text   string            `json:"text"`
}

// jsonChecked is a chain of this workspace after a check.
type jsonChecked struct {
	evidence.ChainFound
	Device   string          `json:"device"`
	Space    string          `json:"space"`
	Head     string          `json:"head"`
	Problems []jsonStatement `json:"problems"`
	Excluded []jsonStatement `json:"excluded"`
	Open     []jsonStatement `json:"cannot_exclude"`
}

func (r *run) statements(family string, list []journal.Statement) []jsonStatement {
	out := []jsonStatement{}
	for _, s := range list {
		out = append(out, jsonStatement{s.Code, s.Params, r.t("audit."+family+"."+s.Code, pairs(s.Params)...)})
	}
	return out
}

// pairs are the parameters of a message as a list of names and values.
func pairs(params map[string]string) []string {
	out := make([]string, 0, 2*len(params))
	for k, v := range params {
		out = append(out, k, v)
	}
	return out
}

func (r *run) checked(h journal.Head, v journal.Verdict) jsonChecked {
	return jsonChecked{evidence.Found(v), h.Device, h.Space, v.Head(h), r.statements("problem", v.Problems()), r.statements("excluded", v.Excluded()), r.statements("open", v.Open())}
}

// auditVerify checks the chains of the workspace, or those of a pack. It ends with
// NeedsPerson when something does not hold; what merely cannot be excluded does so only
// where that was asked for.
func (r *run) auditVerify(anchors string, strict bool) (int, error) {
	pack := ""
	if len(r.args) > 0 {
		pack, r.args = r.args[0], r.args[1:]
	}
	if err := r.noMore(); err != nil {
		return 0, err
	}
	given, err := r.givenAnchors(anchors)
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	if pack != "" {
		return r.packVerify(pack, given, strict)
	}
	f, err := r.ws.CheckAudit(r.ctx, given, nil)
	if err != nil {
		return 0, err
	}
	list, open := []jsonChecked{}, 0
	for _, c := range f.Chains {
		list = append(list, r.checked(c.Head, c.Verdict))
		if c.Unanchored && c.Entries > 0 {
			open++
		}
	}
	if r.json {
		r.print(map[string]any{"whole": f.Whole(), "entries": f.Entries, "chains": list, "states": r.states(f.States), "unmet": f.Unmet, "signoffs": f.Signoffs, "rules": f.Rules})
	} else {
		r.sayChains(list)
		r.sayStates(f.States)
		r.sayUnmet(f.Unmet)
		for _, s := range f.Signoffs {
			r.say("! %s", r.t(s.Words(), "ref", s.Ref, "title", s.Title, "number", strconv.Itoa(s.Number), "role", s.Role, "procedure", s.Procedure, "device", s.Device))
		}
		for _, u := range f.Rules {
			r.say("! %s", r.t(u.Words(), pairs(u.Params())...))
		}
		r.say("%s %s", r.t("audit.open.never"), r.t("audit.open.beside"))
		r.sayAnchors(list)
		said := pick(f.Whole(), "audit.whole", "audit.broken")
		if !f.Whole() && f.ChainsWhole() && len(f.Unmet) == 0 {
			said = pick(len(f.Signoffs) > 0, "audit.signoffs_broken", "audit.rules_broken")
			said = pick(f.States.Whole(), said, "audit.states_broken")
		}
		r.say("%s", r.t(said, "count", strconv.FormatInt(f.Entries, 10)))
	}
	return verifyStatus(f.Whole(), open > 0 && strict), nil
}

func verifyStatus(whole, open bool) int {
	if !whole || open {
		return NeedsPerson
	}
	return Done
}

func (r *run) packVerify(path string, given []evidence.Given, strict bool) (int, error) {
	res, err := r.ws.CheckEvidence(r.ctx, path, given)
	if err != nil {
		return 0, err
	}
	list, open := []jsonChecked{}, 0
	for i, v := range res.Verdicts {
		info := res.Manifest.Chains[i]
		list = append(list, r.checked(journal.Head{Chain: info.Chain, Device: info.Device, Space: info.Space, Hash: info.Head}, v))
		if v.Unanchored && v.Entries > 0 {
			open++
		}
	}
	if r.json {
		r.print(map[string]any{"whole": res.Whole, "files": res.Files, "chains": list, "unmet": res.Unmet, "seals": res.Seals})
		return verifyStatus(res.Whole, open > 0 && strict), nil
	}
	for _, f := range res.Files {
		r.say("! %s", r.t("audit.file."+f.Problem, "name", f.Path))
	}
	r.sayChains(list)
	r.sayUnmet(res.Unmet)
	for _, s := range res.FalseSeals() {
		r.say("! %s", r.t("audit.seal_false", "policy", s.Policy, "device", s.Device))
	}
	if n := res.SealsOpen(); n > 0 {
		r.say("%s", r.text.Count("audit.seals_open", n))
	}
	r.say("%s", r.t("audit.open.pack_states"))
	r.say("%s", r.t(pick(res.Whole, "audit.pack_whole", "audit.pack_broken")))
	return verifyStatus(res.Whole, open > 0 && strict), nil
}

// jsonState is a record that is not what its entries lead to.
type jsonState struct {
	Record  string       `json:"record"`
	Ref     string       `json:"ref"`
	Kind    string       `json:"kind"`
	Title   string       `json:"title"`
	Code    string       `json:"code"`
	Entry   int64        `json:"entry"`
	Text    string       `json:"text"`
	Changes []jsonChange `json:"changes"`
	More    int          `json:"more"`
}

type jsonStates struct {
	Compared int64       `json:"compared"`
	Count    int         `json:"count"`
	Found    []jsonState `json:"found"`
}

func (r *run) states(s auditing.States) jsonStates {
	out := jsonStates{Compared: s.Records, Count: s.Count, Found: []jsonState{}}
	for _, f := range s.Found {
		j := jsonState{f.Record, f.Ref, f.Kind, f.Title, string(f.Code), f.N, r.t("audit.state."+string(f.Code), "n", strconv.FormatInt(f.N, 10)), []jsonChange{}, f.More}
		for _, c := range f.Changes {
			j.Changes = append(j.Changes, jsonChange(c))
		}
		out.Found = append(out.Found, j)
	}
	return out
}

// sayStates tells which records are not what their entries lead to, and in what.
func (r *run) sayStates(s auditing.States) {
	for _, f := range r.states(s).Found {
		r.say("! %s  %s: %s", f.Ref, f.Title, f.Text)
		for _, c := range f.Changes {
			if c.Path == "" {
				continue // the record itself, which the line above names
			}
			r.say("        %s", c.Path)
			a := record.ShownAround(c.Before, c.After)
			r.sayWords("-", c.Before, a.Lead+a.Was+a.Tail)
			r.sayWords("+", c.After, a.Lead+a.Is+a.Tail)
		}
		if f.More > 0 {
			r.say("        %s", r.t("audit.state.more_places", "count", strconv.Itoa(f.More)))
		}
	}
	if rest := s.Count - len(s.Found); rest > 0 {
		r.say("! %s", r.t("audit.state.more", "count", strconv.Itoa(rest)))
	}
	if s.Count > 0 {
		r.say("%s", r.t("audit.state.todo"))
		return
	}
	r.say("✓ %s", r.t("audit.state.whole", "count", strconv.FormatInt(s.Records, 10)))
}

func (r *run) sayUnmet(list []evidence.Given) {
	for _, g := range list {
		r.say("! %s", r.t("audit.unmet", "device", g.Device, "seq", strconv.FormatInt(g.Seq, 10), "hash", g.Hash))
	}
}

// sayChains writes what was found of each chain; an empty one has nothing to say.
func (r *run) sayChains(list []jsonChecked) {
	for _, c := range list {
		if c.Entries == 0 && len(c.Problems) == 0 {
			continue
		}
		r.say("%s", r.t("audit.chain", "chain", c.Chain, "count", strconv.FormatInt(c.Entries, 10), "last", strconv.FormatInt(c.Last, 10), "hash", c.Head))
		for _, s := range c.Problems {
			r.say("  ! %s", s.Text)
		}
		for _, s := range c.Excluded {
			r.say("  ✓ %s", s.Text)
		}
		for _, s := range c.Open {
			r.say("  – %s", s.Text)
		}
	}
}

// sayAnchors writes the lines to keep elsewhere, as --anchors reads them.
func (r *run) sayAnchors(list []jsonChecked) {
	said := false
	for _, c := range list {
		if c.Entries == 0 {
			continue
		}
		if !said {
			r.say("%s", r.t("cli.audit_keep"))
			said = true
		}
		r.say("%s: %s %s", journal.TrailerKey, journal.Trailer(c.Device, c.Last, c.Head), c.Chain)
	}
}
