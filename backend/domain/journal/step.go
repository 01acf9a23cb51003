package journal

import "time"

// StepKind says what a step is to undo.
type StepKind string

// The closed set of step kinds.
const (
	Edit StepKind = "edit" // a person's gesture; undo takes it back
	Undo StepKind = "undo" // takes back Undoes; redo takes this back
	Redo StepKind = "redo" // takes back an undo
	Note StepKind = "note" // undo passes over it (workspace made, merge written back, an empty piece abandoned)
	// Final cannot be undone, and undo does not go past it: others may rely on it (a signature).
	Final StepKind = "final"
)

// Step groups the entries of one gesture.
type Step struct {
	ID       int64
	Record   string
	Device   string
	Origin   string // "window", "cli"
	Kind     StepKind
	Action   string
	Field    string // path of the field whose typing joins this step
	OpenedAt time.Time
	LastAt   time.Time
	Undoes   int64 // step this one takes back, or 0
	UndoneBy int64 // step that took this one back, or 0
}

// TypingPause is how long a pause within one field ends a step of typing.
const TypingPause = 10 * time.Second

// Joins says whether an edit of a field at a time continues this step. A step that
// made the place of the words waits for the first of them as long as it takes.
func (s Step) Joins(origin, action, field string, at time.Time) bool {
	waits := s.Action != action && s.LastAt.Equal(s.OpenedAt)
	return s.Kind == Edit && s.UndoneBy == 0 && field != "" && s.Field == field &&
		s.Origin == origin && !at.Before(s.LastAt) && (waits || at.Sub(s.LastAt) < TypingPause)
}

// Abandons says that the step took back an empty piece that nobody wrote anything
// into: neither it nor the step that made the piece is one to anybody.
func (s Step) Abandons() bool { return s.Kind == Note && s.Undoes != 0 }

// NextUndo finds the step undo takes back: the latest edit that has not been
// undone. Steps are given newest first. ok is false at the beginning, and where a
// final step was done since, which is s then.
func NextUndo(steps []Step) (s Step, ok bool) {
	for _, s := range steps {
		switch {
		case s.Kind == Edit && s.UndoneBy == 0:
			return s, true
		case s.Kind == Final:
			return s, false
		}
	}
	return Step{}, false
}

// NextRedo finds the undo step that redo takes back: the latest one still in
// force that nothing a person did has followed. Steps are given newest first.
func NextRedo(steps []Step) (s Step, ok bool) {
	abandoned := map[int64]bool{}
	for _, s := range steps {
		switch {
		case s.Abandons():
			abandoned[s.Undoes] = true
		case s.Kind == Edit && abandoned[s.ID]:
		case s.Kind == Edit, s.Kind == Final:
			return Step{}, false
		case s.Kind == Undo && s.UndoneBy == 0:
			return s, true
		}
	}
	return Step{}, false
}
