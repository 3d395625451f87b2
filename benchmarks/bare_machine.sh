#!/bin/sh
# Tries commands on a bare Debian 12 that has only python3, git and ca-certificates, and times them.
# usage (as root, with debootstrap): benchmarks/bare_machine.sh [COMMAND...]
#
# Each COMMAND is a shell line, run in a fresh clone of HEAD; the default is 'scripts/course' then 'scripts/test'.
# The package archive, apt's settings, the certificates and the settings of pip and proxies are the host's.
# The root lies in $TMPDIR and is deleted at the end. The exit code is 1 if a command failed.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
[ $# -gt 0 ] || set -- scripts/course scripts/test

root=$(mktemp -d)
chmod 755 "$root"  # apt reads as a user of its own
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 130' INT TERM

# shellcheck disable=SC2016  # apt's own placeholder
archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Release: bookworm' 'Component: main')
printf 'bare machine: making a Debian 12 root\n'
debootstrap --variant=minbase --include=python3,git,ca-certificates bookworm "$root" "$archive" \
    >"$root.log" 2>&1 || { tail -20 "$root.log"; exit 1; }
rm "$root.log"
apt-config dump Acquire >"$root/etc/apt/apt.conf.d/99host"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
git clone --quiet . "$root/srv/mathviz"

# The commands run with none of the host's environment but what it takes to reach the package index. Their mounts
# are in a name space of their own, so they are gone before the root is deleted.
run_inside() {
    # shellcheck disable=SC2016,SC2046  # expanded inside; one word per variable
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv LANG=C.UTF-8 \
        $(env | grep -iE '^(pip_|ssl_cert|[a-z]+_proxy=)' | grep -v ' ') \
        unshare --mount --pid --fork --kill-child sh -c '
            mount -t proc proc "$1/proc"
            mount --rbind /dev "$1/dev"
            exec chroot "$1" sh -c "cd /srv/mathviz && $2"' sh "$root" "$1"
}

failed=0
for command in "$@"; do
    start=$(date +%s)
    status=0
    run_inside "$command" </dev/null || status=$?
    [ "$status" = 0 ] || failed=1
    printf 'bare machine: %s: exit code %s after %s s' "$command" "$status" "$(($(date +%s) - start))"
    first=$(find "$root/srv/mathviz/dist" -name film.mp4 -printf '%Ts\n' 2>/dev/null | sort | head -1)
    if [ -n "$first" ] && [ "$first" -ge "$start" ]; then printf ', first film after %s s' "$((first - start))"; fi
    printf '\n'
done
exit "$failed"
