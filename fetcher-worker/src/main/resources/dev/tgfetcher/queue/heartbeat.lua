-- Writes a worker's heartbeat and makes the worker known.
-- KEYS 1 the worker's heartbeat
--      2 the known workers
-- ARGV 1 TTL of the heartbeat in ms
--      2 worker id
--      3 nonce of the worker's process
--      4 and on: field, value, ...
-- Returns 1 written
--         0 another process has a heartbeat under this worker id; nothing is written
local heartbeat, workers = KEYS[1], KEYS[2]
local ttl, worker_id, nonce = ARGV[1], ARGV[2], ARGV[3]
local first_field = 4

if redis.call('EXISTS', heartbeat) == 1 and redis.call('HGET', heartbeat, 'nonce') ~= nonce then
  return 0
end
redis.call('DEL', heartbeat)
redis.call('HSET', heartbeat, 'nonce', nonce)
for i = first_field, #ARGV, 2 do
  redis.call('HSET', heartbeat, ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', heartbeat, ttl)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', workers, string.format('%.0f', now), worker_id)
return 1
