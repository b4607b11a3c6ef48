-- Ends a worker's heartbeat.
-- KEYS 1 the worker's heartbeat
-- ARGV 1 nonce of the worker's process
-- Returns 1 ended, 0 there is none, or it is another process's
if redis.call('HGET', KEYS[1], 'nonce') ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
