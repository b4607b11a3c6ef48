-- Gives one command of a dead worker back to the head of the queue, as an interruption.
-- KEYS 1 the dead worker's processing list
--      2 the dead worker's heartbeat
--      3 the command's counters
--      4 the pending list
-- ARGV 1 payload
--      2 seconds that the counters live
-- Returns 1 given back, 0 nothing to do: the worker lives, or somebody was faster
if redis.call('EXISTS', KEYS[2]) == 1 or redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then
  return 0
end
redis.call('HINCRBY', KEYS[3], 'interruptions', 1)
redis.call('EXPIRE', KEYS[3], ARGV[2])
redis.call('LPUSH', KEYS[4], ARGV[1])
return 1
