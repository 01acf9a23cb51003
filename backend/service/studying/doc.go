// Package studying plans and keeps studies of whether a change did what it was made for.
//
// Invariants: nothing that came after the change is counted before the plan is frozen, so
// that nobody chooses the plan by its outcome. A frozen plan cannot be changed or taken
// back; another plan is a new study that names the old one. A check is taken on its
// planned day or later and always counts until its planned day, so that nobody chooses
// the day by what it shows. A result stays as it was; where the incidents have changed
// since, that is said beside it.
//
// It is not a place for how rates are compared (domain/study, domain/stat) nor for words.
package studying
