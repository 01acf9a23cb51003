package space_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/space"
)

func (d *device) called(alias string) {
	d.t.Helper()
	_, err := d.ws.SetAlias(d.t.Context(), team, alias)
	d.must(err)
}

// knows is how a device calls the writers of the space, by device.
func (d *device) knows() map[string]sharing.Person {
	d.t.Helper()
	list, err := d.ws.People(d.t.Context())
	d.must(err)
	out := map[string]sharing.Person{}
	for _, p := range list {
		out[p.Device] = p
	}
	return out
}

func personFile(d *device) string { return filepath.Join("people", d.ws.Who.Device+".yaml") }

func refusedKeys(r space.Report) string {
	var out []string
	for _, x := range r.Refused {
		out = append(out, x.Key+" "+filepath.Base(x.Path))
	}
	return strings.Join(out, "; ")
}

func TestWhoChoseAnAliasIsCalledByItAndNobodyElse(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	if out := git(t, dir, "ls-tree", "-r", "--name-only", "main"); strings.Contains(out, "people/") {
		t.Errorf("nobody chose an alias:\n%s", out)
	}
	b.called("Kite of the night")
	b.set(id, "severity", "SEV2")
	b.sync()
	text := git(t, dir, "show", "main:people/"+b.ws.Who.Device+".yaml")
	if strings.TrimSpace(text) != "device: "+b.ws.Who.Device+"\nactor: "+b.ws.Who.Actor+"\nalias: Kite of the night" {
		t.Errorf("%s", text)
	}
	if who := git(t, dir, "log", "-1", "--format=%an <%ae>", "main"); strings.TrimSpace(who) != "Kite of the night <"+b.ws.Who.Device+"@device.invalid>" {
		t.Error(who)
	}
	r := a.sync()
	if got := strings.Join(r.By[id], ","); got != "Kite of the night" || len(r.Refused) != 0 {
		t.Errorf("%q %+v", got, r.Refused)
	}
	want := sharing.Person{Space: a.id(), Device: b.ws.Who.Device, Alias: "Kite of the night", Actor: b.ws.Who.Actor}
	if got := a.knows()[b.ws.Who.Device]; got != want {
		t.Errorf("%+v", got)
	}
	if got := lineWords(a.line(id, "severity")); !strings.HasPrefix(got, "Kite of the night: SEV2") {
		t.Error(got)
	}
	if r := a.sync(); r.Sent+r.Received != 0 {
		t.Errorf("nothing is new: %+v", r)
	}

	// Another one counts for what was written before too.
	b.called("Otter")
	if r := b.sync(); r.State != space.Done {
		t.Errorf("%+v", r)
	}
	a.sync()
	if got := lineWords(a.line(id, "severity")); !strings.HasPrefix(got, "Otter: SEV2") {
		t.Error(got)
	}
	c := newDevice(t, 3)
	c.joins(dir)
	if got := lineWords(c.line(id, "severity")); !strings.HasPrefix(got, "Otter: SEV2") || c.knows()[b.ws.Who.Device].Alias != "Otter" {
		t.Errorf("who comes later: %s", got)
	}

	// Nobody is held to an alias.
	b.called("")
	b.sync()
	a.sync()
	if got := a.knows()[b.ws.Who.Device]; got.Alias != "" {
		t.Errorf("%+v", got)
	}
	if text := git(t, dir, "show", "main:people/"+b.ws.Who.Device+".yaml"); strings.Contains(text, "Otter") || strings.Contains(text, b.ws.Who.Actor) {
		t.Error(text)
	}
	settled(t, dir, a, b, c)
}

func TestVersionsOfAConflictStandUnderTheAliasOfTheirWriter(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "The linen line stood")
	b.set(id, "title", "The line stood for an hour")
	a.sync()
	b.sync()
	b.called("Kite")
	b.sync()
	a.sync()
	list, err := a.ws.Conflicts(t.Context(), id, words)
	a.must(err)
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	for _, v := range list[0].Shown {
		ours := v.Text == "The linen line stood"
		if ours && (v.By != "" || v.From != "own") || !ours && v.By != "Kite" {
			t.Errorf("%+v", v)
		}
	}
}

