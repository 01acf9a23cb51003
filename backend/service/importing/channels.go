package importing

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
)

// Bounds of the channels of chat exports in one import. Each of them becomes a review,
// and all of them are held while a person looks at the preview.
const (
	mostChannels     = 200
	mostChannelBytes = 128 << 20
)

// Channel is a channel of a chat export.
type Channel struct {
	Name string
	Size int64 // bytes of its messages, as the export declares them
}

// Channels lists the channels of the chat exports among files and folders, by name; none of
// their messages is read, so that a person can choose before anything is. Progress hears of the
// files that are looked at; nobody knows of how many.
func (s *Service) Channels(ctx context.Context, paths []string, progress Progress) ([]Channel, error) {
	files, err := s.expand(ctx, paths, progress)
	if err != nil {
		return nil, err
	}
	var out []Channel
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		if f.Channel == "" {
			continue
		}
		// Two exports may have the same channel; it is taken of both.
		if at := slices.IndexFunc(out, func(c Channel) bool { return c.Name == f.Channel }); at >= 0 {
			out[at].Size += f.Size
			continue
		}
		out = append(out, Channel{f.Channel, f.Size})
	}
	slices.SortFunc(out, func(a, b Channel) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func (s *Service) expand(ctx context.Context, paths []string, progress Progress) ([]File, error) {
	return s.Files.Expand(ctx, paths, func(n int) {
		if progress != nil {
			progress(n, 0, "")
		}
	})
}

// channels leaves the channels that were not named; a "#" before a name is none of it.
// Faults: import.channel_unknown, import.too_many_channels.
func channels(files []File, named []string) ([]File, error) {
	wanted := map[string]bool{}
	for _, n := range named {
		wanted[strings.TrimPrefix(n, "#")] = false
	}
	kept, count, size := make([]File, 0, len(files)), 0, int64(0)
	var names []string
	for _, f := range files {
		if f.Channel != "" {
			names = append(names, f.Channel)
			if _, is := wanted[f.Channel]; !is && len(named) > 0 {
				continue
			}
			wanted[f.Channel] = true
			count, size = count+1, size+f.Size
		}
		kept = append(kept, f)
	}
	for _, n := range named {
		if n = strings.TrimPrefix(n, "#"); !wanted[n] {
			return nil, fault.New(fault.Invalid, "import.channel_unknown", "name", n, "choices", someOf(names))
		}
	}
	if count > mostChannels || size > mostChannelBytes {
		return nil, fault.New(fault.Invalid, "import.too_many_channels", "count", strconv.Itoa(count), "megabytes", strconv.FormatInt(size>>20, 10),
			"limit", strconv.Itoa(mostChannels), "most", strconv.Itoa(mostChannelBytes>>20))
	}
	return kept, nil
}

// someOf is a list that fits a message.
func someOf(names []string) string {
	slices.Sort(names)
	if len(names) > 20 {
		names = append(slices.Clone(names[:20]), "…")
	}
	return strings.Join(names, ", ")
}
