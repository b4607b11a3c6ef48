-- Gives one command of a live worker's list, on which no thread works, back to the head of the queue.
-- KEYS 1 the worker's processing list
--      2 the pending list
--      3 the command's counters
-- ARGV 1 payload
--      2 the token of its last lease, as it was when nobody worked on it, or ''
-- Returns 1 given back, 0 it was no longer there, or was leased meanwhile, as by a re-send of this very script
if (redis.call('HGET', KEYS[3], 'claimed_by') or '') ~= ARGV[2] then
  return 0
end
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
redis.call('LPUSH', KEYS[2], ARGV[1])
redis.call('LREM', KEYS[1], 1, ARGV[1])
-- Of two copies of a payload in the list, a thread may work on the one that is left.
if redis.call('HGET', KEYS[3], 'held_in') == KEYS[1] and not redis.call('LPOS', KEYS[1], ARGV[1]) then
  redis.call('HDEL', KEYS[3], 'held_in')
end
return 1
