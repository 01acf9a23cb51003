package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/proof"
)

// Page is a policy as people read it at an instant: screen and command line tell this.
// Instants are RFC 3339 in UTC, days YYYY-MM-DD, "" for none.
type Page struct {
	ID         string          `json:"id"`
	Ref        string          `json:"ref"`
	Space      string          `json:"space"`
	Kind       string          `json:"kind"` // as signed, of the draft while none is in force
	Title      string          `json:"title"`
	State      State           `json:"state"`
	Why        string          `json:"why"`   // key of why it is undecided
	Draft      State           `json:"draft"` // how far the draft is
	Next       int             `json:"next"`  // number the draft will have
	Changed    bool            `json:"changed"`
	Force      *PageForce      `json:"force"` // nil while none is in force
	Terms      PageTerms       `json:"terms"` // of the draft
	Since      []Difference    `json:"since"` // what the draft says otherwise than the version in force; empty while none is
	Versions   []PageVersion   `json:"versions"`
	Exceptions []PageException `json:"exceptions"`
	Proposals  []Proposal      `json:"proposals"`
	Rev        int64           `json:"rev"`
}

// PageForce is the version in force.
type PageForce struct {
	Number      int    `json:"number"`
	Hash        string `json:"hash"`
	From        string `json:"from"`
	Retroactive bool   `json:"retroactive"`
	ReviewBy    string `json:"review"`
	Left        int    `json:"left"` // days until then, negative when it has passed
	// Alone says that nobody but the one who proposed it has signed it.
	Alone bool `json:"alone"`
}

// PageTerms are terms with their dates as texts and their data as a table.
type PageTerms struct {
	Kind      string       `json:"kind"`
	Title     string       `json:"title"`
	Text      string       `json:"text"`
	Zone      string       `json:"zone"`
	Effective string       `json:"effective"`
	Backdated string       `json:"backdated"`
	ReviewBy  string       `json:"review"`
	Recorded  bool         `json:"recorded"`
	Ends      bool         `json:"ends"`
	Count     int          `json:"count"` // exceptions that are too many …
	Days      int          `json:"days"`  // … within so many days; 0 for the default
	Settings  []SettingRow `json:"settings"`
	Seats     []SeatRow    `json:"seats"`
	Data      []Leaf       `json:"data"`
}

// SettingRow is a setting with the id of its part, "" in a version.
type SettingRow struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Value string `json:"value"`
	Note  string `json:"note"`
}

// SeatRow is a seat with the id of its part, "" in a version.
type SeatRow struct {
	ID    string `json:"id"`
	Role  string `json:"role"`
	Count int    `json:"count"`
}

// PageVersion is a version with what people said about it.
type PageVersion struct {
	ID          string        `json:"id"`
	Number      int           `json:"number"`
	Hash        string        `json:"hash"`
	State       State         `json:"state"`
	Damage      string        `json:"damage"`
	At          string        `json:"at"`
	By          string        `json:"by"`
	Own         bool          `json:"own"` // proposed by who reads
	Note        string        `json:"note"`
	From        string        `json:"from"` // instant from which it holds, "" while it is not signed, and where it never held
	Retroactive bool          `json:"retroactive"`
	Terms       PageTerms     `json:"terms"`
	Have        int           `json:"have"`
	Need        int           `json:"need"`
	Seats       []Filled      `json:"seats"`
	Signoffs    []PageSignoff `json:"signoffs"`
	// Alone says that nobody but the one who proposed it has agreed.
	Alone bool `json:"alone"`
	// Again says that the draft was changed after the proposal and says the same again, so
	// that what was signed counts as before; whoever knows the history fills it in.
	Again bool `json:"again"`
}

// WaitsForReader says whether a version waits for signatures, and who reads has not said
// anything about it that counts.
func (v PageVersion) WaitsForReader() bool {
	return v.State == InReview && !slices.ContainsFunc(v.Signoffs, func(o PageSignoff) bool { return o.Own && o.Standing == Counts })
}

