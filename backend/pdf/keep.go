package pdf

// shortTable is the height up to which a table stays on one page.
const shortTable = 150.0

// firstRows is the height up to which the head of a table and its first two rows
// stay together: one row alone at the foot of a page reads as the whole table.
const firstRows = 360.0

// keepTogether holds a short table on one page, and of a long one the first two
// rows and the last two.
func keepTogether(rows []atom) {
	h := 0.0
	for _, a := range rows {
		h += a.h
	}
	n := len(rows)
	if h <= shortTable {
		for i := range rows {
			rows[i].keep = true
		}
	} else {
		keepFirst(rows)
		if n > 3 && rows[n-1].h+rows[n-2].h <= shortTable {
			rows[n-2].keep = true
		}
	}
	rows[n-1].keep = false
}

// keepFirst holds a head, what opens a group, and two rows together.
func keepFirst(rows []atom) {
	h, seen := 0.0, 0
	for i, a := range rows {
		h += a.h
		if h > firstRows {
			return
		}
		if a.isHead || a.keep {
			continue
		}
		if seen++; seen == 2 {
			for k := range rows[:i] {
				rows[k].keep = true
			}
			return
		}
	}
}
