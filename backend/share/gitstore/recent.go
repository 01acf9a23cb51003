package gitstore

// recent keeps what was read, as far as there is room for it: what was not asked for
// since half of the room was filled goes.
type recent[K comparable, V any] struct {
	room       int // what may be young before it becomes old
	young, old map[K]V
	filled     int
}

func (r *recent[K, V]) find(key K, weight func(V) int) (V, bool) {
	if v, ok := r.young[key]; ok {
		return v, true
	}
	v, ok := r.old[key]
	if ok {
		r.put(key, v, weight(v))
	}
	return v, ok
}

// put keeps something of a weight, unless it alone would push all others out.
func (r *recent[K, V]) put(key K, v V, weight int) {
	if weight > r.room {
		return
	}
	if r.young == nil || r.filled > r.room {
		r.young, r.old, r.filled = map[K]V{}, r.young, 0
	}
	r.young[key] = v
	r.filled += weight
}
