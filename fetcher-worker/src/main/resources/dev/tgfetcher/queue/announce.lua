-- Announces a finished day of a command that goes on, and remembers with the command the day and
-- how many messages it has.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the event stream
-- ARGV 1 payload
--      2 lease token
--      3 day, YYYY-MM-DD
--      4 event
--      5 events channel
--      6 the stream's approximate maximal length
--      7 seconds that the counters live
-- Returns 1 announced, 2 announced before, 0 the lease was lost: nothing written
local lease = redis.call('HMGET', KEYS[2], 'claimed_by', 'held_in')
if lease[1] ~= ARGV[2] or lease[2] ~= KEYS[1] or not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
if redis.call('HEXISTS', KEYS[2], 'day:' .. ARGV[3]) == 1 then
  return 2
end
local messages = cjson.decode(ARGV[4]).message_count or 0
-- A stream that refuses the event fails the script before the day counts as announced.
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[6], '*', 'event', ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[4])
redis.call('HSET', KEYS[2], 'day:' .. ARGV[3], string.format('%.0f', messages))
redis.call('EXPIRE', KEYS[2], ARGV[7])
return 1
