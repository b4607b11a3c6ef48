-- Says that a worker lives, and what it is doing, and makes it known to those who look for workers. Who has
-- not been heard of for long is no longer known.
-- KEYS 1 the worker's heartbeat
--      2 the known workers
-- ARGV 1 time to live in ms
--      2 the worker
--      3 nonce of the worker's process
--      4 how long a worker that is silent stays known, in ms
--      5 and on: field, value, ...
-- Returns 1, 0 another process lives under this worker's id: nothing written
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HGET', KEYS[1], 'nonce') ~= ARGV[3] then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'nonce', ARGV[3])
for i = 5, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
local now = redis.call('TIME')
local millis = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('ZADD', KEYS[2], string.format('%.0f', millis), ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', millis - tonumber(ARGV[4])))
return 1
