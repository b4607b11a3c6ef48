-- Adds one dead letter that was exported, as the newest.
-- KEYS 1 the dead letters
--      2 the run's last step
-- ARGV 1 dead letter
--      2 step, a number that the run uses once
--      3 seconds that the step is remembered
-- Returns 1 added, by this call or by an earlier one of the same step
if redis.call('GET', KEYS[2]) == ARGV[2] then
  return 1
end
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3])
return 1
