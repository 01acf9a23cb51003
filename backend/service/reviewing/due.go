package reviewing

import (
	"context"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// MostDue is how many actions a list of what is due on the screen holds at most.
const MostDue = 200

// Due lists the open actions of all reviews that are over their date on a day or reach
// it within the days after it, by date, MostDue of them. More tells whether there are others.
func (s *Service) Due(ctx context.Context, day time.Time, ahead int) (list []review.DueAction, more bool, err error) {
	return s.DueUpTo(ctx, day, ahead, MostDue)
}

// DueUpTo is Due for so many at most.
func (s *Service) DueUpTo(ctx context.Context, day time.Time, ahead, most int) (list []review.DueAction, more bool, err error) {
	err = s.Rec.Store.View(ctx, func(tx recording.Reader) error {
		rows, err := tx.DueActions(review.OpenActionStates(), day.AddDate(0, 0, ahead).Format(time.DateOnly), most+1)
		if more = len(rows) > most; more {
			rows = rows[:most]
		}
		list = review.Due(rows, day.Format(time.DateOnly))
		return err
	})
	return list, more, err
}

// OddlyDated lists the open actions of all reviews whose date is in no calendar, MostDue of
// them: nothing counts them as due, so whoever tells what is due tells them too.
func (s *Service) OddlyDated(ctx context.Context) (list []review.DueAction, err error) {
	err = s.Rec.Store.View(ctx, func(tx recording.Reader) error {
		rows, err := tx.OddDates(review.OpenActionStates(), MostDue)
		list = review.OddlyDated(rows)
		return err
	})
	return list, err
}
