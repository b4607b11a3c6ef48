-- Takes one command that waits off the queue, for good.
-- KEYS 1 the pending list
--      2 the delayed set
--      3 the command's counters
--      4 the run's last step
-- ARGV 1 payload
--      2 step, a number that the run uses once
--      3 seconds that the step is remembered, and that the counters tell of it
-- Returns 1 removed, by this call or by an earlier one of the same step; 0 it was no longer there
if redis.call('GET', KEYS[4]) == ARGV[2] then
  return 1
end
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 and redis.call('ZREM', KEYS[2], ARGV[1]) == 0 then
  return 0
end
-- What is known of a command that a worker has in hand is that one's.
if redis.call('HEXISTS', KEYS[3], 'held_in') == 0 then
  redis.call('DEL', KEYS[3])
  redis.call('HSET', KEYS[3], 'settled_by', 'operator:' .. KEYS[4] .. ':' .. ARGV[2])
  redis.call('EXPIRE', KEYS[3], ARGV[3])
end
redis.call('SET', KEYS[4], ARGV[2], 'EX', ARGV[3])
return 1
