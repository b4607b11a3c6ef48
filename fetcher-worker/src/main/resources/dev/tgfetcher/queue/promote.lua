-- Moves due retries to the head of the queue, the earliest first. Moves also each twin whose command has
-- ended, which is when the command has no counters any more.
-- KEYS 1 the delayed set
--      2 the pending list
--      3 the twins; an element is '<first seen in ms> <key of the counters> <payload>'
-- ARGV 1 the most retries to move
--      2 TTL of the counters in seconds
-- Returns the number of retries moved
local delayed, pending, twins = KEYS[1], KEYS[2], KEYS[3]
local at_most, counters_ttl = ARGV[1], ARGV[2]

for _, twin in ipairs(redis.call('LRANGE', twins, 0, 999)) do
  local first_seen, counters, payload = string.match(twin, '^(%d+) (%S+) (.*)$')
  if redis.call('HSETNX', counters, 'first_seen', first_seen) == 1 then
    redis.call('EXPIRE', counters, counters_ttl)
    redis.call('LPUSH', pending, payload)
    redis.call('LREM', twins, 1, twin)
  end
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local due = redis.call('ZRANGEBYSCORE', delayed, '-inf', now, 'LIMIT', 0, at_most)
for i = #due, 1, -1 do
  redis.call('LPUSH', pending, due[i])
  redis.call('ZREM', delayed, due[i])
end
return #due
