package slack

import (
	"bytes"
	"os"
	"strconv"
	"testing"

	"secondstory/backend/domain/intake"
)

// Any bytes are read or refused, as a day and as a zip, and every message that is read
// is accounted for, in the order of time.
func FuzzNoBytesMakeTheReaderFail(f *testing.F) {
	for _, name := range []string{"inc-linen/2026-03-02.json", "inc-linen/2026-03-03.json", "inc-linen/2026-03-04.json", "hall/2026-03-02.json"} {
		data, err := os.ReadFile("testdata/export/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`[{"type":"message","ts":"1.5","text":"<@U1|x> <|> <!date^1^x|y> <","blocks":[{"type":"user","user_id":"U1"}],"thread_ts":"1.5","message":{"message":{}}}]`))
	f.Add([]byte(`{"slack_channel":1,"channel":"a","users":{"U1":{"name":"a"}},"days":[{"file":"x","messages":[{"ts":"2.0","text":"<@U1>"},{"ts":"1.0","subtype":"message_changed","message":{"ts":"2.0"}}]}]}`))
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data)
		e, ok := look(func([]string) (archive, error) {
			return zipped(bytes.NewReader(data), int64(len(data)), func() error { return nil })
		}, "x.zip", "")
		if !ok {
			return
		}
		for _, c := range e.Channels() {
			if bundle, err := e.Bundle(c, 1<<20); err == nil {
				check(t, bundle)
			}
		}
	})
}

func check(t *testing.T, data []byte) {
	t.Helper()
	out, ok, _ := Read("2026-03-02.json", data)
	if !ok || out.Document == nil {
		return
	}
	d := out.Document
	left := 0
	account := map[string]string{}
	reasons := map[string]bool{}
	for _, key := range intake.ChatLeft {
		reasons[key] = true
	}
	for _, f := range d.Findings {
		if f.Key == intake.KeyChatAccount {
			account = f.Params
		}
		if n, err := strconv.Atoi(f.Params["count"]); err == nil && reasons[f.Key] {
			left += n
		}
	}
	if account["read"] != strconv.Itoa(len(d.Timeline)+left) || account["left"] != strconv.Itoa(left) {
		t.Fatalf("%v, entries %d, left %d", account, len(d.Timeline), left)
	}
	for i, e := range d.Timeline {
		if e.Text == "" || i > 0 && e.Time.At < d.Timeline[i-1].Time.At {
			t.Fatalf("entry %d: %+v", i, e)
		}
	}
}
