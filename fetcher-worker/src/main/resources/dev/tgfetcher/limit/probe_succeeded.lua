-- Ends the probing after a hold: Telegram has answered the first request.
-- KEYS[1] limit_key  hash of the rate limit
-- KEYS[2] hold_key   the flood hold
-- Returns 1: other requests may follow; 0: there is a new hold.
local limit_key, hold_key = KEYS[1], KEYS[2]

if redis.call('EXISTS', hold_key) == 1 then
  return 0
end
redis.call('HDEL', limit_key, 'probing')
return 1
