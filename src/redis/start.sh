#!/bin/sh
# Starts Redis with the users of users.acl:
#
#   1 put the SHA-256 of each password in its place; Redis never gets a plain password
#   2 become Redis, with the given arguments
#
# start.sh TEMPLATE RESULT COMMAND...
set -eu

template=$1
result=$2
shift 2

script='/^#/d; /^$/d'
# Each ${NAME} of the template is a variable of the environment.
for name in $(sed -n '/^#/d; s/.*${\([A-Z_]*\)}.*/\1/p' "$template"); do
  eval "password=\${$name:-}"
  [ -n "$password" ] || { echo "error: $name is not set: give each user of Redis a password" >&2; exit 1; }
  hash=$(printf '%s' "$password" | sha256sum | cut -d ' ' -f 1)
  script="$script; s/\${$name}/$hash/"
done

umask 077
sed "$script" "$template" >"$result"
exec "$@"
