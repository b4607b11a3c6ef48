-- Gives one command of a live worker's list, on which no thread works, back to the head of the queue.
-- KEYS 1 the worker's processing list
--      2 the pending list
-- ARGV 1 payload
-- Returns 1 given back, 0 it was no longer there
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then
  return 0
end
redis.call('LPUSH', KEYS[2], ARGV[1])
return 1