// An alias says who somebody is by now; what one's own side is does not hang on it.
func TestOnesOwnSideOfAConflictIsOwnWhateverAliasStoodThere(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.called("Fox")
	b.called("Kite")
	a.set(id, "title", "The linen line stood")
	a.sync()
	b.set(id, "title", "The line stood for an hour")
	b.sync()
	// One that is opened while what the others sent is written back.
	b.set(id, "severity", "SEV1")
	b.sync()
	a.step = func(name string) {
		if name == "met" {
			a.set(id, "severity", "SEV3")
		}
	}
	a.sync()
	a.step = nil
	b.sync()
	a.called("Otter")
	b.called("Swift")
	for range 2 {
		a.sync()
		b.sync()
	}
	for i, d := range []*device{a, b} {
		list, err := d.ws.Conflicts(t.Context(), id, words)
		d.must(err)
		if len(list) != 2 {
			t.Fatalf("%d: %+v", i, list)
		}
		for _, u := range list {
			for _, v := range u.Shown {
				ofA := v.Text == "The linen line stood" || strings.Contains(v.Text, "SEV3")
				own, other := ofA == (i == 0), "Swift"
				if i == 1 {
					other = "Otter"
				}
				if own && (v.By != "" || v.From != "own") || !own && v.By != other {
					t.Errorf("%d: %+v", i, v)
				}
			}
		}
	}
}

// An alias is a word anybody can choose: of two devices with one, nobody is taken for the other.
func TestTwoDevicesWithOneAliasAreToldApart(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.called("Heron")
	b.set(id, "title", "Heron was here")
	b.sync()
	a.sync()
	c := newDevice(t, 3)
	c.joins(dir)
	if shared, err := c.ws.SharesAlias(t.Context(), team, "heron "); err != nil || !shared {
		t.Errorf("%v %v", shared, err)
	}
	c.called(" HERON ")
	c.set(id, "severity", "SEV2")
	took := c.sync()
	r := a.sync()
	said := "HERON · " + c.ws.Who.Device
	if got := strings.Join(r.By[id], ","); got != said {
		t.Errorf("who wrote what came: %q, want %q", got, said)
	}
	told := func(r space.Report, key, one, other string) bool {
		return slices.ContainsFunc(r.Notices, func(n space.Notice) bool {
			return n.Key == key && n.Params["one"] == one && n.Params["other"] == other
		})
	}
	if !told(r, "share.alias_same", b.ws.Who.Device, c.ws.Who.Device) {
		t.Errorf("%+v", r.Notices)
	}
	if r := b.sync(); !told(r, "share.alias_same_own", b.ws.Who.Device, c.ws.Who.Device) {
		t.Errorf("the one who had it is told: %+v", r.Notices)
	}
	if !told(took, "share.alias_same_own", c.ws.Who.Device, b.ws.Who.Device) {
		t.Errorf("the one who took it is told: %+v", took.Notices)
	}
	if r := a.sync(); len(r.Notices) != 0 {
		t.Errorf("it is told once: %+v", r.Notices)
	}
	for _, d := range []*device{a, b, c} {
		if got := d.knows()[b.ws.Who.Device].Called(); got != "Heron · "+b.ws.Who.Device {
			t.Errorf("%q", got)
		}
	}
	// History tells them apart too, also of what was written before.
	event := func(field string) string {
		path, _ := record.ParsePath(field)
		events, _, err := a.ws.Records.Line(t.Context(), id, path, 0, 1)
		a.must(err)
		if len(events) == 0 || events[0].By == nil {
			t.Fatalf("%s: %+v", field, events)
		}
		return events[0].By.Name
	}
	if one, other := event("title"), event("severity"); one != "Heron · "+b.ws.Who.Device || other != said {
		t.Errorf("%q %q", one, other)
	}
	// Whoever steps back is the only one of that name again.
	c.called("Crane")
	c.sync()
	a.sync()
	if got := a.knows()[b.ws.Who.Device].Called(); got != "Heron" {
		t.Errorf("%q", got)
	}
}

func TestNobodyGivesAnotherDeviceAName(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.called("Kite")
	b.sync()
	a.sync()
	byHand(t, dir, func(root string) {
		rewrite(t, filepath.Join(root, personFile(b)), "Kite", "Fool")
		// A file for somebody who chose nothing.
		write(t, filepath.Join(root, personFile(a)), "device: \""+a.ws.Who.Device+"\"\nalias: Puppet\n")
	})
	for i := range 2 { // told once: nothing can be done about it here
		r := a.sync()
		if got := refusedKeys(r); strings.Contains(got, "share.person_other "+b.ws.Who.Device) != (i == 0) {
			t.Errorf("%d: %s", i, got)
		}
		if got := a.knows()[b.ws.Who.Device].Alias; got != "Kite" {
			t.Errorf("%q", got)
		}
	}
	if got := a.knows()[a.ws.Who.Device].Alias; got != "" {
		t.Errorf("somebody else named this device %q", got)
	}
	c := newDevice(t, 3)
	if r := c.joins(dir); !strings.Contains(refusedKeys(r), "share.person_other") || c.knows()[b.ws.Who.Device].Alias == "Fool" {
		t.Errorf("whoever comes later believes it: %s", refusedKeys(r))
	}
	// The next syncs of the two write it as they want it.
	b.set(id, "severity", "SEV2")
	b.sync()
	b.sync()
	a.sync()
	b.sync()
	for _, d := range []*device{a, b, c} {
		if r := d.sync(); len(r.Refused) != 0 || d.knows()[b.ws.Who.Device].Alias != "Kite" || d.knows()[a.ws.Who.Device].Alias != "" {
			t.Errorf("%s %+v", refusedKeys(r), d.knows())
		}
	}
	settled(t, dir, a, b, c)
}

