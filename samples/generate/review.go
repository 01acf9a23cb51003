package generate

import (
	"iter"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/review"
)

// Shape says how much a review holds.
type Shape struct {
	Sections, Entries, Factors, Causes, Actions int
	// Hollow sections have a title and no text.
	Hollow bool
	// Zoneless times name no zone, as in a document that states none.
	Zoneless bool
	// Wordy sections are some ten pages long.
	Wordy bool
	// Deep trees are chains of whys rather than ribs.
	Deep bool
}

// ReviewsPerScale is how many reviews the yardstick has; ten and a hundred times
// as many are the larger scales.
const ReviewsPerScale = 100

// edges come once in a hundred reviews each, so that every scale has them all; the
// number is that of the review in its hundred.
var edges = map[int]Shape{
	7:  {Sections: 9, Entries: 60, Factors: 8, Causes: 30, Actions: 9},
	13: {},
	29: {Sections: 2, Entries: 3},
	43: {Sections: 6, Entries: 8, Factors: 2, Hollow: true},
	57: {Sections: 5, Entries: 12, Factors: 6, Causes: 45, Actions: 3, Deep: true},
	71: {Sections: 4, Entries: 18, Factors: 3, Causes: 6, Actions: 2, Zoneless: true},
	83: {Sections: 9, Entries: 30, Factors: 5, Causes: 12, Actions: 6, Wordy: true},
}

// largest is the shape of the seventh review, and of each fourth in its place.
var largest = Shape{Sections: 9, Entries: 400, Factors: 14, Causes: 80, Actions: 24}

// Reviews walks through the first n reviews of a seed.
func Reviews(seed uint64, n int) iter.Seq[review.Review] {
	return func(yield func(review.Review) bool) {
		for i := range n {
			if !yield(Review(seed, i)) {
				return
			}
		}
	}
}

// Review makes review i of a seed.
func Review(seed uint64, i int) review.Review {
	shape, ok := edges[i%ReviewsPerScale]
	switch {
	case i%(4*ReviewsPerScale) == 7:
		shape = largest
	case !ok:
		shape = ordinary(stream(seed, "shape", i))
	}
	return Shaped(seed, i, shape)
}

// ordinary reviews are short; a few are long.
func ordinary(d *dice) Shape {
	s := Shape{Sections: d.between(2, 6), Factors: d.weighted([]float64{38, 28, 18, 9, 5, 2}), Actions: d.weighted([]float64{30, 30, 22, 12, 4, 2})}
	s.Entries = min(max(3, int(d.around(3.4, 0.6))), 60)
	if d.chance(0.42) {
		s.Causes = min(max(2, int(d.around(4, 0.5))), 40)
	}
	return s
}

// Shaped makes review i of a seed with as much in it as asked for.
func Shaped(seed uint64, i int, shape Shape) review.Review {
	d := stream(seed, "review", i)
	service := Services[d.weighted(reviewed())]
	m := maker{writer: writer{d: d, service: service}, shape: shape}
	m.parts = []string{pick(d, vocabulary[service.Name].parts), pick(d, vocabulary[service.Name].parts)}
	m.began = began(d)
	m.r = review.Review{
		Title:    m.title(i),
		Severity: review.Severities[d.weighted([]float64{8, 22, 40, 28, 2})],
		Services: m.services(), Tags: m.tags(),
		Zone: ZoneName, Date: m.began.Format(time.DateOnly),
	}
	if shape.Zoneless {
		m.r.Zone = ""
	}
	m.r.State = m.state()
	m.timeline()
	m.factors()
	m.causes()
	m.actions()
	m.people()
	m.sections()
	return m.r
}

// maker makes one review.
type maker struct {
	writer
	shape   Shape
	began   time.Time
	r       review.Review
	pivotal map[string]time.Time // anchors
	tongue  int                  // where abroad has come to; 0 before it was asked
}

// reviewed weighs services by how often something of theirs is reviewed.
func reviewed() []float64 {
	out := make([]float64, len(Services))
	for i, s := range Services {
		out[i] = background(s) + 6
	}
	return out
}

// began is a moment of the two years before the end of the last one, in the
// rhythm of the organisation.
func began(d *dice) time.Time {
	hours := hoursOf(Days - 1 - d.below(2*Days))
	weights := make([]float64, len(hours))
	for i, h := range hours {
		weights[i] = hourly[h.Hour()]
	}
	return hours[d.weighted(weights)].Add(time.Duration(d.below(60)) * time.Minute)
}

func (m *maker) title(i int) string {
	title := m.say(pick(m.d, vocabulary[m.service.Name].symptoms))
	switch i % ReviewsPerScale {
	case 3:
		return "Übergabe um 06:45: «" + title + "» 交接 📦"
	case 97: // as long as a title may be
		for len(title) < 270 {
			title += "; " + m.say(pick(m.d, vocabulary[m.service.Name].symptoms))
		}
		return string([]rune(title)[:min(300, len([]rune(title)))])
	}
	return title
}

