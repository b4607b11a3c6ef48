-- Gives the command of one dead letter to the end of the queue, as if it had never failed.
-- KEYS 1 the dead letters
--      2 the pending list
--      3 the command's counters
--      4 the run's last step
-- ARGV 1 dead letter
--      2 payload
--      3 step, a number that the run uses once
--      4 seconds that the step is remembered
--      5 seconds that the counters live
--      6 when a worker first took the command, in ms
-- Returns 1 moved, by this call or by an earlier one of the same step; 0 it was no longer there
if redis.call('GET', KEYS[4]) == ARGV[3] then
  return 1
end
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
-- In this order, a queue whose name another program uses fails the script before anything is lost.
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('LREM', KEYS[1], 1, ARGV[1])
-- What is known of a command that a worker has in hand is that one's.
if redis.call('HEXISTS', KEYS[3], 'held_in') == 0 then
  redis.call('HDEL', KEYS[3], 'attempts', 'interruptions', 'last_error', 'history')
  redis.call('HSETNX', KEYS[3], 'first_seen', ARGV[6])
  -- It ran before: what it may have written and not announced is read and announced once more.
  redis.call('HINCRBY', KEYS[3], 'claims', 1)
  redis.call('EXPIRE', KEYS[3], ARGV[5])
end
redis.call('SET', KEYS[4], ARGV[3], 'EX', ARGV[4])
return 1
