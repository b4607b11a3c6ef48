--!df flags=allow-undeclared-keys
-- Marks days for a command. A second call with the same arguments renews the marks.
-- KEYS[1]  the command's counters
-- KEYS[2]  and on: the days' duplicate markers
-- ARGV[1]  the lease's token
-- ARGV[2]  how long a mark lives, in ms
-- Returns the numbers, from 1, of the days that another command has marked; those marks stay.
--
-- A mark is '<counters key> <lease token>'. It counts in three cases: its lease runs, its lease waits for the
-- reaper, or its lease has completed the command. It does not count after any other end of its lease.
local counters = KEYS[1]
local lease_token = ARGV[1]
local lives_ms = ARGV[2]

local function is_of_other(mark)
  if not mark then
    return false
  end
  local mark_counters, mark_token = string.match(mark, '^(%S+) (%S+)')
  if mark_token == lease_token then
    return false
  end
  local settled = redis.call('HMGET', mark_counters, 'settled_by', 'settled_as')
  if settled[1] == mark_token then
    return settled[2] == 'complete'
  end
  -- No second copy of this payload runs now, so a mark with its counters is from an earlier lease.
  return mark_counters ~= counters and redis.call('EXISTS', mark_counters) == 1
end

local marked_by_others = {}
for i = 2, #KEYS do
  if is_of_other(redis.call('GET', KEYS[i])) then
    marked_by_others[#marked_by_others + 1] = tostring(i - 1)
  else
    redis.call('SET', KEYS[i], counters .. ' ' .. lease_token, 'PX', lives_ms)
  end
end
return marked_by_others
