-- Deletes a worker's heartbeat. A worker without commands is no longer known; one with commands counts
-- as silent for long.
-- KEYS 1 the worker's heartbeat
--      2 the known workers
--      3 the worker's processing list
-- ARGV 1 nonce of the worker's process
--      2 worker id
-- Returns 1 deleted
--         0 there is none, or it belongs to another process
local heartbeat, workers, processing = KEYS[1], KEYS[2], KEYS[3]
local nonce, worker_id = ARGV[1], ARGV[2]

if redis.call('HGET', heartbeat, 'nonce') ~= nonce then
  return 0
end
if redis.call('EXISTS', processing) == 1 then
  redis.call('ZADD', workers, 0, worker_id)
else
  redis.call('ZREM', workers, worker_id)
end
return redis.call('DEL', heartbeat)
