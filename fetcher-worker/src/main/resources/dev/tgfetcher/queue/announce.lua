-- Publishes the event of a finished day once, while its command goes on. The command's counters
-- remember the day and its number of messages, and forget the interruptions before it.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the event stream
--      4 the result of the command. A write of a former version ends with the stream
--      5 for a command of low priority: the pending list
--      6 the low list
--      7 the pauses
-- ARGV 1 payload
--      2 lease token
--      3 day, YYYY-MM-DD
--      4 event, JSON
--      5 events channel
--      6 approximate maximal length of the stream
--      7 TTL of the counters in seconds
--      8 worker id
-- Returns 1 published
--         3 published, and the command is to give way: it is of low priority, a normal one waits, and
--           neither the fleet nor the worker is paused
--         2 the day was published before
--         0 the lease was lost; nothing is written
local processing, counters, stream = KEYS[1], KEYS[2], KEYS[3]
local result, pending, low, paused = KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local payload, token, day, event = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local channel, stream_length, counters_ttl = ARGV[5], ARGV[6], ARGV[7]
local worker = ARGV[8]

local lease = redis.call('HMGET', counters, 'claimed_by', 'held_in')
local claimed_by, held_in = lease[1], lease[2]
-- Only an eviction takes a command out of the list of its lease; the lease goes on without it.
if claimed_by ~= token or held_in ~= processing then
  return 0
end
if redis.call('HEXISTS', counters, 'day:' .. day) == 1 then
  return 2
end
local plain = plain_event(event)
local decoded = cjson.decode(plain)
local messages = decoded.message_count or 0
local numbers = {days = 0, days_skipped = 0, days_incomplete = 0, message_count = 0}
count_day(numbers, decoded)
-- First, so that a stream that refuses the event stops the script before the day counts.
redis.call('XADD', stream, 'MAXLEN', '~', stream_length, '*', 'event', event)
redis.call('PUBLISH', channel, plain)
redis.call('HDEL', counters, 'interruptions')
redis.call('HSET', counters, 'day:' .. day, string.format('%.0f', messages))
for name, number in pairs(numbers) do
  local sum = redis.call('HINCRBY', counters, name, string.format('%.0f', number))
  if result then
    redis.pcall('HSET', result, name, sum)
  end
end
if result then
  redis.pcall('HINCRBY', result, 'events', 1)
  redis.pcall('EXPIRE', result, 2592000)
end
redis.call('EXPIRE', counters, counters_ttl)
if pending and not pause_of(paused, worker, '', '') and next_normal(pending, low, 1000) then
  return 3
end
return 1
