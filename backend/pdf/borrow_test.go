package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/draw"
	"secondstory/backend/internal/typeface"
	"secondstory/backend/report"
)

// shelf is a machine with one font of our own making: squares for letters.
type shelf struct{ letters string }

func (s shelf) Files() []string { return []string{"made.ttf"} }

type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

func (s shelf) Open(path string) (typeface.File, error) {
	if path != "made.ttf" {
		return nil, errors.New("no such font")
	}
	square := []typeface.Op{{Op: 'M'}, {Op: 'L', P: [6]float64{500, 0}}, {Op: 'L', P: [6]float64{500, 700}}, {Op: 'L', P: [6]float64{0, 700}}}
	shapes, advances := [][]typeface.Op{square}, []int32{600}
	var codes []uint16
	letters := []rune(s.letters)
	slices.Sort(letters)
	for _, r := range letters {
		codes, shapes, advances = append(codes, uint16(r)), append(shapes, square), append(advances, 1000)
	}
	return opened{bytes.NewReader(typeface.Build("Made", 400, 1000, codes, shapes, advances))}, nil
}

func withFont(t *testing.T, letters string) *draw.Measurer {
	t.Helper()
	ms, err := draw.NewMeasurerWith(typeface.New(shelf{letters}))
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

func says(text string) report.Model {
	return report.Model{Title: text, Blocks: []report.Block{
		report.Heading{Level: 1, Text: text},
		report.Paragraph{Spans: []report.Span{{Text: text}, {Text: text, Mark: report.Bold}}},
	}}
}

func TestCharactersOfAFontOfTheMachineArePrintedAndCanBeRead(t *testing.T) {
	m := says("start 一丁七 end אב")
	out, err := Print(m, withFont(t, "אב一丁七"))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Lacking) != 0 {
		t.Errorf("lacking %v", out.Lacking)
	}
	again, err := Print(m, withFont(t, "אב一丁七"))
	if err != nil || !bytes.Equal(out.Bytes, again.Bytes) {
		t.Errorf("the same words and fonts give other bytes: %v", err)
	}
	text := extract(t, out.Bytes)
	if !strings.Contains(text, "start 一丁七 end") || !strings.Contains(text, "אב") {
		t.Errorf("reads %q", text)
	}
}

// torn has a font that comes first and lacks the outlines it names, and a whole one.
type torn struct{ shelf }

func (torn) Files() []string { return []string{"a.ttf", "made.ttf"} }

func (s torn) Open(path string) (typeface.File, error) {
	whole, err := s.shelf.Open("made.ttf")
	if err != nil || path != "a.ttf" {
		return whole, err
	}
	raw, err := io.ReadAll(whole)
	if err != nil {
		return nil, err
	}
	entry := raw[bytes.Index(raw, []byte("loca")):]
	at := binary.BigEndian.Uint32(entry[8:])
	for i := range uint32(2) { // from the second letter on
		binary.BigEndian.PutUint32(raw[at+12+4*i:], 0x00FFFFFF)
	}
	return opened{bytes.NewReader(raw)}, nil
}

func TestADamagedFontOfTheMachineStopsNoReport(t *testing.T) {
	ms, err := draw.NewMeasurerWith(typeface.New(torn{shelf{"אבג"}}))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Print(says("start אבג end"), ms)
	if err != nil {
		t.Fatal(err)
	}
	if text := extract(t, out.Bytes); len(out.Lacking) != 0 || !strings.Contains(text, "אבג") {
		t.Errorf("lacking %v, reads %q", out.Lacking, text)
	}
}

func TestWhatNoFontHasIsStillNamedAndCounted(t *testing.T) {
	out, err := Print(says("一 and ת"), withFont(t, "一"))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Lacking) != 1 || out.Lacking[0].Rune != "U+05EA" || out.Lacking[0].Count != 3 {
		t.Errorf("lacking %v", out.Lacking)
	}
	if text := extract(t, out.Bytes); !strings.Contains(text, "U+05EA") || !strings.Contains(text, "一") {
		t.Errorf("reads %q", text)
	}
}

