-- Puts a mended dead letter in the place of the old one.
-- KEYS 1 the dead letters
--      2 the run's last step
-- ARGV 1 old dead letter
--      2 new dead letter
--      3 step, a number that the run uses once
--      4 seconds that the step is remembered
-- Returns 1 replaced, by this call or by an earlier one of the same step; 0 the old one was no longer
--         there: nothing written
if redis.call('GET', KEYS[2]) == ARGV[3] then
  return 1
end
local place = redis.call('LPOS', KEYS[1], ARGV[1])
if not place then
  return 0
end
redis.call('LSET', KEYS[1], place, ARGV[2])
redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[4])
return 1
