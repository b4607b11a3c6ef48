-- Reads the first element of a list, unless it is long.
-- KEYS 1 the list
-- ARGV 1 the longest element that is returned, in bytes
-- Returns {} the list is empty, or its first element is longer
--         {the first element}
local list = KEYS[1]
local longest = tonumber(ARGV[1])

local element = redis.call('LINDEX', list, 0)
return element and #element <= longest and {element} or {}
