-- Deletes a worker's heartbeat.
-- KEYS 1 the worker's heartbeat
-- ARGV 1 nonce of the worker's process
-- Returns 1 deleted
--         0 there is none, or it belongs to another process
local heartbeat = KEYS[1]
local nonce = ARGV[1]

if redis.call('HGET', heartbeat, 'nonce') ~= nonce then
  return 0
end
return redis.call('DEL', heartbeat)
