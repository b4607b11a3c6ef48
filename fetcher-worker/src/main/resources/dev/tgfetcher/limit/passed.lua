-- Ends the time of probing: the request that was tried first was answered.
-- KEYS 1 the budget
--      2 the flood hold
-- Returns 1 done, 0 there is a hold again
if redis.call('EXISTS', KEYS[2]) == 1 then
  return 0
end
redis.call('HDEL', KEYS[1], 'probing')
return 1
