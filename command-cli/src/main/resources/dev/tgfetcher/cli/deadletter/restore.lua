-- Adds one exported dead letter as the newest.
-- KEYS 1 the dead letters
--      2 the last step of the run
-- ARGV 1 dead letter
--      2 step, a number that is unique in the run
--      3 seconds for which the step is kept
-- Returns 1 added, by this call or by an earlier one of the same step
local letters, lastStep = KEYS[1], KEYS[2]
local letter, step, keptSeconds = ARGV[1], ARGV[2], ARGV[3]
if redis.call('GET', lastStep) == step then
  return 1
end
redis.call('RPUSH', letters, letter)
redis.call('SET', lastStep, step, 'EX', keptSeconds)
return 1