// PageSignoff is a decision and what it is worth now.
type PageSignoff struct {
	ID       string   `json:"id"`
	Role     string   `json:"role"`
	Actor    string   `json:"actor"`
	Recorder string   `json:"recorder"` // actor who recorded it for them, "" for their own
	Own      bool     `json:"own"`
	Proposer bool     `json:"proposer"` // who proposed the version
	Decision Decision `json:"decision"`
	Comment  string   `json:"comment"`
	At       string   `json:"at"`
	Standing Standing `json:"standing"`
	Device   string   `json:"device"`
	// Proof says whether the device made it: "" where nobody asked.
	Proof proof.Verdict `json:"proof"`
}

// PageException is an exception as it stands.
type PageException struct {
	ID            string         `json:"id"`
	Procedure     string         `json:"procedure"`
	Incident      string         `json:"incident"`
	Justification string         `json:"justification"`
	Risk          string         `json:"risk"`
	Control       string         `json:"control"`
	Requester     string         `json:"requester"`
	Role          string         `json:"role"`
	Own           bool           `json:"own"`
	From          string         `json:"from"`
	To            string         `json:"to"`
	Zone          string         `json:"zone"`
	State         ExceptionState `json:"state"`
	Age           int            `json:"age"`  // in days: since it was asked for, and once it holds since its first day
	Left          int            `json:"left"` // in days until its last one, negative when it is over
	Soon          bool           `json:"soon"` // it holds, and its last day is near
	Answer        Answer         `json:"answer"`
	Approver      string         `json:"approver"`
	ApproverRole  string         `json:"approver_role"`
	Device        string         `json:"device"` // on which it was answered
	// Proof says whether the device gave the answer: "" where nobody asked.
	Proof       proof.Verdict `json:"proof"`
	AnsweredAt  string        `json:"answered"`
	Asked       string        `json:"asked"`       // instant at which it was asked for
	Retroactive bool          `json:"retroactive"` // granted after its first day
	Hash        string        `json:"hash"`
	Outcome     string        `json:"outcome"`
	OutcomeOpen bool          `json:"outcome_open"` // two versions of it wait for a decision
	Wants       bool          `json:"wants"`        // over, and nobody has said what came of it
	May         bool          `json:"may"`          // who reads may grant or refuse it
	Mine        bool          `json:"mine"`         // who reads gave the answer, and only they can seal it
	// Moved says that it was changed since it was answered; Since is what it says otherwise than
	// what was answered, as far as whoever knows the history filled it in.
	Moved bool         `json:"moved"`
	Since []Difference `json:"since"`
}

// Page tells the policy at an instant to an actor. name gives what an actor is called;
// nil leaves ids.
func (h *Held) Page(now time.Time, me string, name func(actor string) string) Page {
	if name == nil {
		name = func(actor string) string { return actor }
	}
	f := h.At(now)
	kind, title := h.Called(now)
	p := Page{
		ID: h.ID, Ref: h.Ref, Space: h.Space, Kind: string(kind), Title: title, State: h.State(now), Why: f.Why,
		Draft: h.DraftState(), Next: h.Next(), Changed: h.Changed(), Terms: TermsPage(h.Policy.Draft), Since: []Difference{},
		Versions: []PageVersion{}, Exceptions: []PageException{}, Proposals: h.Proposals(now), Rev: h.Rev,
	}
	for i := range p.Terms.Settings {
		p.Terms.Settings[i].ID = h.SettingIDs[i]
	}
	for i := range p.Terms.Seats {
		p.Terms.Seats[i].ID = h.SeatIDs[i]
	}
	if v, ok := f.Holds(); ok {
		p.Force = &PageForce{Number: v.Number, Hash: v.Hash, From: stamp(f.From), Retroactive: v.Retroactive(), Alone: h.Alone(v)}
		p.Since = Diff(v.Terms, h.Policy.Draft)
		if by, left, ok := h.ReviewBy(now); ok {
			p.Force.ReviewBy, p.Force.Left = by.String(), left
		}
	}
	standing := h.Standings()
	for _, v := range slices.Backward(h.Versions) {
		p.Versions = append(p.Versions, h.pageVersion(v, now, me, name, standing))
	}
	for _, e := range slices.Backward(h.Exceptions) {
		p.Exceptions = append(p.Exceptions, h.pageException(e, now, me, name))
	}
	return p
}

