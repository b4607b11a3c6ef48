-- Starts an attempt at a command that this worker has taken, if the worker still holds it.
-- Copies of one payload cannot be told apart, so one of them runs after the other: whichever is taken goes
-- on where it was left, and while it is in hand, or waits its time, the others wait as its twins.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the delayed set
--      4 the twins
-- ARGV 1 payload
--      2 lease token
--      3 correlation id
--      4 seconds that the counters live
-- Returns {} if there is nothing to start: the reaper gave the command to somebody else, or it waits as a
--            twin now
--         {failed attempts, interruptions, claims, first seen in ms, history of attempts as JSON or
--         '', now in ms, day, messages, day, messages, ...}: what happened to the command so far, this claim
--         included, and the days that are announced already with how many messages each has
-- A second call with the same token changes nothing.
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return {}
end
local now = redis.call('TIME')
local millis = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
local before = redis.call('HMGET', KEYS[2], 'claimed_by', 'held_in', 'parked_by')
if before[3] == ARGV[2] then
  return {}
end
if before[1] ~= ARGV[2] then
  local held = false
  if before[2] then
    local copies = before[2] == KEYS[1] and 2 or 1
    held = #redis.call('LPOS', before[2], ARGV[1], 'COUNT', copies) == copies
  end
  if held or redis.call('ZSCORE', KEYS[3], ARGV[1]) then
    redis.call('RPUSH', KEYS[4], millis .. ' ' .. KEYS[2] .. ' ' .. ARGV[1])
    redis.call('LREM', KEYS[1], -1, ARGV[1])
    redis.call('HSET', KEYS[2], 'parked_by', ARGV[2])
    redis.call('EXPIRE', KEYS[2], ARGV[4])
    return {}
  end
  redis.call('HSET', KEYS[2], 'claimed_by', ARGV[2], 'held_in', KEYS[1])
  redis.call('HINCRBY', KEYS[2], 'claims', 1)
end
redis.call('HSETNX', KEYS[2], 'first_seen', millis)
redis.call('HSETNX', KEYS[2], 'correlation_id', ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
local known = redis.call('HMGET', KEYS[2], 'attempts', 'interruptions', 'claims', 'first_seen', 'history')
local answer = {known[1] or '0', known[2] or '0', known[3], known[4], known[5] or '', millis}
local all = redis.call('HGETALL', KEYS[2])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 4) == 'day:' then
    answer[#answer + 1] = string.sub(all[i], 5)
    answer[#answer + 1] = all[i + 1]
  end
end
return answer
