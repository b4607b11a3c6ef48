--!df flags=allow-undeclared-keys
-- Moves due retries to the head of their pending list, the earliest first. Moves also twins whose command has
-- ended, which is when the command has no counters any more. Of many twins each call looks at the next
-- thousand, so that a thousand copies of one command hold up no other; and however many workers call, it
-- looks at many twins ten times a second at most.
-- KEYS 1 the delayed set
--      2 the pending list
--      3 the twins; an element is '<first seen in ms> <key of the counters> <payload>'
--      4 where the next call begins to look, if there are many twins
--      5 exists for a moment after a look at many twins
--      6 the low list
--      7 the commands of the low list without the field 'priority'
-- ARGV 1 the most retries to move
--      2 TTL of the counters in seconds
-- Returns the number of retries moved
local delayed, pending, twins, position, look = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local low, unmarked = KEYS[6], KEYS[7]
local at_most, counters_ttl = ARGV[1], ARGV[2]

local at_a_time, first = 1000, 0
local length = redis.call('LLEN', twins)
if length > 100 and not redis.call('SET', look, '1', 'NX', 'PX', 100) then
  at_a_time = 0
end
if at_a_time > 0 and length > at_a_time then
  first = tonumber(redis.call('GET', position) or 0)
  first = first < length and first or 0
  redis.call('SET', position, first + at_a_time)
end
local asked = {}
for _, twin in ipairs(at_a_time > 0 and redis.call('LRANGE', twins, first, first + at_a_time - 1) or {}) do
  local first_seen, counters, payload = string.match(twin, '^(%d+) (%S+) (.*)$')
  local is_first = not asked[counters]
  asked[counters] = true
  -- A key of another type is the fault of one command, and must not hold up the others.
  if is_first and redis.pcall('HSETNX', counters, 'first_seen', first_seen) == 1 then
    redis.call('EXPIRE', counters, counters_ttl)
    redis.call('LPUSH', is_low(unmarked, payload) and low or pending, payload)
    redis.call('LREM', twins, 1, twin)
  end
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local due = redis.call('ZRANGEBYSCORE', delayed, '-inf', now, 'LIMIT', 0, at_most)
for i = #due, 1, -1 do
  redis.call('LPUSH', is_low(unmarked, due[i]) and low or pending, due[i])
  redis.call('ZREM', delayed, due[i])
end
return #due
