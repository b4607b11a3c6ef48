-- Announces a finished day of a command that goes on, and remembers with the command the day and
-- how many messages it has.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the event stream
-- ARGV 1 payload
--      2 day, YYYY-MM-DD
--      3 event
--      4 events channel
--      5 the stream's approximate maximal length
--      6 seconds that the counters live
-- Returns 1 announced, 2 announced before, 0 the lease was lost: nothing written
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
local messages = cjson.decode(ARGV[3]).message_count or 0
if redis.call('HSETNX', KEYS[2], 'day:' .. ARGV[2], string.format('%.0f', messages)) == 0 then
  return 2
end
redis.call('EXPIRE', KEYS[2], ARGV[6])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', 'event', ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[3])
return 1