func (p *Policy) pageException(e Exception, now time.Time, me string, name func(string) string) PageException {
	return PageException{
		ID: e.ID, Procedure: e.Procedure, Incident: e.Incident, Justification: e.Justification, Risk: e.Risk, Control: e.Control,
		Requester: name(e.Requester), Role: e.RequesterRole, Own: e.Requester == me, From: day(e.From), To: day(e.To), Zone: e.Zone,
		State: e.State(p.ID, p.Open, now), Age: e.shownAge(p.ID, p.Open, now), Left: e.Left(now), Soon: e.Soon(p.ID, p.Open, now),
		Answer: e.Answer, Approver: named(e.Approver, name), ApproverRole: e.ApproverRole, Device: e.Device, Proof: e.Proof,
		AnsweredAt: stamp(e.AnsweredAt), Asked: stamp(e.RequestedAt), Retroactive: e.Retroactive(), Hash: e.Hash(p.ID),
		Outcome: e.Outcome, OutcomeOpen: e.OutcomeOpen(p.Open), Wants: e.NeedsOutcome(p.ID, p.Open, now), May: e.MayReply(p.ID, p.Open, me), Mine: e.Mine(p.ID, p.Open, me),
		Moved: e.Moved(p.ID, p.Open), Since: []Difference{},
	}
}

func (p *Policy) pageVersion(v Version, now time.Time, me string, name func(string) string, standing map[string]Standing) PageVersion {
	t := p.Tally(v)
	out := PageVersion{
		ID: v.ID, Number: v.Number, Hash: v.Hash, State: p.VersionState(v, now), Damage: v.Damage, At: stamp(v.At), By: name(v.By), Own: v.By == me,
		Note: v.Note, Retroactive: v.Retroactive(), Terms: TermsPage(v.Terms), Have: t.Have, Need: t.Need, Seats: t.Seats, Signoffs: []PageSignoff{}, Alone: p.Alone(v),
	}
	if t.Whole && out.State != Overtaken {
		out.From = stamp(v.starts(t.At))
	}
	if out.Seats == nil {
		out.Seats = []Filled{}
	}
	for _, seat := range out.Seats {
		for i, a := range seat.Actors {
			seat.Actors[i] = name(a)
		}
	}
	for _, s := range p.Signoffs {
		if s.Hash != v.Hash {
			continue
		}
		o := PageSignoff{ID: s.ID, Role: s.Role, Actor: name(s.Actor), Own: s.Actor == me, Proposer: s.Actor == v.By, Decision: s.Decision, Comment: s.Comment, At: stamp(s.At), Standing: standing[s.ID], Device: s.Device, Proof: s.Proof}
		if s.Recorded() {
			o.Recorder = name(s.By)
		}
		out.Signoffs = append(out.Signoffs, o)
	}
	return out
}

func named(actor string, name func(string) string) string {
	if actor == "" {
		return ""
	}
	return name(actor)
}

// TermsPage is how people read terms.
func TermsPage(t Terms) PageTerms {
	out := PageTerms{
		Kind: string(t.Kind), Title: t.Title, Text: t.Text, Zone: t.Zone, Effective: day(t.From), Backdated: t.Backdated, ReviewBy: day(t.ReviewBy),
		Recorded: t.Recorded, Ends: t.Ends, Count: t.Repeat.Count, Days: t.Repeat.Days, Settings: []SettingRow{}, Seats: []SeatRow{}, Data: Leaves(t.Data),
	}
	for _, s := range t.Settings {
		out.Settings = append(out.Settings, SettingRow{Name: s.Name, Value: s.Value, Note: s.Note})
	}
	for _, s := range t.Seats {
		out.Seats = append(out.Seats, SeatRow{Role: s.Role, Count: s.Count})
	}
	if out.Data == nil {
		out.Data = []Leaf{}
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Find is the version that a person names: a number (the newest proposal of it), the
// beginning of a hash, "draft", or "force" for the one in force. ok is false for none.
func (p *Policy) Find(name string, now time.Time) (t Terms, ok bool) {
	switch name = strings.ToLower(strings.TrimSpace(name)); name {
	case "draft":
		return p.Draft, true
	case "force":
		v, ok := p.At(now).Holds()
		return v.Terms, ok
	}
	for _, v := range slices.Backward(p.Versions) {
		if strconv.Itoa(v.Number) == strings.TrimPrefix(name, "v") || len(name) >= 6 && strings.HasPrefix(v.Hash, name) {
			return v.Terms, true
		}
	}
	return Terms{}, false
}
