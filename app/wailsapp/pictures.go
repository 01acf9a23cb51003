package wailsapp

import (
	"net/http"
	"strconv"
	"strings"

	"secondstory/app"
)

// picturePlace begins the addresses of pictures: /pictures/<reference>/<id>.
const picturePlace = "/pictures/"

// pictures answers the page where it asks for a picture, by the ids of review and picture
// alone. The toolkit calls it for what is no file of the page; nothing listens anywhere.
func pictures(a *app.App) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, ok := strings.CutPrefix(r.URL.Path, picturePlace)
		ref, id, both := strings.Cut(rest, "/")
		if !ok || !both || r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.NotFound(w, r)
			return
		}
		data, format, err := a.PictureBytes(ref, id)
		if err != nil || format != "png" && format != "jpeg" {
			http.NotFound(w, r)
			return
		}
		head := w.Header()
		head.Set("Content-Type", "image/"+format)
		head.Set("Content-Length", strconv.Itoa(len(data)))
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Content-Security-Policy", "default-src 'none'")
		head.Set("Cache-Control", "private, no-cache")
		w.WriteHeader(http.StatusOK)
		if r.Method == http.MethodGet {
			_, _ = w.Write(data) //nolint:errcheck // who asked has gone
		}
	})
}
