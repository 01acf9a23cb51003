package registering_test

import (
	"context"
	"slices"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

func TestAPreviewShowsTheFirstRowsAndTakesNone(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	purple := one(1)
	purple.Severity = "purple"
	d.files["a"] = lines(one(0), purple, "{ no row", one(3), one(4), one(5), one(6))
	got, err := d.Preview(ctx, "a", registering.Options{})
	d.Must(err)
	if len(got.Rows) != 5 || got.Rows[0].As.Number != "INC00000" || got.Rows[0].Problem != nil || got.Rows[1].Problem.Reason != incident.UnknownSeverity ||
		got.Rows[2].Problem.Reason != incident.Broken || got.Rows[2].Line != 3 {
		t.Errorf("%+v", got.Rows)
	}
	if v := d.look(incident.Query{}); v.All != 0 || v.Waiting != 0 {
		t.Errorf("%d incidents and %d refused rows came in", v.All, v.Waiting)
	}
	d.files["zoneless"] = lines(one(1))
	if got, err = d.Preview(ctx, "zoneless", registering.Options{}); err != nil || len(got.Questions) != 1 || len(got.Rows) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatColumnsMeanIsRememberedWithTheOtherAnswers(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	d.files["zoneless"], d.files["zoneless2"] = lines(one(1)), lines(one(2))
	_, err := d.Import(ctx, "zoneless", registering.Options{Options: incident.Options{Zone: "UTC", Mapping: map[string]string{"Impact": "severity"}}}, nil)
	d.Must(err)
	got, err := d.Preview(ctx, "zoneless2", registering.Options{})
	d.Must(err)
	if got.Answers.Zone != "UTC" || got.Answers.Mapping["Impact"] != "severity" || len(got.Rows) != 1 {
		t.Errorf("%+v", got)
	}
	out := d.take("zoneless2")
	if out.Import.Mapping["Impact"] != "severity" || !slices.Equal([]string{out.Remembered.Zone}, []string{"UTC"}) {
		t.Errorf("%+v", out)
	}
}
