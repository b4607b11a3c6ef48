-- Pushes the commands of a schedule's time, unless that time or a later one was pushed before.
-- KEYS 1 the last pushed time of the schedule
--      2 the pending list, or the low list
-- ARGV 1 the time, in ms
--      2 and on: payloads
-- Returns 1 pushed, 0 pushed before
local lastTime, pending = KEYS[1], KEYS[2]
local time = ARGV[1]
if tonumber(redis.call('GET', lastTime) or '-1') >= tonumber(time) then
  return 0
end
redis.call('SET', lastTime, time)
for i = 2, #ARGV do
  redis.call('RPUSH', pending, ARGV[i])
end
return 1
