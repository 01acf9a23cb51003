package cli

import (
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
)

type jsonProposal struct {
	File   string      `json:"file"`
	Ref    string      `json:"ref"`
	Pieces []jsonPiece `json:"pieces"`
}

type jsonPiece struct {
	Key        string            `json:"key"`
	Collection string            `json:"collection,omitempty"`
	State      string            `json:"state"`
	Words      string            `json:"words"`
	At         string            `json:"at,omitempty"`
	Changes    []jsonPieceChange `json:"changes,omitempty"`
}

type jsonPieceChange struct {
	Field   string `json:"field"`
	Here    string `json:"here"`
	File    string `json:"file"`
	Becomes string `json:"becomes"`
	Asked   bool   `json:"asked,omitempty"`
}

// propose tells piece by piece what the newer versions would bring, and changes nothing.
// It ends with NeedsPerson while one of them would change something.
func (r *run) propose(p importing.Preview) (int, error) {
	status := Done
	out := []jsonProposal{}
	for _, it := range p.Items {
		if it.Status != importing.StatusProposal {
			continue
		}
		list, err := r.ws.Imports.Proposal(r.ctx, it, false, r.t)
		if err != nil {
			return 0, err
		}
		x := jsonProposal{File: it.Shown, Ref: record.Ref(review.Schema.RefPrefix, it.Known), Pieces: []jsonPiece{}}
		r.say("%s  %s", x.Ref, it.Shown)
		same := 0
		for _, piece := range list {
			if piece.State.Changes() {
				status = NeedsPerson
			}
			j := jsonPiece{Key: piece.Key, Collection: piece.Collection, State: string(piece.State), Words: piece.Words, At: piece.At}
			for _, c := range piece.Changes {
				j.Changes = append(j.Changes, jsonPieceChange{c.Field, c.Here, c.File, c.Becomes, c.Asked})
			}
			x.Pieces = append(x.Pieces, j)
			if piece.State == importing.PieceSame {
				same++
				continue
			}
			r.sayPiece(piece)
		}
		if same > 0 {
			r.say("  %s", r.text.Count("import.proposal.same", same))
		}
		out = append(out, x)
	}
	if r.json {
		r.print(map[string]any{"proposals": out})
	} else if len(out) == 0 {
		r.say("%s", r.t("cli.import_no_proposals"))
	}
	return status, nil
}

func (r *run) sayPiece(p importing.Piece) {
	r.say("")
	kind := ""
	if p.Collection != "" {
		kind = r.t("history.part." + p.Collection)
	}
	r.say("  %s", strings.Join(strings.Fields(kind+" "+p.At+" "+firstLine(p.Words)), " "))
	r.say("    %s: %s. %s.", p.Key, r.t("import.piece."+string(p.State)), r.t("import.piece.will."+string(p.State)))
	for _, c := range p.Changes {
		if p.State != importing.PieceNew {
			r.say("    %s: %s", r.t("import.change.here", "field", c.Field), firstLine(c.Here))
		}
		r.say("    %s: %s", r.t("import.change.file"), firstLine(c.File))
		if p.State == importing.PieceJoined && c.Becomes != c.File {
			r.say("    %s: %s", r.t("import.change.becomes"), firstLine(c.Becomes))
		}
	}
}

// leave finds the pieces that are to stay as they are, in the one changed file.
func (r *run) leave(p importing.Preview, keys []string) (map[int]map[string]bool, error) {
	at := -1
	for i, it := range p.Items {
		if it.Status != importing.StatusProposal {
			continue
		}
		if at >= 0 {
			return nil, usage("cli.import_leave_one")
		}
		at = i
	}
	if at < 0 {
		return nil, usage("cli.import_leave_one")
	}
	list, err := r.ws.Imports.Proposal(r.ctx, p.Items[at], false, r.t)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, piece := range list {
		known[piece.Key] = piece.State.Changes()
	}
	left := map[string]bool{}
	for _, key := range keys {
		if !known[key] {
			return nil, usage("cli.import_piece_left", "key", key)
		}
		left[key] = true
	}
	return map[int]map[string]bool{at: left}, nil
}
