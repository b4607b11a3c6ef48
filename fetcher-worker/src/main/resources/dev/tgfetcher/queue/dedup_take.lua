-- Marks days as a command's own; the same call again renews the marks.
-- KEYS 1 the command's counters
--      2 the worker's processing list
--      3 and on: the days' duplicate markers
-- ARGV 1 payload
--      2 lease token
--      3 time to live in ms
-- Returns the numbers of the days that are another's, from 1; those are left as they are
-- A marker is '<counters> <lease token> <processing list>' of its command. It counts as long as that
-- lease runs, or waits for its recovery, or has completed the command; not when it ended in any
-- other way. The same payload may have been pushed twice: its twin lies in a processing list.
local function is_anothers(marker)
  if not marker then
    return false
  end
  local counters, token, list = string.match(marker, '^(%S+) (%S+) (%S+)$')
  if token == ARGV[2] then
    return false
  end
  local ended = redis.call('HMGET', counters, 'settled_by', 'settled_as')
  if ended[1] == token then
    return ended[2] == 'complete'
  end
  if counters ~= KEYS[1] then
    return redis.call('EXISTS', counters) == 1
  end
  local wanted = list == KEYS[2] and 2 or 1
  return #redis.call('LPOS', list, ARGV[1], 'COUNT', wanted) >= wanted
end

local anothers = {}
for i = 3, #KEYS do
  if is_anothers(redis.call('GET', KEYS[i])) then
    anothers[#anothers + 1] = tostring(i - 2)
  else
    redis.call('SET', KEYS[i], KEYS[1] .. ' ' .. ARGV[2] .. ' ' .. KEYS[2], 'PX', ARGV[3])
  end
end
return anothers
