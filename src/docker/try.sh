#!/usr/bin/env bash
# Builds the image, and runs the demo, Redis and a worker in it. It needs Docker.
#
#   1 find an engine, and a compose: Docker's plugin, or docker-compose, such as Debian 12 has
#   2 build the image
#   3 check the checksum of TDLib, the user, and the read-only root
#   4 run the demo in it, without a network: two workers, the real TDLib, an emulated Telegram
#   5 start Redis with a temporary .env, and read the state of the fleet as its operator
#   6 start a worker, and expect exit code 3, because it has no session
#   7 remove everything
#
# Exits 0 if every step succeeds.
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

# await_healthy SERVICE; docker-compose 1.29 has no "up --wait".
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

# An engine before 23 uses BuildKit only with this variable.
DOCKER_BUILDKIT=1 docker build --file src/docker/Dockerfile --tag "$image" . \
  || fail "the image cannot be built; if BuildKit is missing, install Docker's plugin buildx"

docker run --rm --read-only --tmpfs /tmp:exec --entrypoint sh "$image" -euc '
  [ "$(id -u)" = 10001 ]
  ! touch /opt/tg-fetcher/written 2>/dev/null
  sha256sum "$TDLIB_LIBRARY"
' | grep -F "$(sed -n 's/^ARG TDLIB_SHA256=//p' src/docker/Dockerfile)"
docker run --rm --read-only --tmpfs /tmp:exec "$image" --version
docker run --rm --read-only --tmpfs /tmp:exec --network none "$image" demo --data-dir /tmp/demo

# Each password is the name of its variable, in a file with mode 0600. Redis takes any free port.
sed -n 's/^#\{0,1\}\([A-Z_]*PASSWORD\|SESSION_KEY\)=.*/\1=try-\1/p' .env.example >"$env_file"
printf 'TELEGRAM_API_ID=1\nTELEGRAM_API_HASH=none\nREDIS_PORT=0\n' >>"$env_file"
compose up --detach --no-build redis
await_healthy redis
compose run --rm -T --no-deps cli status
result=0
compose run --rm -T --no-deps worker || result=$?
[ "$result" = 3 ] || fail "the worker ended with $result, not with 3 (not logged in)"
echo "The image works: the demo ran, and with ${compose[*]} a worker found Redis and asked for a session."
