#!/usr/bin/env bash
# The README's commands on a bare machine: a minimal Debian 12 by debootstrap, into which the last commit is cloned.
#
#   tests/bare_machine.sh FOLDER [COMMAND...]
#
# As root. FOLDER is made, or used again with all that was installed there before; the clone is made anew. COMMAND:
# examples/quickstart.sh and then tests/run.sh if none is given.
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/steps.sh"

[ $# -gt 0 ] && [ "${1#-}" = "$1" ] || { sed -n '2,/^source/p' "${BASH_SOURCE[0]}" | sed '/^source/d; s/^# \{0,1\}//'; exit 2; }
[ "$(id -u)" = 0 ] || fail "a machine in a folder needs root"
machine=$1
shift
commands=("$*")
[ $# -gt 0 ] || commands=(examples/quickstart.sh tests/run.sh)

if [ ! -f "$machine/etc/debian_version" ]; then
  step "debootstrap"
  command -v debootstrap >/dev/null || install_missing debootstrap
  debootstrap --variant=minbase bookworm "$machine" http://deb.debian.org/debian >/dev/null
fi
cp /etc/resolv.conf "$machine/etc/resolv.conf"
rm -rf "$machine/root/sluice"
git clone -q "$root" "$machine/root/sluice"

# In a mount name space of its own, so that nothing stays mounted.
enter='machine=$1
for place in proc sys dev; do mount --rbind "/$place" "$machine/$place"; done
exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=xterm chroot "$machine" /bin/bash -c "cd /root/sluice && $2"'
for command in "${commands[@]}"; do
  step "on a bare machine: $command"
  started=$(date +%s)
  unshare --mount bash -euc "$enter" enter "$machine" "$command"
  printf 'took %d s\n' $(($(date +%s) - started))
done
