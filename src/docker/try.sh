#!/usr/bin/env bash
# Where Docker is: builds the image, and runs the worker's part of docker-compose.yml.
#
#   1 find an engine, and a compose: Docker's plugin, or docker-compose, such as Debian 12 has
#   2 build the image
#   3 look at what it promises: TDLib's checksum, another user than root, a read-only root
#   4 run the demo in it, without a network: two workers, the real TDLib, an emulated Telegram
#   5 start Redis from a .env made up for this, and ask for the fleet's state as its operator
#   6 expect the worker to say that it is not logged in, since it has no session
#   7 take everything away again
#
# Ends with 0 if all was as it should be.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail() {
  echo "error: $1" >&2
  exit 1
}

docker info >/dev/null || fail "no Docker engine answers: start it, or run this elsewhere"
if docker compose version >/dev/null 2>&1; then
  compose=(docker compose)
elif docker-compose version >/dev/null 2>&1; then
  compose=(docker-compose)
else
  fail "no compose is there: install Docker's plugin compose, or docker-compose 1.29 or later"
fi

project=tg-fetcher-try-$$
image=$project
env_file=$(mktemp)
compose() {
  TGF_IMAGE=$image "${compose[@]}" --project-name "$project" --env-file "$env_file" "$@"
}
cleanup() {
  compose down --volumes --timeout 5 >/dev/null 2>&1 || :
  docker image rm --force "$image" >/dev/null 2>&1 || :
  rm -f "$env_file"
}
trap cleanup EXIT

# await_healthy SERVICE; the old compose knows no "up --wait".
await_healthy() {
  local health
  for _ in {1..60}; do
    health=$(docker inspect --format '{{.State.Health.Status}}' "$(compose ps -q "$1")")
    [ "$health" != healthy ] || return 0
    sleep 1
  done
  compose logs "$1" >&2
  fail "$1 is $health after a minute"
}

# Asked for, since an engine before 23 builds without it otherwise.
DOCKER_BUILDKIT=1 docker build --file src/docker/Dockerfile --tag "$image" . \
  || fail "the image cannot be built; if BuildKit is missing, install Docker's plugin buildx"

docker run --rm --read-only --tmpfs /tmp:exec --entrypoint sh "$image" -euc '
  [ "$(id -u)" = 10001 ]
  ! touch /opt/tg-fetcher/written 2>/dev/null
  sha256sum "$TDLIB_LIBRARY"
' | grep -F "$(sed -n 's/^ARG TDLIB_SHA256=//p' src/docker/Dockerfile)"
docker run --rm --read-only --tmpfs /tmp:exec "$image" --version
docker run --rm --read-only --tmpfs /tmp:exec --network none "$image" demo --data-dir /tmp/demo

# Every password its own name, in a file that nobody else can read; Redis at any port that is free.
sed -n 's/^#\{0,1\}\([A-Z_]*PASSWORD\|SESSION_KEY\)=.*/\1=try-\1/p' .env.example >"$env_file"
printf 'TELEGRAM_API_ID=1\nTELEGRAM_API_HASH=none\nREDIS_PORT=0\n' >>"$env_file"
compose up --detach --no-build redis
await_healthy redis
compose run --rm -T --no-deps cli status
result=0
compose run --rm -T --no-deps worker || result=$?
[ "$result" = 3 ] || fail "the worker ended with $result, not with 3 (not logged in)"
echo "The image works: its demo did, and with ${compose[*]} it found Redis and asked for a session."
