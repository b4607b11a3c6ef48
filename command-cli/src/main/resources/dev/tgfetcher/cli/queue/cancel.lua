-- Removes one pending or delayed command for good, announces its end, and leaves a mark for its trackers.
-- KEYS 1 the pending list
--      2 the delayed set
--      3 the counters of the command
--      4 the cancel marks of its correlation id and chat, by command id
--      5 the last step of the run
--      6 the twins, each '<first seen in ms> <counters> <payload>' of its command
--      7 the low list
--      8 the event stream
--      9 the result of the command
--     10 the parts of the split command of which this one is a part
--     11 the result of that command
--     12 the batch
--     13 and on: the lists of commands that wait for the end of a pause
-- ARGV 1 payload, or the beginning of a long one
--      2 command id
--      3 step, a number that is unique in the run
--      4 seconds for which the step and the mark are kept
--      5 bytes of the whole payload
--      6 command_completed, JSON
--      7 batch_completed, JSON, for the batch of a command; or '' for no batch
--      8 events channel
--      9 approximate maximal length of the stream
-- Returns 1 removed, by this call or by an earlier one of the same step; 0 it was no longer there
local pending, delayed, counters, marks, lastStep, twins =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local low, stream, result, parts, whole, batch = KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11], KEYS[12]
local payload, commandId, step, keptSeconds, bytes =
  ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

if redis.call('GET', lastStep) == step then
  return 1
end

-- The index of the first element that passes a test. It reads few elements at a time.
local function indexOf(list, isWanted)
  local first, found = 0, nil
  repeat
    found = redis.call('LRANGE', list, first, first + 99)
    for i, element in ipairs(found) do
      if isWanted(element) then
        return first + i - 1
      end
    end
    first = first + #found
  until #found == 0
  return nil
end

local function removeAt(list, index)
  if not index then
    return false
  end
  local placeholder = lastStep .. ':' .. step
  redis.call('LSET', list, index, placeholder)
  redis.call('LREM', list, 1, placeholder)
  return true
end

local function isLongOne(element)
  return #element == bytes and string.sub(element, 1, #payload) == payload
end

local function isOfTwin(twin)
  return string.match(twin, '^%d+ %S+ (.*)$') == payload
end

local isTwin = removeAt(twins, indexOf(twins, isOfTwin))
local isRemoved = isTwin
if not isRemoved and bytes > #payload then
  isRemoved = removeAt(pending, indexOf(pending, isLongOne)) or removeAt(low, indexOf(low, isLongOne))
elseif not isRemoved then
  isRemoved = redis.call('LREM', pending, 1, payload) == 1
    or redis.call('LREM', low, 1, payload) == 1
    or redis.call('ZREM', delayed, payload) == 1
  for i = 13, #KEYS do
    isRemoved = isRemoved or redis.call('LREM', KEYS[i], 1, payload) == 1
  end
end
if not isRemoved then
  return 0
end
local numbers, to = numbers_so_far(counters, ARGV[8], ARGV[9])
-- No two cancellations have one event, also of two copies that no worker has taken.
to.replay_of = lastStep .. ':' .. step
if ARGV[7] ~= '' and redis.pcall('HEXISTS', batch, 'completed_at') == 0 then
  redis.call('HSETNX', batch, 'event', ARGV[7])
end
if isTwin then
  -- The counters and the result are those of the other copy.
  numbers = {days = 0, days_skipped = 0, days_incomplete = 0, message_count = 0, duration_seconds = 0}
  result = nil
end
end_command(ARGV[6], numbers, stream, result, parts, whole, batch, to)
-- The counters of a command that a worker has, or of a twin's other copy, stay.
if not isTwin and redis.call('HEXISTS', counters, 'held_in') == 0 then
  redis.call('DEL', counters)
end
redis.call('HSET', marks, commandId, lastStep .. ':' .. step)
redis.call('EXPIRE', marks, keptSeconds)
redis.call('SET', lastStep, step, 'EX', keptSeconds)
return 1
