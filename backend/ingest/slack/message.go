package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/intake"
)

// message is what is read of a message.
type message struct {
	Type     string   `json:"type"`
	Subtype  string   `json:"subtype"`
	TS       string   `json:"ts"`
	Thread   string   `json:"thread_ts"`
	User     string   `json:"user"`
	Text     string   `json:"text"`
	BotID    string   `json:"bot_id"`
	Username string   `json:"username"`
	Profile  *profile `json:"user_profile"`
	Bot      *struct {
		Name string `json:"name"`
	} `json:"bot_profile"`
	Files []struct {
		Name  string `json:"name"`
		Title string `json:"title"`
	} `json:"files"`
	Attachments []struct {
		Pretext  string `json:"pretext"`
		Title    string `json:"title"`
		Text     string `json:"text"`
		Fallback string `json:"fallback"`
		Fields   []struct {
			Title string `json:"title"`
			Value any    `json:"value"`
		} `json:"fields"`
	} `json:"attachments"`
	Blocks    any `json:"blocks"`
	Reactions []struct {
		Count int `json:"count"`
	} `json:"reactions"`

	// Of the record of a change: what the message became, or which one went.
	Now     *message `json:"message"`
	Deleted string   `json:"deleted_ts"`

	at stamp
}

// stamp is when a message was sent, and its id within the channel.
type stamp struct {
	second int64 // since 1970, UTC
	part   int   // of a million; an order rather than a time
}

func (s stamp) before(o stamp) bool {
	return s.second < o.second || s.second == o.second && s.part < o.part
}

// written is RFC 3339 in UTC, to the second.
func (s stamp) written() string { return time.Unix(s.second, 0).UTC().Format(time.RFC3339) }

// latest is the last second of the year 9999.
const latest = 253402300799

// stampOf reads "1609459200.000200".
func stampOf(text string) (stamp, bool) {
	whole, part, _ := strings.Cut(text, ".")
	second, err := strconv.ParseUint(whole, 10, 63)
	if err != nil || second == 0 || second > latest || len(part) > 6 {
		return stamp{}, false
	}
	micro, err := strconv.ParseUint(part+strings.Repeat("0", 6-len(part)), 10, 31)
	return stamp{int64(second), int(micro)}, err == nil //nolint:gosec // bounded above
}

// subtypes are the messages that tell of the channel and not of what happened.
var subtypes = map[string]string{
	"channel_join": intake.KeyChatJoins, "channel_leave": intake.KeyChatJoins, "group_join": intake.KeyChatJoins, "group_leave": intake.KeyChatJoins, "bot_add": intake.KeyChatJoins, "bot_remove": intake.KeyChatJoins,
	"channel_topic": intake.KeyChatSettings, "channel_purpose": intake.KeyChatSettings, "channel_name": intake.KeyChatSettings, "channel_archive": intake.KeyChatSettings, "channel_unarchive": intake.KeyChatSettings,
	"group_topic": intake.KeyChatSettings, "group_purpose": intake.KeyChatSettings, "group_name": intake.KeyChatSettings, "group_archive": intake.KeyChatSettings, "group_unarchive": intake.KeyChatSettings,
	"channel_convert_to_private": intake.KeyChatSettings, "channel_convert_to_public": intake.KeyChatSettings, "channel_posting_permissions": intake.KeyChatSettings, "channel_canvas_updated": intake.KeyChatSettings,
	"pinned_item": intake.KeyChatSettings, "unpinned_item": intake.KeyChatSettings, "reminder_add": intake.KeyChatSettings, "sh_room_created": intake.KeyChatSettings, "huddle_thread": intake.KeyChatSettings,
	"message_replied": intake.KeyChatEdits, "message_changed": intake.KeyChatEdits, "message_deleted": intake.KeyChatDeleted, "tombstone": intake.KeyChatDeleted,
}

// account says what became of the messages: read = entries + the sum of left.
type account struct {
	read int
	left map[string]int
}

