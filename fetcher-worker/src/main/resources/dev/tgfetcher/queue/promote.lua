-- Moves retries that are due to the head of the queue, the oldest first in line, and twins whose other has
-- ended: nothing is known of it any more.
-- KEYS 1 the delayed set
--      2 the pending list
--      3 the twins, each '<first seen in ms> <counters> <payload>' of its command
-- ARGV 1 how many retries at most
--      2 seconds that the counters live
-- Returns how many retries were moved
for _, twin in ipairs(redis.call('LRANGE', KEYS[3], 0, 999)) do
  local seen, counters, payload = string.match(twin, '^(%d+) (%S+) (.*)$')
  if redis.call('HSETNX', counters, 'first_seen', seen) == 1 then
    redis.call('EXPIRE', counters, ARGV[2])
    redis.call('LPUSH', KEYS[2], payload)
    redis.call('LREM', KEYS[3], 1, twin)
  end
end
local now = redis.call('TIME')
local millis = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', millis, 'LIMIT', 0, ARGV[1])
for i = #due, 1, -1 do
  redis.call('LPUSH', KEYS[2], due[i])
  redis.call('ZREM', KEYS[1], due[i])
end
return #due
