package remote

import (
	"crypto/x509"
	"errors"
	"net"
	"strconv"
	"syscall"

	"secondstory/backend/domain/fault"
)

// connecting gives the failures of connecting their sentences. Each ends in what a
// person can do.
func (f *Failure) connecting() *fault.Error {
	switch f.Kind {
	case HostUnknown:
		return fault.Wrap(f, fault.Denied, "share.host_unknown", f.Details...)
	case HostChanged:
		if len(f.Details) <= 6 { // no line of a file says what it should be
			return fault.Wrap(f, fault.Denied, "share.host_not_certified", f.Details...)
		}
		told := fault.Wrap(f, fault.Denied, "share.host_changed", f.Details...)
		if told.Params["file"] != "" { // a file of ssh, which is only read
			told.Key = "share.host_changed_ssh"
		}
		return told
	case KeyNone:
		return fault.Wrap(f, fault.Denied, "share.key_none", f.Details...)
	case KeyRefused:
		return fault.Wrap(f, fault.Denied, "share.key_refused", f.Details...)
	case KeyMissing:
		return fault.Wrap(f, fault.NotFound, "share.key_missing", f.Details...)
	case KeyLocked:
		if len(f.Details) > 2 {
			return fault.Wrap(f, fault.Denied, "share.key_passphrase", f.Details...)
		}
		return fault.Wrap(f, fault.Denied, "share.key_locked", f.Details...)
	case KeyBad:
		return fault.Wrap(f, fault.Invalid, "share.key_bad", f.Details...)
	case Refused:
		if f.Words == "" {
			return fault.Wrap(f, fault.Denied, "share.remote_no_entry")
		}
		return fault.Wrap(f, fault.Denied, "share.remote_turned_away", "words", f.Words)
	case ReadOnly:
		return fault.Wrap(f, fault.Denied, "share.remote_read_only")
	case LockLeft:
		return fault.Wrap(f, fault.Unavailable, "share.lock_left", f.Details...)
	case Moved:
		return fault.Wrap(f, fault.Denied, "share.remote_moved", "address", f.Words)
	case ProxyStranger:
		return fault.Wrap(f, fault.Denied, "share.proxy_sign_in", f.Details...)
	case ProxySignIn:
		return fault.Wrap(f, fault.Denied, "share.proxy_login_refused", f.Details...)
	case ProxyWay:
		return fault.Wrap(f, fault.Denied, "share.proxy_way", f.Details...)
	case Proxy:
		if f.Status != 0 {
			return fault.Wrap(f, fault.Denied, "share.proxy_refused", "status", strconv.Itoa(f.Status))
		}
		return fault.Wrap(f, fault.Unavailable, "share.proxy_unreachable")
	}
	if ours, ok := fault.As(f.Cause); ok {
		return ours
	}
	return fault.Wrap(f, fault.Unavailable, "share.setting_unusable")
}

// whyUnreachable tells a name nobody knows from a machine that does not listen.
func whyUnreachable(err error) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "share.remote_name_unknown"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "share.remote_not_listening"
	}
	return "share.remote_unreachable"
}

// whyUntrusted tells what is wrong with a certificate: the fix is another.
func whyUntrusted(err error) string {
	var (
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &host):
		return "share.certificate_name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "share.certificate_expired"
	}
	return "share.remote_untrusted"
}