func TestAnAliasNobodyMayChooseIsNotTaken(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, _ := pair(t, dir)
	b.called("Kite")
	b.sync()
	a.sync()
	at := personFile(b)
	device := "device: " + b.ws.Who.Device + "\n"
	for _, c := range [][2]string{
		{"10,000 letters", device + "alias: " + strings.Repeat("x", 10_000) + "\n"},
		{"a control sign", device + "alias: \"Kite\\e[31m\"\n"},
		{"nothing to read", "alias: ["},
		{"the file of another", "device: " + a.ws.Who.Device + "\nalias: Kite\n"},
		{"a megabyte", device + "alias: Kite\nmore: " + strings.Repeat("x", 1<<20) + "\n"},
		{"", device + "actor: " + b.ws.Who.Actor + "\nalias: Kite\n"}, // and good again
	} {
		name, text := c[0], c[1]
		byHand(t, dir, func(root string) {
			git(t, root, "config", "user.email", b.ws.Who.Device+"@device.invalid") // as if it were its own
			write(t, filepath.Join(root, at), text)
		})
		r := a.sync()
		if got := refusedKeys(r); (name != "") != strings.Contains(got, "share.person_") {
			t.Errorf("%s: %s", name, got)
		}
		if got := a.knows()[b.ws.Who.Device]; got.Alias != "Kite" || got.Actor != b.ws.Who.Actor {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestStatementsOfOneAreNeverToldAsOfAnother(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, _ := pair(t, dir)
	b.called("Kite")
	b.sync()
	a.sync()
	c := newDevice(t, 3)
	c.joins(dir)
	c.called("Fox")
	c.sync()
	byHand(t, dir, func(root string) {
		git(t, root, "config", "user.email", c.ws.Who.Device+"@device.invalid")
		rewrite(t, filepath.Join(root, personFile(c)), c.ws.Who.Actor, b.ws.Who.Actor)
	})
	a.sync()
	if got := a.knows(); got[c.ws.Who.Device].Actor == b.ws.Who.Actor || got[b.ws.Who.Device].Actor != b.ws.Who.Actor {
		t.Errorf("%+v", got)
	}
}

func TestTwoVersionsOfWhatADeviceSaysComeTogether(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.called("Kite")
	b.sync()
	a.sync()
	// One side says what nobody can read, the other goes on.
	a.set(id, "severity", "SEV2")
	byHand(t, dir, func(root string) { write(t, filepath.Join(root, personFile(b)), "alias: [") })
	b.called("Otter")
	b.sync()
	a.sync()
	if text := git(t, dir, "show", "main:people/"+b.ws.Who.Device+".yaml"); !strings.Contains(text, "Otter") {
		t.Error(text)
	}
	if got := a.knows()[b.ws.Who.Device].Alias; got != "Otter" {
		t.Errorf("%q", got)
	}
	settled(t, dir, a, b)
}

// Who chose no alias is one person too, beside what they wrote and what they decided.
func TestWhoDecidesWithoutAnAliasIsTheWriterForOthers(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "One")
	b.set(id, "title", "Two")
	for _, d := range []*device{a, b, a} {
		d.sync()
	}
	_, err := b.ws.SettleConflict(t.Context(), id, b.open4(id)[0].ID, choice("2"), "")
	b.must(err)
	b.sync()
	a.sync()
	list, err := a.ws.Conflicts(t.Context(), id, words)
	a.must(err)
	if len(list) != 1 || len(list[0].Decisions) != 1 || list[0].Decisions[0].By != b.ws.Who.Device || list[0].DecidedBy != b.ws.Who.Device {
		t.Errorf("%+v", list)
	}
	if text := git(t, dir, "show", "main:people/"+b.ws.Who.Device+".yaml"); strings.TrimSpace(text) != "device: "+b.ws.Who.Device+"\nactor: "+b.ws.Who.Actor {
		t.Error(text)
	}
	if out := git(t, dir, "ls-tree", "-r", "--name-only", "main"); strings.Contains(out, a.ws.Who.Device) {
		t.Errorf("who decided nothing says nothing:\n%s", out)
	}
	settled(t, dir, a, b)
}
