-- Reads a part of a list or of a sorted set, with a long element cut off. A part with many bytes ends
-- early, with one element at least.
-- KEYS 1 the list or the set
-- ARGV 1 first index
--      2 last index
--      3 the longest element that is returned whole, in bytes
--      4 the bytes after which the part ends
--      5 'backwards' to begin at the last index; else 'forwards'
-- Returns {bytes of the element, the element or its beginning, its score or '', ...}
local key = KEYS[1]
local first, last, longest = ARGV[1], ARGV[2], tonumber(ARGV[3])
local most_bytes, backwards = tonumber(ARGV[4]), ARGV[5] == 'backwards'

local elements, scores = nil, {}
if redis.call('TYPE', key).ok == 'zset' then
  elements = {}
  local found = redis.call('ZRANGE', key, first, last, 'WITHSCORES')
  for i = 1, #found, 2 do
    elements[#elements + 1] = found[i]
    scores[#scores + 1] = found[i + 1]
  end
else
  elements = redis.call('LRANGE', key, first, last)
end
local reply, bytes = {}, 0
for number = 1, #elements do
  local i = backwards and #elements + 1 - number or number
  local element = string.sub(elements[i], 1, longest)
  bytes = bytes + #element
  if number > 1 and bytes > most_bytes then
    break
  end
  reply[#reply + 1] = string.format('%.0f', #elements[i])
  reply[#reply + 1] = element
  reply[#reply + 1] = scores[i] or ''
end
return reply
