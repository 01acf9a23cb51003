package space

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// mostRounds is how often a sync begins again because somebody else was faster.
const mostRounds = 20

// mostBroken is how many broken connections in a row an exchange goes on from: a busy
// server drops some, one that drops four is told to a person.
const mostBroken = 3

// onwards commits what was edited here and comes together with the other side.
func (r *run) onwards() error {
	if err := r.share(); err != nil {
		return err
	}
	if r.intake != nil {
		return r.throughFiles()
	}
	broken := 0
	for r.report.Rounds = 1; ; r.report.Rounds++ {
		err := r.round()
		if err == nil {
			return r.finish()
		}
		switch remote.KindOf(err) {
		case remote.Stale, remote.Busy:
			broken = 0
		case remote.Interrupted:
			if broken++; broken > mostBroken {
				return err
			}
		default:
			return err
		}
		if r.report.Rounds >= mostRounds {
			if broken > 0 {
				return err
			}
			r.report.State = Waiting
			return nil
		}
		if err := r.apart(func() error { return r.Pause(r.ctx, r.report.Rounds) }); err != nil {
			return fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
	}
}

// round is one attempt to come together with the other side.
func (r *run) round() error {
	if err := r.fetch(); err != nil {
		return err
	}
	head, err := r.store.Ref(gitstore.Main)
	if err != nil {
		return err
	}
	theirs, err := r.store.Ref(gitstore.Tracking)
	if err != nil {
		return err
	}
	if err := r.arrived(head, theirs); err != nil {
		return err
	}
	if theirs != gitstore.Zero && theirs != head {
		if head, err = r.meet(head, theirs); err != nil {
			return err
		}
		if err := r.configure(head); err != nil {
			return err
		}
	}
	if head, err = r.takeBack(head); err != nil {
		return err
	}
	r.reached("written back")
	if head != theirs {
		if err := r.send(head, theirs); err != nil {
			// Where nobody has begun there is nothing to read, and no space yet.
			if theirs == gitstore.Zero || remote.KindOf(err) != remote.ReadOnly {
				return err
			}
			r.report.State = ReadOnly
			return nil
		}
	}
	r.report.Head = head.String()
	if r.link.Pushed != head.String() {
		r.link.Pushed = head.String()
		// Whoever stops it now has been told that it went: the next one is not to tell it again.
		link := r.link
		if err := r.Local.Update(context.WithoutCancel(r.ctx), func(tx Writer) error { return tx.PutLink(link) }); err != nil {
			return err
		}
	}
	return r.movedOn(head)
}
