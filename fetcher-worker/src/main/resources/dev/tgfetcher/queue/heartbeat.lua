-- Says that a worker lives, and what it is doing.
-- KEYS 1 the worker's heartbeat
-- ARGV 1 time to live in ms
--      2 and on: field, value, ...
-- Returns 1
redis.call('DEL', KEYS[1])
for i = 2, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