// messages gives those that may become entries, in the order of their stamps.
func (b bundle) messages(acc *account) []*message {
	out := []*message{}
	at := map[stamp]*message{}
	var changes []*message
	gone := map[stamp]bool{}
	for _, d := range b.Days {
		for _, raw := range d.Messages {
			acc.read++
			m := &message{}
			bad := unreadable(json.Unmarshal(raw, m))
			stamp, stamped := stampOf(m.TS)
			m.at = stamp
			switch why := subtypes[m.Subtype]; {
			case bad || !stamped || m.Type != "" && m.Type != "message":
				acc.left[intake.KeyChatUnread]++
			case m.Subtype == "message_changed" && m.Now != nil:
				changes = append(changes, m)
			case m.Subtype == "message_deleted":
				acc.left[intake.KeyChatDeleted]++
				if s, ok := stampOf(m.Deleted); ok {
					gone[s] = true
				}
			case why != "":
				acc.left[why]++
			case at[m.at] != nil:
				acc.left[intake.KeyChatTwice]++
			default:
				at[m.at] = m
				out = append(out, m)
			}
		}
	}
	sortByStamp(changes)
	for _, c := range changes {
		now := c.Now
		s, ok := stampOf(now.TS)
		switch {
		case !ok:
			acc.left[intake.KeyChatUnread]++
		case at[s] != nil:
			at[s].Text, at[s].Attachments, at[s].Blocks, at[s].Files = now.Text, now.Attachments, now.Blocks, now.Files
			acc.left[intake.KeyChatEdits]++
		case subtypes[now.Subtype] != "":
			acc.left[subtypes[now.Subtype]]++
		default:
			// What was changed is not in the export: its last words stand for it.
			now.at, at[s] = s, now
			out = append(out, now)
		}
	}
	kept := out[:0]
	for _, m := range out {
		if gone[m.at] {
			acc.left[intake.KeyChatDeleted]++
			continue
		}
		kept = append(kept, m)
	}
	sortByStamp(kept)
	return kept
}

// unreadable says that a fault of a message reaches what it says; what hangs on it, such
// as a count of reactions, may be of another kind than we know.
func unreadable(err error) bool {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return kind.Field == "" || kind.Field == "text" || kind.Field == "ts" || kind.Field == "type" || kind.Field == "subtype"
	}
	return err != nil
}

// words is all a message says, as written: its text, and of a tool the cards below
// it, which often hold everything.
func (m *message) words() string {
	var parts []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" && (len(parts) == 0 || !strings.Contains(strings.Join(parts, "\n"), s)) {
			parts = append(parts, s)
		}
	}
	add(m.Text)
	if len(parts) == 0 || m.tool() {
		for _, a := range m.Attachments {
			before := len(parts)
			add(a.Pretext)
			add(a.Title)
			add(a.Text)
			for _, f := range a.Fields {
				if v := scalar(f.Value); v != "" {
					add(strings.TrimPrefix(f.Title+": "+v, ": "))
				}
			}
			if len(parts) == before {
				add(a.Fallback)
			}
		}
	}
	if len(parts) == 0 {
		var b strings.Builder
		blockText(m.Blocks, &b)
		add(b.String())
	}
	return strings.Join(parts, "\n")
}

func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64, bool:
		return fmt.Sprint(v)
	}
	return ""
}

// blockText collects the texts of blocks in their order, whatever their kind.
func blockText(v any, out *strings.Builder) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			blockText(x, out)
		}
	case map[string]any:
		kind, _ := v["type"].(string)
		switch kind {
		case "user":
			fmt.Fprintf(out, "<@%s>", scalar(v["user_id"]))
		case "emoji":
			fmt.Fprintf(out, ":%s:", scalar(v["name"]))
		case "link":
			fmt.Fprintf(out, "<%s>", strings.TrimSuffix(scalar(v["url"])+"|"+scalar(v["text"]), "|"))
		default:
			out.WriteString(scalar(v["text"]))
			for _, key := range []string{"text", "fields", "elements"} {
				if _, isText := v[key].(string); !isText {
					blockText(v[key], out)
				}
			}
		}
		switch kind {
		case "header", "section", "context", "mrkdwn", "plain_text", "rich_text_section", "rich_text_preformatted", "rich_text_quote":
			out.WriteByte('\n')
		}
	}
}

// tool says that a program wrote the message.
func (m *message) tool() bool {
	return m.BotID != "" || m.Subtype == "bot_message" || m.User == "USLACKBOT"
}
