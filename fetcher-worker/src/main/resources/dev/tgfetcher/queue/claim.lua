-- Starts an attempt at a command that this worker has taken, if the worker still holds it.
-- KEYS 1 the worker's processing list
--      2 the command's counters
-- ARGV 1 payload
--      2 lease token
--      3 correlation id
--      4 seconds that the counters live
-- Returns {} if the lease was lost: the reaper gave the command to somebody else
--         {failed attempts, interruptions, claims, first seen in ms, history of attempts as JSON or
--         '', day, messages, day, messages, ...}: what happened to the command so far, this claim
--         included, and the days that are announced already with how many messages each has
-- A second call with the same token changes nothing.
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return {}
end
local now = redis.call('TIME')
redis.call('HSETNX', KEYS[2], 'first_seen', string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000)))
redis.call('HSETNX', KEYS[2], 'correlation_id', ARGV[3])
if redis.call('HGET', KEYS[2], 'claimed_by') ~= ARGV[2] then
  redis.call('HSET', KEYS[2], 'claimed_by', ARGV[2])
  redis.call('HINCRBY', KEYS[2], 'claims', 1)
end
redis.call('EXPIRE', KEYS[2], ARGV[4])
local known = redis.call('HMGET', KEYS[2], 'attempts', 'interruptions', 'claims', 'first_seen', 'history')
local answer = {known[1] or '0', known[2] or '0', known[3], known[4], known[5] or ''}
local all = redis.call('HGETALL', KEYS[2])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 4) == 'day:' then
    answer[#answer + 1] = string.sub(all[i], 5)
    answer[#answer + 1] = all[i + 1]
  end
end
return answer
