package app

import (
	"context"
	"strconv"
	"sync"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// jobs runs work that takes longer than a call should. A job reports by events
// and keeps its result until it is fetched or replaced.
type jobs struct {
	mu   sync.Mutex
	next int
	list map[string]*job
}

type job struct {
	cancel context.CancelFunc
	done   bool
	result any
	err    error
}

func newJobs() *jobs { return &jobs{list: map[string]*job{}} }

// keepJobs is how many finished jobs keep their result.
const keepJobs = 4

// progressEvery bounds how often the window is told of progress.
const progressEvery = 80 * time.Millisecond

// start runs work in the background, in the workspace that is open now, and gives
// the job's id. The workspace stays open until the job has ended.
func (a *App) start(work func(ctx context.Context, ws *workspace.Workspace, progress func(done, total int, label string)) (any, error)) (string, error) {
	ws, users, err := a.workspace()
	if err != nil {
		return "", err
	}
	return a.begin(users.Done, func(ctx context.Context, progress func(done, total int, label string)) (any, error) {
		return work(ctx, ws, progress)
	}), nil
}

// begin runs work in the background and calls over when it has ended.
func (a *App) begin(over func(), work func(ctx context.Context, progress func(done, total int, label string)) (any, error)) string {
	ctx, cancel := context.WithCancel(context.Background())
	j := &job{cancel: cancel}
	a.jobs.mu.Lock()
	a.jobs.next++
	id := "job-" + strconv.Itoa(a.jobs.next)
	a.jobs.list[id] = j
	a.jobs.forget()
	a.jobs.mu.Unlock()
	go func() {
		defer over()
		defer cancel()
		tells := &telling{every: progressEvery, emit: func(p JobProgress) { a.emit("job.progress", p) }}
		result, err := guard(a, "job", func(context.Context) (any, error) {
			return work(ctx, func(done, total int, label string) {
				tells.tell(JobProgress{ID: id, Done: done, Total: total, Label: label})
			})
		})
		tells.end()
		a.jobs.mu.Lock()
		j.done, j.result, j.err = true, result, err
		a.jobs.mu.Unlock()
		out := JobDone{ID: id}
		if err != nil {
			text, _ := a.FormatError(err).(string)
			out.Error = &text
		}
		a.emit("job.done", out)
	}()
	return id
}

// running says whether any work is going on.
func (js *jobs) running() bool {
	js.mu.Lock()
	defer js.mu.Unlock()
	for _, j := range js.list {
		if !j.done {
			return true
		}
	}
	return false
}

// forget drops the results of finished jobs that nobody will ask for: all but the
// last few. The caller holds the lock.
func (js *jobs) forget() {
	for n := js.next - keepJobs; n > 0; n-- {
		id := "job-" + strconv.Itoa(n)
		j, ok := js.list[id]
		if !ok {
			break
		}
		if j.done {
			delete(js.list, id)
		}
	}
}

// result gives what a finished job made.
func (js *jobs) result(id string) (any, error) {
	js.mu.Lock()
	defer js.mu.Unlock()
	j, ok := js.list[id]
	if !ok || !j.done {
		return nil, fault.New(fault.NotFound, "job.unknown")
	}
	return j.result, j.err
}

func (js *jobs) stop(id string) {
	js.mu.Lock()
	defer js.mu.Unlock()
	if j, ok := js.list[id]; ok {
		j.cancel()
	}
}

func (js *jobs) stopAll() {
	js.mu.Lock()
	defer js.mu.Unlock()
	for _, j := range js.list {
		j.cancel()
	}
}
