#!/usr/bin/env bash
# Where Docker is: builds the image, and runs the worker's part of docker-compose.yml.
#
#   1 build the image
#   2 look at what it promises: TDLib's checksum, another user than root, a read-only root
#   3 start Redis and a worker from a .env made up for this
#   4 expect the worker to say that it is not logged in, since it has no session
#   5 take everything away again
#
# Ends with 0 if all was as it should be.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
docker info >/dev/null || { echo "error: no Docker engine answers: start it, or run this elsewhere" >&2; exit 1; }

project=tg-fetcher-try-$$
image=$project
env_file=$(mktemp)
compose() {
  TGF_IMAGE=$image docker compose --project-name "$project" --env-file "$env_file" "$@"
}
cleanup() {
  compose down --volumes --timeout 5 >/dev/null 2>&1 || :
  docker image rm --force "$image" >/dev/null 2>&1 || :
  rm -f "$env_file"
}
trap cleanup EXIT

docker build --file src/docker/Dockerfile --tag "$image" .

docker run --rm --read-only --tmpfs /tmp:exec --entrypoint sh "$image" -euc '
  [ "$(id -u)" = 10001 ]
  ! touch /opt/tg-fetcher/written 2>/dev/null
  sha256sum "$TDLIB_LIBRARY"
' | grep -F "$(sed -n 's/^ARG TDLIB_SHA256=//p' src/docker/Dockerfile)"
docker run --rm --read-only --tmpfs /tmp:exec "$image" --version

# Every password its own name, in a file that nobody else can read.
sed -n 's/^#\{0,1\}\([A-Z_]*PASSWORD\|SESSION_KEY\)=.*/\1=try-\1/p' .env.example >"$env_file"
printf 'TELEGRAM_API_ID=1\nTELEGRAM_API_HASH=none\n' >>"$env_file"
compose up --detach --no-build --wait redis
result=0
compose run --rm --no-deps worker || result=$?
[ "$result" = 3 ] || { echo "error: the worker ended with $result, not with 3 (not logged in)" >&2; exit 1; }
echo "The image works: it found Redis, and asked for a session."
