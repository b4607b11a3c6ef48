-- Moves retries that are due to the head of the queue, the oldest first in line.
-- KEYS 1 the delayed set
--      2 the pending list
-- ARGV 1 how many at most
-- Returns how many were moved
local now = redis.call('TIME')
local millis = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', millis, 'LIMIT', 0, ARGV[1])
for i = #due, 1, -1 do
  redis.call('ZREM', KEYS[1], due[i])
  redis.call('LPUSH', KEYS[2], due[i])
end
return #due
