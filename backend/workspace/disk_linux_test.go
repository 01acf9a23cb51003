package workspace_test

import "syscall"

func mkfifo(path string) error { return syscall.Mkfifo(path, 0o600) }

func mountTmpfs(dir string) error { return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m") }

func remountReadOnly(dir string) error {
	return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=8m")
}

func unmount(dir string) { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }
