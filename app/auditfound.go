package app

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/journal"
	"secondstory/backend/evidence"
	"secondstory/backend/service/auditing"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

func auditFindings(f workspace.AuditFindings, device string) AuditFindings {
	out := AuditFindings{Whole: f.Whole(), Entries: f.Entries, Chains: []AuditChain{}, Files: []Message{}, Unmet: unmet(f.Unmet),
		Signoffs: falseSignoffs(f.Signoffs), Rules: unsoundRules(f.Rules), Records: f.States.Records, States: auditStates(f.States), StateCount: f.States.Count}
	for _, c := range f.Chains {
		if c.Entries == 0 && c.Whole() {
			continue // nothing was written there yet
		}
		out.Chains = append(out.Chains, auditChain(c.Head, c.Verdict, device))
	}
	return out
}

// packFindings tells what checking a pack found; name is that of its file.
func packFindings(r evidence.Result, name, device string) AuditFindings {
	m := r.Manifest
	out := AuditFindings{Whole: r.Whole, Chains: []AuditChain{}, Files: []Message{}, Unmet: unmet(r.Unmet), Signoffs: []Message{}, Rules: []Message{}, States: []AuditState{},
		Pack: &AuditPack{Name: name, MadeAt: m.MadeAt, Program: m.Program, Device: m.Device, Records: len(m.Records)}}
	for _, f := range r.Files {
		out.Files = append(out.Files, Message{Key: "audit.file." + f.Problem, Params: map[string]string{"name": f.Path}})
	}
	for _, s := range r.FalseSeals() {
		out.Signoffs = append(out.Signoffs, Message{Key: "audit.seal_false", Params: map[string]string{"policy": s.Policy, "device": s.Device}})
	}
	for i, v := range r.Verdicts {
		out.Entries += v.Entries
		if v.Entries == 0 && v.Whole() {
			continue
		}
		info := m.Chains[i]
		out.Chains = append(out.Chains, auditChain(journal.Head{Chain: info.Chain, Device: info.Device, Space: info.Space, Hash: info.Head}, v, device))
	}
	return out
}

func auditChain(h journal.Head, v journal.Verdict, device string) AuditChain {
	return AuditChain{Chain: h.Chain, Device: h.Device, Own: h.Device == device, Local: strings.HasSuffix(h.Chain, "/local"), Name: h.Name,
		Entries: v.Entries, Last: v.Last, Head: v.Head(h), Whole: v.Whole(),
		Problems: said("audit.problem.", v.Problems()), Excluded: said("audit.excluded.", v.Excluded()), Open: said("audit.open.", v.Open())}
}

func auditStates(s auditing.States) []AuditState {
	out := []AuditState{}
	for _, f := range s.Found {
		one := AuditState{Ref: f.Ref, RecordKind: f.Kind, Title: f.Title, Code: string(f.Code), More: f.More, Changes: []HistoryChange{},
			Text: Message{Key: "audit.state." + string(f.Code), Params: map[string]string{"n": strconv.FormatInt(f.N, 10)}}}
		for _, c := range f.Changes {
			one.Changes = append(one.Changes, around(recording.EventChange{Path: c.Path, Before: c.Before, After: c.After}))
		}
		out = append(out, one)
	}
	return out
}

func falseSignoffs(list []workspace.FalseSignoff) []Message {
	out := []Message{}
	for _, s := range list {
		out = append(out, Message{Key: s.Words(), Params: map[string]string{"ref": s.Ref, "title": s.Title, "number": strconv.Itoa(s.Number), "role": s.Role, "procedure": s.Procedure, "device": s.Device}})
	}
	return out
}

func unsoundRules(list []workspace.UnsoundRule) []Message {
	out := []Message{}
	for _, u := range list {
		out = append(out, Message{Key: u.Words(), Params: u.Params()})
	}
	return out
}

func unmet(list []evidence.Given) []Message {
	out := []Message{}
	for _, g := range list {
		out = append(out, Message{Key: "audit.unmet", Params: map[string]string{"device": g.Device, "seq": strconv.FormatInt(g.Seq, 10), "hash": g.Hash}})
	}
	return out
}

func packSaved(path string, m evidence.Manifest) AuditPackSaved {
	out := AuditPackSaved{Path: path, LeftOut: []Message{}}
	for _, c := range m.Chains {
		out.Entries += c.Entries
	}
	for _, l := range m.LeftOut {
		out.LeftOut = append(out.LeftOut, Message{Key: "audit.left." + l.Why, Params: map[string]string{"chain": l.Chain, "count": strconv.FormatInt(l.Count, 10)}})
	}
	return out
}

func said(family string, list []journal.Statement) []Message {
	out := []Message{}
	for _, s := range list {
		out = append(out, Message{Key: family + s.Code, Params: s.Params})
	}
	return out
}
