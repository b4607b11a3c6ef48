#!/bin/sh
# Starts Alertmanager on a configuration with the values of the environment:
#
#   1 put each value in its place; an unset one is logged, and leads nowhere
#   2 become Alertmanager, with the given arguments
#
# start.sh TEMPLATE RESULT COMMAND...
set -eu

template=$1
result=$2
shift 2

# No program listens on port 9: Alertmanager logs an error for each notification that goes there.
nowhere=http://127.0.0.1:9/

script=
# put NAME DEFAULT
put() {
  eval "value=\${$1:-}"
  if [ -z "$value" ]; then
    echo "$1 is not set: notifications that need it are not sent; set it in .env" >&2
    value=$2
  fi
  value=$(printf '%s' "$value" | sed "s/'/''/g; s/[&|\\\\]/\\\\&/g")
  script="$script
s|\${$1}|$value|g"
}

put SLACK_WEBHOOK_URL "$nowhere"
put SLACK_CHANNEL '#alerts'
put MAIL_SMARTHOST 127.0.0.1:9
put MAIL_FROM alerts@localhost
put MAIL_TO root@localhost
put MAIL_USER ''
put MAIL_PASSWORD ''
put PAGER_WEBHOOK_URL "$nowhere"

umask 077
sed "$script" "$template" >"$result"
exec "$@"