func TestAPageWithoutForeignCharactersIsTheSameOnEveryMachine(t *testing.T) {
	m := says("Plain words, ‘quoted’ – and → more")
	out, err := Print(m, withFont(t, "אב一→"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes, render(t, m)) {
		t.Error("fonts of the machine changed a document that needs none of them")
	}
}

func TestJapaneseBreaksBetweenItsSignsAndNoLineBeginsWithAStop(t *testing.T) {
	l := newLayouter(withFont(t, "一丁七、。「」"))
	src := strings.Repeat("一丁「七一」丁、七一。", 40)
	lines := l.lines([]report.Span{{Text: "short words, then " + src}}, bodyFace, 300)
	joined := ""
	for i, ln := range lines {
		text := ""
		for _, r := range ln.runs {
			text += r.text
		}
		joined += text
		if i > 0 && strings.ContainsAny(string([]rune(text)[0]), "、。」") {
			t.Errorf("line %d begins %q", i, text)
		}
		if strings.HasSuffix(text, "「") {
			t.Errorf("line %d ends %q", i, text)
		}
		if ln.w > 300.01 {
			t.Errorf("line %d is %.1f wide", i, ln.w)
		}
		if i < len(lines)-1 && ln.w < 300-3*bodyFace.size {
			t.Errorf("line %d is %.1f wide: it could hold more", i, ln.w)
		}
	}
	if squeeze(joined) != squeeze("short words, then "+src) {
		t.Error("signs are lost")
	}
}

func TestAParagraphFromTheRightStandsAtTheRightInTheOrderItIsRead(t *testing.T) {
	ms := withFont(t, "אבגד")
	l := newLayouter(ms)
	lines := l.lines([]report.Span{{Text: "אב "}, {Text: "db-1", Mark: report.Mono}, {Text: " גד."}}, bodyFace, 400)
	if len(lines) != 1 || !lines[0].right {
		t.Fatalf("%+v", lines)
	}
	seen := ""
	w := 0.0
	for _, r := range lines[0].asSeen(ms) {
		for _, p := range r.pieces {
			if p.Face == nil {
				seen += p.Text
				continue
			}
			for _, g := range p.Glyphs {
				seen += string(g.Rune)
			}
		}
		w += r.w
	}
	if seen != ".דג db-1 בא" {
		t.Errorf("stands as %q", seen)
	}
	if diff := w - lines[0].w; diff > 0.01 || diff < -0.01 {
		t.Errorf("%.2f wide where %.2f was measured", w, lines[0].w)
	}
}

func TestWhatIsReadFromTheRightBeginsAtOneEdge(t *testing.T) {
	out, err := Print(report.Model{Title: "אבג", Blocks: []report.Block{
		report.Heading{Level: 0, Text: "אבג"},
		report.Paragraph{Style: report.Lead, Spans: []report.Span{{Text: "גבא"}}},
		report.Paragraph{Style: report.Caption, Spans: []report.Span{{Text: "בגא"}}},
		report.Paragraph{Spans: []report.Span{{Text: "אגב"}}},
	}}, withFont(t, "אבג"))
	if err != nil {
		t.Fatal(err)
	}
	words := regexp.MustCompile(`xMax="([0-9]+)[^"]*"[^>]*>[אבג]{3}<`).FindAllStringSubmatch(extract(t, out.Bytes, "-bbox"), -1)
	if len(words) != 4 {
		t.Fatalf("%d words: %v", len(words), words)
	}
	for _, w := range words[1:] {
		if w[1] != words[0][1] {
			t.Errorf("one begins at %s, one at %s", w[1], words[0][1])
		}
	}
}

func TestNumbersInThePlaceOfLettersAreReadFromTheLeft(t *testing.T) {
	for _, ln := range newLayouter(withFont(t, "一")).lines([]report.Span{{Text: "אבג דה"}}, bodyFace, 400) {
		if ln.right {
			t.Error("numbers stand from the right")
		}
	}
	for _, ln := range newLayouter(withFont(t, "א")).lines([]report.Span{{Text: "🔥 אבג"}}, bodyFace, 400) {
		if !ln.right {
			t.Error("letters stand from the left")
		}
	}
}

// folder holds the fonts of the machine the test runs on.
type folder string

func (f folder) Files() []string                         { return []string{string(f)} }
func (f folder) Open(path string) (typeface.File, error) { return os.Open(path) }

func TestRareCharactersArePrintedByAFontThatHasThem(t *testing.T) {
	const gothic = "/usr/share/fonts/truetype/noto/NotoSansGothic-Regular.ttf"
	if _, err := os.Stat(gothic); err != nil {
		t.Skip("Noto Sans Gothic (fonts-noto-core) is not installed")
	}
	ms, err := draw.NewMeasurerWith(typeface.New(folder(gothic)))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Print(says("𐌰𐌱"), ms)
	if err != nil || len(out.Lacking) != 0 {
		t.Fatalf("lacking %v, %v", out.Lacking, err)
	}
	if text := extract(t, out.Bytes); !strings.Contains(text, "𐌰𐌱") {
		t.Errorf("reads %q", text)
	}
}

func TestArabicIsJoined(t *testing.T) {
	const arabic = "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf"
	if _, err := os.Stat(arabic); err != nil {
		t.Skip("Noto Sans Arabic (fonts-noto-core) is not installed")
	}
	ms, err := draw.NewMeasurerWith(typeface.New(folder(arabic)))
	if err != nil {
		t.Fatal(err)
	}
	// Joined, the letters are narrower than one by one.
	word, alone := "بببب", 0.0
	for _, r := range word {
		alone += ms.Width(string(r), draw.Regular, 100)
	}
	if joined := ms.Width(word, draw.Regular, 100); joined <= 0 || joined > alone*0.8 {
		t.Errorf("%.1f wide, letter by letter %.1f", joined, alone)
	}
}
