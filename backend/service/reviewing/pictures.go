package reviewing

import (
	"context"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// measured are the fields of a picture that follow from its bytes: nobody sets them.
var measured = map[string]bool{"sum": true, "format": true, "width": true, "height": true, "bytes": true}

// AddPicture adds a picture whose bytes are kept already. A picture that is there, with the
// same bytes at the same place, is not added twice: it is given and known is true. Faults:
// picture.too_many, picture.review_full, picture.place.
func (s *Service) AddPicture(ctx context.Context, id string, p review.Picture, editor string) (saved Saved, known bool, err error) {
	if p.About != "" && !review.CanShow(p.About) {
		return Saved{}, false, noPlace(p.About)
	}
	part := s.NewID()
	e := recording.Edit{Action: review.Pictures + ".add", Editor: editor, Needs: []string{review.Pictures}}
	if p.About != "" {
		e.Entities = []string{p.About}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		if err := placed(st, p.About); err != nil {
			return nil, err
		}
		live, total := st.Live(review.Pictures), float64(p.Bytes)
		for _, other := range live {
			doc := st.Parts[review.Pictures][other].Doc
			if record.Str(doc, "sum") == p.Sum && record.Str(doc, "about") == p.About {
				part, known = other, true
				return nil, nil
			}
			size, _ := doc["bytes"].(float64)
			total += size
		}
		if len(live) >= review.MostPictures {
			return nil, fault.New(fault.Invalid, "picture.too_many", "max", strconv.Itoa(review.MostPictures))
		}
		if total > review.MostPictureBytes {
			return nil, fault.New(fault.Invalid, "picture.review_full", "max", strconv.Itoa(review.MostPictureBytes>>20))
		}
		doc := record.Doc{"sum": p.Sum, "format": p.Format, "width": float64(p.Width), "height": float64(p.Height), "bytes": float64(p.Bytes),
			"rank": rankAfter(st, review.Pictures, "")}
		for name, v := range map[string]string{"caption": p.Caption, "alt": p.Alt, "name": p.Name, "about": p.About} {
			if v != "" {
				doc[name] = v
			}
		}
		return []record.Op{record.AddOp(review.Pictures, part, doc)}, nil
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{ID: part, Rev: res.Rev}, known, err
}

// placed says whether what a picture is to belong to is there.
func placed(st *record.State, about string) error {
	if about == "" {
		return nil
	}
	p, _ := record.ParsePath(about)
	if part, ok := st.Part(p.Collection, p.Part); !ok || part.Removed {
		return noPlace(about)
	}
	return nil
}

func noPlace(about string) error {
	return fault.New(fault.Invalid, "picture.place", "path", about).WithField("about", "picture.place", "path", about)
}

// planPicture says what of a picture may be set.
func planPicture(p record.Path, v any) error {
	switch {
	case measured[p.Field]:
		return fault.New(fault.Denied, "picture.fixed")
	case p.Field == "about":
		if about, ok := v.(string); !ok || about != "" && !review.CanShow(about) {
			return noPlace(about)
		}
	}
	return nil
}
