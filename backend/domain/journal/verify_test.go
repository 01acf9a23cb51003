package journal_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
)

// varied is a chain as an afternoon of work makes it: fields, texts, parts that come
// and go, reasons, and content in several scripts.
func varied(t *testing.T, n int, erase ...int64) []journal.Entry {
	t.Helper()
	payloads := [][2]string{
		{`{"title":"Disk full"}`, `{"title":"Disk full on the ledger"}`},
		{`{"$absent":true}`, `{"at":"2026-03-01T09:00:00Z","text":"Pager — «niño», 日本語 \u2028"}`},
		{`{"text":{"at":14,"run":""}}`, `{"text":{"at":14,"run":" and slow"}}`},
		{`{"minutes":12,"share":0.5}`, `{"minutes":47.25,"share":1e21}`},
		{`{"classes":["technical"]}`, `{"classes":["organisational","technical"]}`},
		{`{}`, `{"$absent":true}`},
		{`{"done":false,"owner":null}`, `{"done":true,"owner":"on-call"}`},
	}
	actions := []string{"review.set", "timeline.add", "causes.text", "actions.set"}
	prev, out := journal.Genesis, make([]journal.Entry, n)
	for i := range out {
		p := payloads[i%len(payloads)]
		e := journal.Entry{N: int64(2*i + 1), Chain: "c", Seq: int64(i + 1), At: at("2026-03-01T09:00:00Z").Add(time.Duration(i) * 731 * time.Millisecond),
			Actor: "a-7k3q", Action: actions[i%len(actions)], Record: "01KREVIEW", Entity: "01KREVIEW/timeline/" + fmt.Sprint(i), Prev: prev,
			Before: json.RawMessage(p[0]), After: json.RawMessage(p[1])}
		if i%3 == 0 {
			e.Reason = "said in the room"
		}
		raw, err := e.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		var same struct{ Before, After json.RawMessage }
		if err := json.Unmarshal(raw, &same); err != nil {
			t.Fatal(err)
		}
		e.Before, e.After = same.Before, same.After // as they are stored
		if e.Hash, err = e.Sum(); err != nil {
			t.Fatal(err)
		}
		if prev = e.Hash; slices.Contains(erase, e.Seq) {
			e.Before, e.After, e.Reason, e.Erased = nil, nil, "", true
		}
		out[i] = e
	}
	return out
}

// tampered changes one byte of one stored field; ok is false where that says the same.
func tampered(r *rand.Rand, e *journal.Entry) (what string, ok bool) {
	flip := func(s string) string {
		if s == "" {
			return string(rune('a' + r.IntN(26)))
		}
		raw := []byte(s)
		i := r.IntN(len(raw))
		raw[i] ^= byte(1 + r.IntN(255))
		return string(raw)
	}
	was := *e
	fields := []string{"action", "actor", "entity", "reason", "before", "after", "at", "hash", "prev", "record"}
	what = fields[r.IntN(len(fields))]
	if e.Erased {
		what = []string{"hash", "prev"}[r.IntN(2)]
	}
	switch what {
	case "action":
		e.Action = flip(e.Action)
	case "actor":
		e.Actor = flip(e.Actor)
	case "entity":
		e.Entity = flip(e.Entity)
	case "reason":
		e.Reason = flip(e.Reason)
	case "before":
		e.Before = json.RawMessage(flip(string(e.Before)))
	case "after":
		e.After = json.RawMessage(flip(string(e.After)))
	case "at":
		e.At = time.UnixMilli(e.At.UnixMilli() ^ 1<<r.IntN(40)).UTC()
	case "hash":
		e.Hash = flip(e.Hash)
	case "prev":
		e.Prev = flip(e.Prev)
	case "record":
		e.Record = flip(e.Record)
	}
	return what, !reflect.DeepEqual(was, *e)
}

func TestTenThousandSingleByteTampersAreEachFoundAndBlameNoOther(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for _, whole := range [][]journal.Entry{varied(t, 24), varied(t, 24, 7, 8, 15)} {
		anchor := journal.Anchor{Chain: "c", Seq: 24, Hash: whole[23].Hash, Where: journal.InCommit}
		for _, anchors := range [][]journal.Anchor{nil, {anchor}} {
			if v := verify(whole, anchors...); v.Broken != 0 || v.Truncated {
				t.Fatalf("untouched: %+v", v)
			}
			for done := 0; done < 2_500; {
				copied := slices.Clone(whole)
				at := r.IntN(len(copied))
				what, ok := tampered(r, &copied[at])
				if !ok {
					continue
				}
				done++
				seq := int64(at + 1)
				v := verify(copied, anchors...)
				if v.Broken != 1 || v.Truncated {
					t.Fatalf("%s of %d: %+v", what, seq, v)
				}
				// Where the content of an entry was erased nobody can tell it from its
				// neighbour: then both are named.
				b := v.Breaks[0]
				if b.Kind == journal.Parted && whole[at].Erased {
					if seq != b.From && seq != b.Seq {
						t.Fatalf("%s of %d: %+v", what, seq, v)
					}
				} else if b.From != seq || b.Seq != seq || v.FirstBad != seq {
					t.Fatalf("%s of %d: %+v", what, seq, v)
				}
			}
		}
	}
}

