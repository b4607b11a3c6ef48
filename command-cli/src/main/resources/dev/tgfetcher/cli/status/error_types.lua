-- Counts a slice of the dead letters by error type, without sending them over the wire.
-- KEYS 1 the dead letters
-- ARGV 1 first index, as LRANGE takes it
--      2 last index
-- Returns {type, count, type, count, ...}; a letter without a type counts as 'unknown'
local letters = KEYS[1]
local first, last = ARGV[1], ARGV[2]
local counts = {}
for _, letter in ipairs(redis.call('LRANGE', letters, first, last)) do
  -- The attempts behind it have error types of their own.
  local own = string.match(letter, '(.*)"attempt_history"%s*:') or letter
  local type = string.match(own, '.*"error_type"%s*:%s*"([%a_]+)"') or 'unknown'
  counts[type] = (counts[type] or 0) + 1
end
local reply = {}
for type, count in pairs(counts) do
  reply[#reply + 1] = type
  reply[#reply + 1] = tostring(count)
end
return reply
