-- Ends a lease that is still held by its parts: the command goes, they come to the end of the queue.
-- Its counters then say how many there are, for whoever waits for it.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the pending list
-- ARGV 1 payload
--      2 lease token
--      3 seconds that the counters live
--      4 and on: the parts' payloads
-- Returns 1 done, 2 done before by this very lease, 0 the lease was lost: nothing written
local lease = redis.call('HMGET', KEYS[2], 'settled_by', 'claimed_by', 'held_in')
if lease[1] == ARGV[2] then
  return 2
end
if lease[2] ~= ARGV[2] or lease[3] ~= KEYS[1] or not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
for i = 4, #ARGV do
  redis.call('RPUSH', KEYS[3], ARGV[i])
end
redis.call('LREM', KEYS[1], 1, ARGV[1])
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'settled_by', ARGV[2], 'parts', #ARGV - 3)
redis.call('EXPIRE', KEYS[2], ARGV[3])
return 1
