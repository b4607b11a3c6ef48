-- Reads how long requests are held.
-- KEYS    hold_keys  flood holds
-- Returns the time until the last hold ends, in ms; 0 without a hold.
local hold_keys = KEYS

local longest = 0
for _, hold_key in ipairs(hold_keys) do
  longest = math.max(longest, redis.call('PTTL', hold_key))
end
return longest
