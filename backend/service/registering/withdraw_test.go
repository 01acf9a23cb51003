package registering_test

import (
	"context"
	"fmt"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

func TestAnImportThatIsTakenBackWhileItRunsStops(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	for i := range 1000 {
		d.files["a"] += lines(one(i))
	}
	d.during = func(row int) {
		if row == 500 {
			_, err := d.Withdraw(ctx, "1", nil)
			d.Must(err)
		}
	}
	_, err := d.Import(ctx, "a", registering.Options{}, nil)
	if f, ok := fault.As(err); !ok || f.Key != "incident.withdrawn_meanwhile" {
		t.Errorf("the import ended with %v", err)
	}
	list, err := d.ImportsList(ctx, 5)
	d.Must(err)
	if v := d.look(incident.Query{}); v.All != 0 || len(list) != 1 || list[0].State != incident.Withdrawn || list[0].Removed == 0 {
		t.Errorf("%d incidents are left, the imports are %+v", v.All, list)
	}
}

// watched notes how many refused rows left quarantine in one write at most.
type watched struct {
	registering.Store
	most int
}

func (w *watched) Update(ctx context.Context, f func(registering.Writer) error) error {
	return w.Store.Update(ctx, func(tx registering.Writer) error {
		before, err := tx.CountRefusals("")
		if err != nil {
			return err
		}
		if err := f(tx); err != nil {
			return err
		}
		after, err := tx.CountRefusals("")
		w.most = max(w.most, before-after)
		return err
	})
}

func TestManyRefusedRowsLeaveInSeveralWrites(t *testing.T) {
	d := newDesk(t)
	for i := range 600 {
		d.files["a"] += fmt.Sprintf("broken %d\n", i)
	}
	imp := d.take("a").Import
	w := &watched{Store: d.Store}
	d.Store = w
	_, err := d.Withdraw(context.Background(), imp.ID, nil)
	d.Must(err)
	if v := d.look(incident.Query{}); v.Waiting != 0 || w.most == 0 || w.most > 300 {
		t.Errorf("%d rows wait, %d left in one write", v.Waiting, w.most)
	}
}