func TestAMissingEntryIsNamedAndTheOthersStand(t *testing.T) {
	whole := varied(t, 10)
	for _, c := range []struct{ from, to int }{{1, 1}, {1, 4}, {5, 5}, {4, 8}, {9, 9}} {
		v := verify(slices.Delete(slices.Clone(whole), c.from-1, c.to))
		want := []journal.Break{{Kind: journal.Missing, From: int64(c.from), Seq: int64(c.to)}}
		if !reflect.DeepEqual(v.Breaks, want) || v.FirstBad != int64(c.from) || v.Last != 10 || v.Entries != int64(10-c.to+c.from-1) {
			t.Errorf("%+v: %+v", c, v)
		}
	}
}

func TestANumberThatWasChangedBlamesItsEntryAlone(t *testing.T) {
	for _, c := range []struct {
		at, to int64
		sorted bool // as a database gives them, which keeps no number twice
	}{{5, 50, true}, {10, 99, true}, {5, 50, false}, {5, 7, false}, {1, 9, false}, {3, 2, false}, {10, 99, false}} {
		rows := varied(t, 10)
		rows[c.at-1].Seq = c.to
		if c.sorted {
			slices.SortStableFunc(rows, func(a, b journal.Entry) int { return int(a.Seq - b.Seq) })
		}
		if v := verify(rows); v.FirstBad != c.at || v.Broken != 1 {
			t.Errorf("%+v: %+v", c, v)
		}
	}
}

