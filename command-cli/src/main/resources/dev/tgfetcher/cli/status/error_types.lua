-- Counts a slice of the dead letters by error type, without sending them over the wire.
-- KEYS 1 the dead letters
-- ARGV 1 first index, as LRANGE takes it
--      2 last index
-- Returns {type, count, type, count, ...}; a letter that tells none is 'unknown'
local counts = {}
for _, letter in ipairs(redis.call('LRANGE', KEYS[1], ARGV[1], ARGV[2])) do
  local type = string.match(letter, '.*"error_type"%s*:%s*"([%a_]+)"') or 'unknown'
  counts[type] = (counts[type] or 0) + 1
end
local answer = {}
for type, count in pairs(counts) do
  answer[#answer + 1] = type
  answer[#answer + 1] = tostring(count)
end
return answer
