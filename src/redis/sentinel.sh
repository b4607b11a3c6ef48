#!/bin/sh
# sentinel.sh HOST: starts a sentinel of the primary at HOST. It logs in as the user "sentinel".
set -eu

umask 077
cat >/tmp/sentinel.conf <<END
port 26379
dir /tmp
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel monitor tg-fetcher $1 6379 2
sentinel auth-user tg-fetcher sentinel
sentinel auth-pass tg-fetcher $REDIS_SENTINEL_PASSWORD
sentinel down-after-milliseconds tg-fetcher 5000
sentinel failover-timeout tg-fetcher 30000
END
exec redis-server /tmp/sentinel.conf --sentinel
