-- Looks at the next keys of the database for processing lists, and makes their workers known.
-- KEYS 1 the known workers
-- ARGV 1 where to begin: '0', or the reply of the last call
--      2 how many keys to look at
--      3 pattern of the processing lists
--      4 length of a list's name without the worker
-- Returns {where the next call begins}
local workers = KEYS[1]
local cursor, count, pattern, prefix = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

local found = redis.call('SCAN', cursor, 'MATCH', pattern, 'COUNT', count)
for _, list in ipairs(found[2]) do
  redis.call('ZADD', workers, 'NX', 0, string.sub(list, prefix + 1))
end
return {found[1]}
