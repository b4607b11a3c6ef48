#!/usr/bin/env python3
"""Reads the events of tg-fetcher as a member of a consumer group.

Each event goes to one member:

1. creates the group, which begins with the oldest event that the stream still has
2. takes over the events that a dead member has left
3. reads new events, and acknowledges each after its handler has returned

A member that dies before it acknowledges an event leaves it to another one, so an event may be handled
twice. Handlers recognize it by its event_id.

usage: group_listener.py redis://analyzer:PASSWORD@HOST:PORT GROUP MEMBER [CLAIM_AFTER_SECONDS]

It needs redis-py (Debian: python3-redis).
"""

import sys

import redis

STREAM = "tg_events:stream"
FIELD = "event"
AT_A_TIME = 100
WAIT_MILLIS = 5_000

# Longer than a member takes for the events that it reads at a time.
CLAIM_AFTER_SECONDS = 60


def create_group(client, group):
    try:
        client.xgroup_create(STREAM, group, id="0", mkstream=True)
    except redis.ResponseError as error:
        if not str(error).startswith("BUSYGROUP"):
            raise


def next_events(client, group, member, claim_after):
    """The events that a dead member has left, else new ones, as (id, JSON)."""
    left = client.xautoclaim(
        STREAM, group, member, min_idle_time=int(claim_after * 1000), count=AT_A_TIME
    )[1]
    if not left:
        new = client.xreadgroup(group, member, {STREAM: ">"}, count=AT_A_TIME, block=WAIT_MILLIS)
        left = new[0][1] if new else []
    # A dropped event has no fields.
    return [(event_id, fields[FIELD]) for event_id, fields in left if fields]


def may_have_missed(client, group):
    """Whether the stream has dropped events before the group read them.

    It keeps about 100,000, so this happens to a group that was away for long. The files of the archive
    have all days.
    """
    groups = client.xinfo_groups(STREAM)
    last = next(known["last-delivered-id"] for known in groups if known["name"] == group)
    has_read = last != "0-0"
    return has_read and not client.xrange(STREAM, last, last) and bool(client.xrange(STREAM, count=1))


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    url, group, member = sys.argv[1:4]
    claim_after = float(sys.argv[4]) if len(sys.argv) == 5 else CLAIM_AFTER_SECONDS
    client = redis.Redis.from_url(url, decode_responses=True)
    create_group(client, group)
    while True:
        if may_have_missed(client, group):
            print("The stream has dropped events: compare with the files of the archive", file=sys.stderr)
        for event_id, event in next_events(client, group, member, claim_after):
            print(event, flush=True)
            client.xack(STREAM, group, event_id)


if __name__ == "__main__":
    main()
