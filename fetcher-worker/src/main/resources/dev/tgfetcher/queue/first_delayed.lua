-- Reads the delayed command that is due first, unless it is long.
-- KEYS 1 the delayed set
-- ARGV 1 the longest element that is returned, in bytes
-- Returns {} the set is empty, or its first element is longer
--         {the first element}
local delayed = KEYS[1]
local longest = tonumber(ARGV[1])

local element = redis.call('ZRANGE', delayed, 0, 0)[1]
return element and #element <= longest and {element} or {}
