#!/bin/sh
# Entry point of the PBX container: makes the instance's folders and configuration from the environment (CARELINE_PBX_*), then becomes
# Asterisk. Needs /instance/keys/{pbx.crt,pbx.key,ca.crt}.
set -eu
umask 077
cd /opt/careline
for key in pbx.crt pbx.key ca.crt; do
    [ -r "/instance/keys/$key" ] || { echo "/instance/keys/$key is missing" >&2; exit 1; }
done
CARELINE_PBX_MULTIARCH=$(basename "$(dirname "$(dirname /usr/lib/*/asterisk/modules)")")
export CARELINE_PBX_MULTIARCH
mkdir -p /instance/db /instance/spool/recordings /instance/log /instance/run /instance/cel /instance/centre/sounds
# There from the beginning: Asterisk does not notice that an included file has appeared, only that it was changed.
touch /instance/centre/queues.conf /instance/centre/pjsip.conf
python3 -m pbx.render /instance

# The server's certificate is verified against the centre's own authority and no other.
rm -rf /etc/ssl/certs && mkdir -m 755 /etc/ssl/certs
install -m 644 /instance/keys/ca.crt /etc/ssl/certs/ca-certificates.crt

chown -R asterisk:asterisk /instance
exec /usr/sbin/asterisk -C /instance/etc/asterisk.conf -U asterisk -G asterisk -f
