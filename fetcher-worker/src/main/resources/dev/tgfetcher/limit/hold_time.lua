-- Reads how long requests are held.
-- KEYS[1], [4]..  limit_key    hash of the rate limit of each method class
-- KEYS[2], [5]..  hold_key     its flood hold
-- KEYS[3], [6]..  waiting_key  its sorted set of the waiting requests
-- Returns the time until the last hold ends, in ms; 0 without a hold.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local longest = 0
for i = 1, #KEYS, 3 do
  local limit_key, hold_key, waiting_key = KEYS[i], KEYS[i + 1], KEYS[i + 2]
  if redis.call('EXISTS', hold_key) == 1 then
    follow_clock(limit_key, hold_key, waiting_key, now)
    longest = math.max(longest, redis.call('PTTL', hold_key))
  end
end
return longest
