#!/usr/bin/env bash
# Exits 0 if /health/live on HTTP_PORT says that the worker or console of this container lives. The image has no
# curl, and a Java process for each check would cost too much.
set -eu

exec 3<>"/dev/tcp/127.0.0.1/${HTTP_PORT:-8080}"
printf 'GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 4 _ code _ <&3
[ "$code" = 200 ]
