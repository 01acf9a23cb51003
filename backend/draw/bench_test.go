package draw

import (
	"math/rand"
	"testing"

	"secondstory/backend/domain/cause"
)

func benchmarkFishbone(b *testing.B, n int) {
	m := measurer(b)
	tree := cause.Build(randomTree(rand.New(rand.NewSource(1)), n))
	o := Defaults()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		Fishbone(m, tree, o)
	}
}

func BenchmarkFishbone40(b *testing.B)   { benchmarkFishbone(b, 40) }
func BenchmarkFishbone100(b *testing.B)  { benchmarkFishbone(b, 100) }
func BenchmarkFishbone1000(b *testing.B) { benchmarkFishbone(b, 1000) }

// BenchmarkFishboneCold100 measures with an empty wrap cache: a tree seen for
// the first time.
func BenchmarkFishboneCold100(b *testing.B) {
	m := measurer(b)
	tree := cause.Build(randomTree(rand.New(rand.NewSource(1)), 100))
	for i := 0; i < b.N; i++ {
		m.wraps = map[wrapKey][]Line{}
		Fishbone(m, tree, Defaults())
	}
}

func BenchmarkWhys100(b *testing.B) {
	m := measurer(b)
	tree := cause.Build(randomTree(rand.New(rand.NewSource(1)), 100))
	for i := 0; i < b.N; i++ {
		Whys(m, tree, Defaults())
	}
}

func BenchmarkFit40(b *testing.B) {
	m := measurer(b)
	tree := cause.Build(randomTree(rand.New(rand.NewSource(1)), 40))
	for i := 0; i < b.N; i++ {
		Fit(m, tree, Defaults(), FitOptions{W: 1000, H: 640})
	}
}

func BenchmarkSVG100(b *testing.B) {
	m := measurer(b)
	s := Fishbone(m, cause.Build(randomTree(rand.New(rand.NewSource(1)), 100)), Defaults()).Scene
	for i := 0; i < b.N; i++ {
		SVG(s, Light, Meta{})
	}
}

// BenchmarkFitChain200 measures the worst for the search of the level to cut
// at: one chain of 200 causes.
func BenchmarkFitChain200(b *testing.B) {
	m := measurer(b)
	tree := chainTree(200, true)
	for i := 0; i < b.N; i++ {
		Fit(m, tree, Defaults(), FitOptions{W: 1000, H: 640})
	}
}