// rehash writes entries anew from a place on, as somebody would who knows how.
func rehash(t *testing.T, rows []journal.Entry, from, to int) {
	t.Helper()
	for i := from - 1; i < to; i++ {
		if i > 0 {
			rows[i].Prev = rows[i-1].Hash
		}
		var err error
		if rows[i].Hash, err = rows[i].Sum(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARewrittenEntryIsNamedByWhatOthersSayOfIt(t *testing.T) {
	changed := json.RawMessage(`{"title":"nothing happened"}`)
	for _, c := range []struct {
		name     string
		at, to   int
		anchors  []int64
		from     int64
		seq      int64
		kind     journal.BreakKind
		unproven bool
	}{
		{"one in the middle", 5, 5, nil, 5, 5, journal.Rewritten, false},
		{"the first", 1, 1, nil, 1, 1, journal.Rewritten, false},
		{"the one before the last", 9, 9, nil, 9, 10, journal.Parted, false},
		{"the one before the last, the last anchored", 9, 9, []int64{10}, 9, 9, journal.Rewritten, false},
		{"all from there on, without an anchor", 5, 10, nil, 0, 0, "", true},
		{"all from there on, anchors around", 5, 10, []int64{3, 8}, 4, 8, journal.Rewritten, false},
		{"all from there on, anchored before", 5, 10, []int64{4}, 0, 0, "", true},
	} {
		rows := varied(t, 10)
		var anchors []journal.Anchor
		for _, seq := range c.anchors {
			anchors = append(anchors, journal.Anchor{Chain: "c", Seq: seq, Hash: rows[seq-1].Hash, Where: journal.InCommit})
		}
		rows[c.at-1].After = changed
		rehash(t, rows, c.at, c.to)
		v := verify(rows, anchors...)
		if c.unproven {
			if !v.Whole() || !says(v.Open(), "anew") && !says(v.Open(), "anew_all") {
				t.Errorf("%s: %+v", c.name, v)
			}
			continue
		}
		if len(v.Breaks) != 1 || v.Breaks[0] != (journal.Break{Kind: c.kind, From: c.from, Seq: c.seq}) {
			t.Errorf("%s: %+v", c.name, v.Breaks)
		}
	}
}

func says(list []journal.Statement, code string) bool {
	return slices.ContainsFunc(list, func(s journal.Statement) bool { return s.Code == code })
}

func TestTheHeadKeptInTheWorkspaceFindsACutTailAndProvesNothing(t *testing.T) {
	rows := varied(t, 10)
	head := journal.Anchor{Chain: "c", Seq: 10, Hash: rows[9].Hash, Where: journal.InWorkspace}
	if v := verify(rows[:7], head); !v.Truncated || v.AnchoredTo != 10 || v.Proven != 0 {
		t.Errorf("cut: %+v", v)
	}
	v := verify(rows, head)
	if !v.Whole() || !v.Unanchored || v.Proven != 0 || !says(v.Open(), "anew_all") || !says(v.Open(), "tail") {
		t.Errorf("whole: %+v, %+v", v, v.Open())
	}
}

func TestAVerdictSaysWhatItCanAndCannotExclude(t *testing.T) {
	rows := varied(t, 9, 4)
	rows[6].At = rows[0].At.Add(-time.Hour)
	rehash(t, rows, 7, 9)
	commit := journal.Anchor{Chain: "c", Seq: 6, Hash: rows[5].Hash, Where: journal.InCommit, Ref: "abc", At: at("2026-03-02T08:00:00Z")}
	v := verify(rows, commit)
	codes := func(list []journal.Statement) string {
		var out []string
		for _, s := range list {
			out = append(out, s.Code)
		}
		return strings.Join(out, " ")
	}
	if got := codes(v.Excluded()); got != "edited between anchored" {
		t.Error(got)
	}
	if got := codes(v.Problems()); got != "emptied" || v.Whole() {
		t.Error(got)
	}
	if got := codes(v.Open()); got != "tail anew clock_skew" {
		t.Error(got)
	}
	if got := v.Open()[2].Params; got["seqs"] != "7" || got["count"] != "1" {
		t.Error(got)
	}
	if got := v.Open()[1].Params; got["from"] != "7" || got["last"] != "9" {
		t.Error(got)
	}
	// An anchor at the end still says nothing of what was written after it.
	commit.Seq, commit.Hash = 9, rows[8].Hash
	if got := codes(verify(rows, commit).Open()); got != "tail_since clock_skew" {
		t.Error(got)
	}
	if got := verify(nil); codes(got.Open()) != "empty" || !got.Whole() {
		t.Errorf("%+v", got)
	}
	// A broken chain vouches for what stands before the break, and for no more.
	rows[1].Action = "review.forged"
	v = verify(rows, commit)
	if codes(v.Problems()) != "edited emptied" || v.Excluded()[0].Params["last"] != "1" || v.Excluded()[2].Params["seq"] != "9" {
		t.Errorf("%+v %+v", v.Problems(), v.Excluded())
	}
}

func TestAChainThatGoesOnFromABackupVouchesForTheOldOne(t *testing.T) {
	old := varied(t, 6)
	first := journal.Entry{Chain: "new", Seq: 1, At: at("2026-04-01T00:00:00Z"), Actor: "a", Action: journal.Restored, Prev: journal.Genesis,
		Before: json.RawMessage(`{}`), After: json.RawMessage(fmt.Sprintf(`{"backup":"%064d","chain":"c","hash":%q,"seq":6}`, 1, old[5].Hash))}
	anchor, ok := journal.AnchorIn(first)
	if !ok || anchor.Seq != 6 || anchor.Chain != "c" || anchor.Where != journal.InRestore {
		t.Fatalf("%+v %v", anchor, ok)
	}
	if v := verify(old, anchor); !v.Whole() || v.Proven != 6 {
		t.Errorf("%+v", v)
	}
	// The old device went on after the backup, or the old chain lost its end.
	if v := verify(old[:4], anchor); !v.Truncated {
		t.Errorf("%+v", v)
	}
	for _, bad := range []string{`{}`, `{"seq":6}`, `[]`} {
		first.After = json.RawMessage(bad)
		if _, ok := journal.AnchorIn(first); ok {
			t.Error(bad)
		}
	}
}

func TestATrailerIsReadAsItWasWritten(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	device, seq, h, ok := journal.ParseTrailer(journal.Trailer("d-1", 42, hash))
	if !ok || device != "d-1" || seq != 42 || h != hash {
		t.Error(device, seq, h, ok)
	}
	for _, bad := range []string{"", "d-1 42", "d-1 0 " + hash, "d-1 x " + hash, "d-1 42 " + hash[1:], "d-1 42 " + strings.ToUpper(hash), "d-1 42 " + hash + " more"} {
		if _, _, _, ok := journal.ParseTrailer(bad); ok {
			t.Errorf("%q", bad)
		}
	}
}

func TestTheActorOfARuleNamesItsVersion(t *testing.T) {
	for _, c := range []struct {
		actor, rule, version string
		ok                   bool
	}{
		{journal.RuleActor("triage", "3"), "triage", "3", true}, {"rule:a@b@2", "a@b", "2", true}, {"rule:bare", "bare", "", true}, {"a-7k3q", "", "", false},
	} {
		if rule, version, ok := journal.ByRule(c.actor); rule != c.rule || version != c.version || ok != c.ok {
			t.Errorf("%q: %q %q %v", c.actor, rule, version, ok)
		}
	}
}

func TestTheCanonicalBytesAreThoseThatAreHashed(t *testing.T) {
	e := journal.Entry{Seq: 1, At: at("2026-03-01T09:00:00Z"), Actor: "u-ana", Action: "priority.override", Entity: "inc-0042", Prev: journal.Genesis,
		Reason: "payroll run tonight", Before: json.RawMessage(`{ "priority": "P3" }`), After: json.RawMessage(`{"priority":"P1"}`)}
	want := `{"action":"priority.override","actor":"u-ana","after":{"priority":"P1"},"at":"2026-03-01T09:00:00Z","before":{"priority":"P3"},"entity":"inc-0042","prev":"` +
		journal.Genesis + `","reason":"payroll run tonight","seq":1}`
	if raw, err := e.Canonical(); err != nil || string(raw) != want {
		t.Errorf("%s %v", raw, err)
	}
	e.Before = json.RawMessage(`{`)
	if _, err := e.Canonical(); err == nil {
		t.Error("torn JSON was written")
	}
}
