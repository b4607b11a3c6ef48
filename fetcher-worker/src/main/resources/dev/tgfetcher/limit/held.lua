-- Tells for how long requests are held.
-- KEYS the flood holds that matter
-- Returns ms until the last of them ends, 0 when there is none
local longest = 0
for _, hold in ipairs(KEYS) do
  longest = math.max(longest, redis.call('PTTL', hold))
end
return longest
