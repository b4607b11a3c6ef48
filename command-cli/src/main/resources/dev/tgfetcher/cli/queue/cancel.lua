-- Removes one pending or delayed command for good, and leaves a mark for its trackers.
-- KEYS 1 the pending list
--      2 the delayed set
--      3 the counters of the command
--      4 the cancel marks of its correlation id and chat, by command id
--      5 the last step of the run
--      6 the twins, each '<first seen in ms> <counters> <payload>' of its command
-- ARGV 1 payload
--      2 command id
--      3 step, a number that is unique in the run
--      4 seconds for which the step and the mark are kept
-- Returns 1 removed, by this call or by an earlier one of the same step; 0 it was no longer there
local pending, delayed, counters, marks, lastStep, twins =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local payload, commandId, step, keptSeconds = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if redis.call('GET', lastStep) == step then
  return 1
end
local function removeTwin()
  for _, twin in ipairs(redis.call('LRANGE', twins, 0, -1)) do
    if string.match(twin, '^%d+ %S+ (.*)$') == payload then
      return redis.call('LREM', twins, 1, twin)
    end
  end
  return 0
end

local isTwin = removeTwin() == 1
if not isTwin and redis.call('LREM', pending, 1, payload) == 0
    and redis.call('ZREM', delayed, payload) == 0 then
  return 0
end
-- The counters of a command that a worker has, or of a twin's other copy, stay.
if not isTwin and redis.call('HEXISTS', counters, 'held_in') == 0 then
  redis.call('DEL', counters)
end
redis.call('HSET', marks, commandId, lastStep .. ':' .. step)
redis.call('EXPIRE', marks, keptSeconds)
redis.call('SET', lastStep, step, 'EX', keptSeconds)
return 1
