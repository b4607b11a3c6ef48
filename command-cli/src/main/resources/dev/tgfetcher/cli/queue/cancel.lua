-- Takes one command that waits off the queue, for good, and leaves word for whoever waits for it.
-- KEYS 1 the pending list
--      2 the delayed set
--      3 the command's counters
--      4 the cancelled commands of its correlation id and chat
--      5 the run's last step
--      6 the twins, each '<first seen in ms> <counters> <payload>' of its command
-- ARGV 1 payload
--      2 command id
--      3 step, a number that the run uses once
--      4 seconds that the step and the word are remembered
-- Returns 1 removed, by this call or by an earlier one of the same step; 0 it was no longer there
if redis.call('GET', KEYS[5]) == ARGV[3] then
  return 1
end
local function removeTwin()
  for _, twin in ipairs(redis.call('LRANGE', KEYS[6], 0, -1)) do
    if string.match(twin, '^%d+ %S+ (.*)$') == ARGV[1] then
      return redis.call('LREM', KEYS[6], 1, twin)
    end
  end
  return 0
end

local isTwin = removeTwin() == 1
if not isTwin and redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0
    and redis.call('ZREM', KEYS[2], ARGV[1]) == 0 then
  return 0
end
-- What is known of a command that a worker has in hand, or of a twin's other copy, is that one's.
if not isTwin and redis.call('HEXISTS', KEYS[3], 'held_in') == 0 then
  redis.call('DEL', KEYS[3])
end
redis.call('HSET', KEYS[4], ARGV[2], KEYS[5] .. ':' .. ARGV[3])
redis.call('EXPIRE', KEYS[4], ARGV[4])
redis.call('SET', KEYS[5], ARGV[3], 'EX', ARGV[4])
return 1
