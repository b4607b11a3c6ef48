-- Reads a worker's processing list, with a long element cut off.
-- KEYS 1 the worker's processing list
-- ARGV 1 the longest element that is returned whole, in bytes
-- Returns {now in ms, bytes of the first element, the first element or its beginning, bytes of the
--         second one, ...}
local processing = KEYS[1]
local longest = tonumber(ARGV[1])

local time = redis.call('TIME')
local reply = {string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))}
for _, element in ipairs(redis.call('LRANGE', processing, 0, -1)) do
  reply[#reply + 1] = string.format('%.0f', #element)
  reply[#reply + 1] = string.sub(element, 1, longest)
end
return reply
