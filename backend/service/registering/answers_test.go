package registering_test

import (
	"context"
	"slices"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

func TestOnlyWhatAFileAsksIsAnsweredWithWhatWasSaidBefore(t *testing.T) {
	d := newDesk(t)
	for i, name := range []string{"zoneless, slashed", "zoneless", "zoneless again", "slashed"} {
		d.files[name] = lines(one(i))
	}
	_, err := d.Import(context.Background(), "zoneless, slashed", registering.Options{Options: incident.Options{Zone: "Europe/Berlin", DayOrder: "day"}}, nil)
	d.Must(err)
	out := d.take("zoneless")
	if d.given.Zone != "Europe/Berlin" || d.given.DayOrder != "" || out.Import.DayOrder != "" || out.Import.Account.Created != 1 {
		t.Errorf("the file was read with %+v, %+v", d.given, out.Import)
	}
	if out.Remembered.Zone != "Europe/Berlin" || out.Remembered.DayOrder != "" {
		t.Errorf("told as remembered: %+v", out.Remembered)
	}
	// What one file was not asked is still known for the next.
	if out := d.take("slashed"); out.Remembered.DayOrder != "day" || d.given.Zone != "" || out.Import.Account.Created != 1 {
		t.Errorf("the file was read with %+v, told %+v", d.given, out.Remembered)
	}
	if out, err := d.Import(context.Background(), "zoneless again", registering.Options{Options: incident.Options{Zone: "UTC"}}, nil); err != nil || out.Remembered.Zone != "" {
		t.Errorf("an answer given now is told as remembered: %+v, %v", out.Remembered, err)
	}
}

func TestOneRememberedAnswerLeadsToTheNext(t *testing.T) {
	d := newDesk(t)
	d.files["zoneless, slashed"], d.files["zoneless, also slashed"] = lines(one(1)), lines(one(2))
	_, err := d.Import(context.Background(), "zoneless, slashed", registering.Options{Options: incident.Options{Zone: "Europe/Berlin", DayOrder: "day"}}, nil)
	d.Must(err)
	if out := d.take("zoneless, also slashed"); len(out.Questions) != 0 || out.Remembered.Zone != "Europe/Berlin" || out.Remembered.DayOrder != "day" {
		t.Errorf("asked %+v, remembered %+v", out.Questions, out.Remembered)
	}
}

func TestATableWithOtherColumnsThatBringsTheSameIncidentsIsTold(t *testing.T) {
	d := newDesk(t)
	for _, source := range []string{"csv/one", "csv/two", "json/three"} {
		for i := range 3 {
			s := one(i)
			s.Source = source
			if source == "csv/two" && i == 2 {
				s.Title = "The same number of something else"
			}
			d.files[source] += lines(s)
		}
	}
	for _, x := range []struct {
		file string
		want int
	}{{"csv/one", 0}, {"csv/two", 2}, {"json/three", 0}, {"csv/two", 0}} {
		if out := d.take(x.file); out.Alike != x.want {
			t.Errorf("%s: %d are told, want %d", x.file, out.Alike, x.want)
		}
	}
	lines, v, err := d.Lines(context.Background(), incident.Query{Twice: true, Order: incident.ByNumber}, 0, 20)
	d.Must(err)
	var got []string
	for _, l := range lines {
		got = append(got, l.Source+" "+l.Number)
	}
	slices.Sort(got)
	// Of the third number csv/two tells something else; the other two tell the same.
	want := []string{"csv/one INC00000", "csv/one INC00001", "csv/one INC00002", "csv/two INC00000", "csv/two INC00001", "json/three INC00000", "json/three INC00001", "json/three INC00002"}
	if !slices.Equal(got, want) || v.Total != len(want) || v.All != 9 {
		t.Errorf("told twice are %v of %d", got, v.All)
	}
}

func TestWhatColumnsMeanHoldsAlsoForAFileThatAsksNothing(t *testing.T) {
	d := newDesk(t)
	d.files["first"], d.files["second"], d.files["third"] = lines(one(1)), lines(one(2)), lines(one(3))
	said := map[string]string{"Opened": "moments.started"}
	_, err := d.Import(context.Background(), "first", registering.Options{Options: incident.Options{Mapping: said}}, nil)
	d.Must(err)
	out := d.take("second")
	if d.given.Mapping["Opened"] != "moments.started" || out.Remembered.Mapping["Opened"] != "moments.started" || out.Import.Account.Created != 1 {
		t.Errorf("read with %+v, told %+v", d.given, out)
	}
	// What is said now goes before.
	_, err = d.Import(context.Background(), "third", registering.Options{Options: incident.Options{Mapping: map[string]string{"Opened": "raw"}}}, nil)
	d.Must(err)
	if d.given.Mapping["Opened"] != "raw" {
		t.Errorf("read with %+v", d.given)
	}
	if got := meantNow(d, map[string]string{"Started": "moments.started"}, map[string]string{"Began": "moments.started"}); got["Started"] != "" || got["Began"] != "moments.started" {
		t.Errorf("two columns are one moment: %+v", got)
	}
	// A word about one column leaves what was said of the others.
	d.files["fourth"], d.files["fifth"] = lines(one(4)), lines(one(5))
	_, err = d.Import(context.Background(), "fourth", registering.Options{Options: incident.Options{Mapping: map[string]string{"Closed": "moments.closed"}}}, nil)
	d.Must(err)
	d.take("fifth")
	if d.given.Mapping["Opened"] != "raw" || d.given.Mapping["Closed"] != "moments.closed" {
		t.Errorf("read with %+v", d.given)
	}
}

// meantNow is what the reader is told of the columns after they were said to mean one thing
// and then another.
func meantNow(d *desk, first, then map[string]string) map[string]string {
	d.files["earlier"], d.files["later"] = lines(one(6)), lines(one(7))
	_, err := d.Import(context.Background(), "earlier", registering.Options{Options: incident.Options{Mapping: first}}, nil)
	d.Must(err)
	_, err = d.Import(context.Background(), "later", registering.Options{Options: incident.Options{Mapping: then}}, nil)
	d.Must(err)
	return d.given.Mapping
}
