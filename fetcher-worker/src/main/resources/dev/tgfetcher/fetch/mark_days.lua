-- Marks days as a command's own; the same call again renews the marks.
-- KEYS 1 the command's counters
--      2 and on: the days' duplicate markers
-- ARGV 1 lease token
--      2 time to live in ms
-- Returns the numbers of the days that are another's, from 1; those are left as they are
-- A marker is '<counters> <lease token>' of its command. It counts as long as that lease runs, or waits for
-- its recovery, or has completed the command; not when it ended in any other way.
local function is_anothers(marker)
  if not marker then
    return false
  end
  local counters, token = string.match(marker, '^(%S+) (%S+)')
  if token == ARGV[1] then
    return false
  end
  local ended = redis.call('HMGET', counters, 'settled_by', 'settled_as')
  if ended[1] == token then
    return ended[2] == 'complete'
  end
  -- Of the copies of one payload no other runs now: the marker is what an earlier lease left.
  return counters ~= KEYS[1] and redis.call('EXISTS', counters) == 1
end

local anothers = {}
for i = 2, #KEYS do
  if is_anothers(redis.call('GET', KEYS[i])) then
    anothers[#anothers + 1] = tostring(i - 1)
  else
    redis.call('SET', KEYS[i], KEYS[1] .. ' ' .. ARGV[1], 'PX', ARGV[2])
  end
end
return anothers
