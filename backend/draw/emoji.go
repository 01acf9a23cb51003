package draw

import (
	_ "embed" // the names of the signs
	"strconv"
	"strings"
	"sync"
)

//go:embed signs.txt
var signs string

// signNames are the names the character standard gives to signs and emoji, in
// small letters: what is typed in a title is said in words on paper.
var signNames = sync.OnceValue(func() map[rune]string {
	out := map[rune]string{}
	for line := range strings.Lines(signs) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.ParseInt(code, 16, 32); err == nil {
			out[rune(n)] = name
		}
	}
	return out
})

// nameOf is what stands for a sign that cannot be drawn; "" for one without a name.
func nameOf(r rune) string {
	if name, ok := runeNames[r]; ok {
		return name
	}
	if r < firstSign {
		return ""
	}
	return signNames()[r]
}

// firstSign is where the blocks of signs.txt begin: letters of other scripts
// below it need no look at the list.
const firstSign = 0x2600

// runeNames names the signs people use most in chats and notes, for painters
// that cannot draw them.
var runeNames = map[rune]string{
	0x1F525: "fire", 0x1F6A8: "alarm light", 0x26A0: "warning", 0x2705: "done", 0x274C: "cross",
	0x2714: "check", 0x2716: "cross", 0x2757: "exclamation", 0x2753: "question", 0x203C: "double exclamation",
	0x1F44D: "thumbs up", 0x1F44E: "thumbs down", 0x1F44F: "clapping", 0x1F64F: "thanks", 0x1F64C: "hands up",
	0x1F440: "eyes", 0x1F914: "thinking", 0x1F605: "relieved laugh", 0x1F602: "tears of joy", 0x1F923: "laughing",
	0x1F62C: "grimace", 0x1F631: "scream", 0x1F62D: "crying", 0x1F622: "sad", 0x1F621: "angry",
	0x1F642: "smile", 0x1F600: "grin", 0x1F604: "happy", 0x1F609: "wink", 0x1F60A: "smiling",
	0x1F60E: "cool", 0x1F643: "upside-down", 0x1F644: "rolling eyes", 0x1F634: "asleep", 0x1F92F: "mind blown",
	0x1F937: "shrug", 0x1F926: "facepalm", 0x1F4A5: "bang", 0x1F4A9: "heap", 0x1F4A1: "idea",
	0x1F41B: "bug", 0x1F680: "rocket", 0x1F6D1: "stop", 0x1F6A7: "construction", 0x1F527: "wrench",
	0x1F528: "hammer", 0x2699: "gear", 0x1F50D: "search", 0x1F50E: "search", 0x1F512: "locked",
	0x1F513: "unlocked", 0x1F511: "key", 0x1F4C8: "rising chart", 0x1F4C9: "falling chart", 0x1F4CA: "bar chart",
	0x1F4DD: "memo", 0x1F4CC: "pin", 0x1F4CE: "paper clip", 0x1F4E3: "announcement", 0x1F4E7: "mail",
	0x1F4DE: "phone", 0x1F4F1: "mobile", 0x1F4BB: "laptop", 0x1F5A5: "screen", 0x1F5C4: "cabinet",
	0x1F514: "bell", 0x1F515: "muted bell", 0x23F0: "alarm clock", 0x23F3: "hourglass", 0x231B: "hourglass",
	0x1F534: "red circle", 0x1F7E0: "orange circle", 0x1F7E1: "yellow circle", 0x1F7E2: "green circle", 0x1F535: "blue circle",
	0x26AA: "white circle", 0x26AB: "black circle", 0x2B50: "star", 0x2728: "sparkles", 0x1F389: "party",
	0x2764: "heart", 0x1F49A: "green heart", 0x1F4AF: "hundred", 0x1F3AF: "target", 0x1F3C1: "finish",
	0x2615: "coffee", 0x267B: "recycle", 0x26D4: "no entry", 0x1F6AB: "forbidden",
	0x1F504: "again", 0x1F501: "repeat", 0x27A1: "right arrow", 0x2B06: "up arrow", 0x2B07: "down arrow",
}
