#!/bin/sh
# Starts Alertmanager on a configuration that has the environment's values:
#
#   1 put each value in its place; what is unset leads nowhere, and is said
#   2 become Alertmanager, with the arguments given
#
# start.sh TEMPLATE RESULT COMMAND...
set -eu

template=$1
result=$2
shift 2

# Nobody listens on port 9: an alert that goes there is lost, and Alertmanager logs that.
nowhere=http://127.0.0.1:9/

script=
# put NAME DEFAULT
put() {
  eval "value=\${$1:-}"
  if [ -z "$value" ]; then
    echo "$1 is not set: what needs it is not sent" >&2
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
