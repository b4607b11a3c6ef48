-- Starts an attempt at a command that this worker has taken, if the worker still holds it.
-- KEYS 1 the worker's processing list
--      2 the command's counters
-- ARGV 1 payload
--      2 correlation id
--      3 seconds that the counters live
-- Returns {} if the lease was lost: the reaper gave the command to somebody else
--         {attempts, interruptions, first seen in ms, day, day, ...}: failed attempts and
--         interruptions so far, and the days that are announced already
-- Changes nothing that a second call would change again.
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return {}
end
local now = redis.call('TIME')
redis.call('HSETNX', KEYS[2], 'first_seen', now[1] * 1000 + math.floor(now[2] / 1000))
redis.call('HSETNX', KEYS[2], 'correlation_id', ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
local fields = redis.call('HGETALL', KEYS[2])
local answer = {'0', '0', '0'}
for i = 1, #fields, 2 do
  if fields[i] == 'attempts' then
    answer[1] = fields[i + 1]
  elseif fields[i] == 'interruptions' then
    answer[2] = fields[i + 1]
  elseif fields[i] == 'first_seen' then
    answer[3] = fields[i + 1]
  elseif string.sub(fields[i], 1, 4) == 'day:' then
    answer[#answer + 1] = string.sub(fields[i], 5)
  end
end
return answer
