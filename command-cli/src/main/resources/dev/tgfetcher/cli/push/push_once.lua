-- Pushes the commands of a schedule's time, unless somebody has pushed for that time or a later one.
-- KEYS 1 the schedule's last time
--      2 the pending list
-- ARGV 1 the time, in ms
--      2 and on: payloads
-- Returns 1 pushed, 0 done before
if tonumber(redis.call('GET', KEYS[1]) or '-1') >= tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1])
for i = 2, #ARGV do
  redis.call('RPUSH', KEYS[2], ARGV[i])
end
return 1
