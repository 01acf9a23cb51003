package app

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"secondstory/backend/workspace"
)

// callLimit bounds a call: the busy timeout of the database plus a margin.
const callLimit = 30 * time.Second

// guard is the frame of every bound method: a panic becomes an error, because
// the toolkit would otherwise leave the promise hanging for ever.
func guard[T any](a *App, name string, f func(ctx context.Context) (T, error)) (out T, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), callLimit)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			var zero T
			out, err = zero, fmt.Errorf("%s: panic: %v\n%s", name, p, debug.Stack())
		}
	}()
	return f(ctx)
}

// with is guard for methods that need the workspace.
func with[T any](a *App, name string, f func(ctx context.Context, ws *workspace.Workspace) (T, error)) (T, error) {
	return guard(a, name, func(ctx context.Context) (T, error) {
		ws, users, err := a.workspace()
		if err != nil {
			var zero T
			return zero, err
		}
		defer users.Done()
		out, err := f(ctx, ws)
		a.noteDamage(ws, err)
		return out, err
	})
}

// on is with for methods about one record, named by reference or id.
func on[T any](a *App, name, ref string, f func(ctx context.Context, ws *workspace.Workspace, id string) (T, error)) (T, error) {
	return with(a, name, func(ctx context.Context, ws *workspace.Workspace) (T, error) {
		id, err := ws.Records.Resolve(ctx, ref)
		if err != nil {
			var zero T
			return zero, err
		}
		return f(ctx, ws, id)
	})
}
