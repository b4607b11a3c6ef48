-- Gives back a permit that will not be used.
-- KEYS 1 the budget
--      2 those who wait
--      3 permits that were granted
-- ARGV 1 request id
-- Returns 1 given back, 0 there was none
-- The place on the schedule is free again if it is the last one; else it passes unused.
local moment = redis.call('ZSCORE', KEYS[2], ARGV[1])
local last = redis.call('ZREVRANGE', KEYS[2], 0, 0)[1]
local reserved = redis.call('ZREM', KEYS[2], ARGV[1])
local granted = redis.call('ZREM', KEYS[3], ARGV[1])
if moment and last == ARGV[1] then
  redis.call('HSET', KEYS[1], 'next', moment)
end
return math.max(reserved, granted)
