package draw

// Options shape a diagram. The zero value is not useful: start from Defaults.
type Options struct {
	Angle    float64 `json:"angle"`    // degrees between spine and rib, 50 to 85
	MaxW     float64 `json:"maxW"`     // labels wrap at this many px, at a font of 12 px; it grows with the font
	TwoSided bool    `json:"twoSided"` // causes on both sides of a rib
	Paired   bool    `json:"paired"`   // an upper and a lower rib share a joint
	MaxLevel int     `json:"maxLevel"` // causes deeper than this are folded; 0 is all, 1 is the causes at the rib, CategoriesOnly is less
	FontSize float64 `json:"fontSize"` // px of a label; everything else follows it
	Room     bool    `json:"room"`     // for a wall: no beads, no class signs, no hit boxes
	// KeepEmoji leaves what Inter lacks to the browser; never for paper.
	KeepEmoji bool `json:"keepEmoji"`

	Unsorted   string `json:"unsorted"`   // label of the rib of causes without a category
	HeadNote   string `json:"headNote"`   // second, smaller text in the head
	And        string `json:"and"`        // word on a bracket of causes that only work together; "" draws none
	Or         string `json:"or"`         // the same for alternatives
	Categories bool   `json:"categories"` // Whys: keep the category level as a column
	// Undecided holds the ids of nodes with two versions, which carry UndecidedWord;
	// "" marks none.
	Undecided     map[string]bool `json:"-"`
	UndecidedWord string          `json:"undecidedWord"`
	ColumnHeads   []string        `json:"columnHeads"` // Whys: one per column, the last repeats; none draws no heads
}

// CategoriesOnly as MaxLevel folds all causes of all categories.
const CategoriesOnly = -1

// Defaults are the settings of a new diagram on the screen.
func Defaults() Options {
	return Options{Angle: 62, MaxW: 180, Paired: true, FontSize: 12, KeepEmoji: true}
}

// filled replaces what is out of range.
func (o Options) filled() Options {
	if o.Angle == 0 {
		o.Angle = 62
	}
	o.Angle = min(max(o.Angle, 45), 85)
	if o.MaxW <= 0 {
		o.MaxW = 180
	}
	o.MaxW = max(o.MaxW, 60)
	if o.FontSize <= 0 {
		o.FontSize = 12
	}
	return o
}

// Layout is a scene with the sides that were chosen for nodes that had none
// that fits: "up" or "down" for a category, "left" (toward the tail) or
// "right" for a cause at a two-sided rib, "up" or "down" for a cause of a tree
// without categories. The caller stores them on the nodes (in one step with
// the edit that made the layout), so that later edits flip nothing.
type Layout struct {
	Scene Scene             `json:"scene"`
	Sides map[string]string `json:"sides"`
}
