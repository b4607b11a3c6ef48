-- Replaces a dead letter by an edited one, in the same place.
-- KEYS 1 the dead letters
--      2 the last step of the run
-- ARGV 1 old dead letter
--      2 new dead letter
--      3 step, a number that is unique in the run
--      4 seconds for which the step is kept
-- Returns 1 replaced, by this call or by an earlier one of the same step; 0 the old one was no longer
--         there: nothing written
local letters, lastStep = KEYS[1], KEYS[2]
local old, new, step, keptSeconds = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('GET', lastStep) == step then
  return 1
end
local place = redis.call('LPOS', letters, old)
if not place then
  return 0
end
redis.call('LSET', letters, place, new)
redis.call('SET', lastStep, step, 'EX', keptSeconds)
return 1
