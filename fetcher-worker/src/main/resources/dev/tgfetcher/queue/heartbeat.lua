-- Says that a worker lives, and what it is doing, and makes it known to those who look for workers. Who has
-- not been heard of for long is no longer known.
-- KEYS 1 the worker's heartbeat
--      2 the known workers
-- ARGV 1 time to live in ms
--      2 the worker
--      3 how long a worker that is silent stays known, in ms
--      4 and on: field, value, ...
-- Returns 1
redis.call('DEL', KEYS[1])
for i = 4, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
local now = redis.call('TIME')
local millis = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('ZADD', KEYS[2], string.format('%.0f', millis), ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', millis - tonumber(ARGV[3])))
return 1