func (m *maker) services() []string {
	out := []string{m.service.Name}
	for range m.d.weighted([]float64{40, 40, 20}) {
		if other := pick(m.d, Services).Name; !slices.Contains(out, other) {
			out = append(out, other)
		}
	}
	return out
}

func (m *maker) tags() []string {
	out := []string{}
	for range m.d.weighted([]float64{25, 40, 25, 10}) {
		if tag := tags[m.d.zipf(len(tags))]; !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// state follows the age: old reviews are done with.
func (m *maker) state() string {
	age := int(YearEnd().Sub(m.began).Hours() / 24)
	switch {
	case age < 10:
		return pick(m.d, review.States[:2])
	case age < 45:
		return pick(m.d, review.States[:3])
	}
	return review.States[m.d.weighted([]float64{3, 5, 52, 40})]
}

// sectionTitles in the order of a document; the first are the most frequent.
var sectionTitles = [][2]string{
	{"summary", "Summary"}, {"impact", "Impact"}, {"lessons", "What we learned"}, {"detection", "Detection"}, {"resolution", "Resolution"},
	{"response", "Response"}, {"background", "How it normally works"}, {"went_well", "What held"}, {"open_questions", "Open questions"},
}

func (m *maker) sections() {
	for _, s := range sectionTitles[:min(m.shape.Sections, len(sectionTitles))] {
		text := ""
		if !m.shape.Hollow {
			text = m.section(s[0])
			for m.shape.Wordy && len(text) < 12_000 {
				text += "\n\n" + m.section(s[0])
			}
		}
		m.r.Sections = append(m.r.Sections, review.Section{Key: s[0], Title: s[1], Text: text})
	}
}

func (m *maker) section(key string) string {
	d := m.d
	switch key {
	case "summary":
		return m.sentences(summaries, d.between(2, 4)) + "\n\n" + m.sentences(impacts, 1)[2:]
	case "impact":
		text := strings.Join(m.some(impacts, d.between(2, 4)), "\n")
		if d.chance(0.3) {
			needed := d.between(400, 3_000)
			text = "| | needed | delivered |\n|---|---:|---:|\n| " + hospital(d) + " | " + grouped(needed) + " | " + grouped(needed-d.between(needed/20, needed*2/3)) + " |\n\n" + text
		}
		return text
	case "lessons":
		return "- " + strings.Join(m.some(lessons, d.between(1, 4)), "\n- ")
	case "detection":
		return m.sentences(detections, d.between(1, 3))
	case "resolution":
		return m.sentences(repairs, d.between(1, 3))
	case "background":
		text := m.sentences(conditions["technical"], 1) + ". " + m.sentences(conditions["organisational"], 1) + "."
		if d.chance(0.5) {
			text += "\n\n```\n" + m.say("{setting} = {n}") + "\n" + m.say("{node} {code} {ms} {hash}") + "\n```"
		}
		return text
	case "went_well":
		return "- " + strings.Join(m.some(wentWell, d.between(1, 3)), "\n- ")
	case "open_questions":
		return "1. " + strings.Join(m.some(questions, 3), "\n1. ")
	}
	text := m.sentences(entryTexts["decision"], d.between(1, 2)) + " " + m.sentences(quotes, 1)
	if d.chance(0.2) {
		text += "\n\n> " + m.abroad()
	}
	return text
}

// key is the local name of a part.
func key(letter string, n int) string { return letter + padded(n, 2) }

// ReviewsByDate walks through the same reviews in the order in which they
// happened, each with the moment it began. It makes each of them twice, rather
// than keep them all.
func ReviewsByDate(seed uint64, n int) iter.Seq2[time.Time, review.Review] {
	return func(yield func(time.Time, review.Review) bool) {
		type dated struct {
			at time.Time
			i  int
		}
		order := make([]dated, n)
		for i := range order {
			order[i] = dated{beginning(Review(seed, i)), i}
		}
		slices.SortStableFunc(order, func(a, b dated) int { return a.at.Compare(b.at) })
		for _, each := range order {
			if !yield(each.at, Review(seed, each.i)) {
				return
			}
		}
	}
}

// beginning is the moment a review began, or the morning of its day.
func beginning(r review.Review) time.Time {
	if r.Started != nil {
		if at, err := time.Parse(time.RFC3339, r.Started.At); err == nil {
			return at
		}
	}
	day, err := time.ParseInLocation(time.DateOnly, r.Date, zone)
	if err != nil {
		panic(err) // every review has the date it was made with
	}
	return day
}
