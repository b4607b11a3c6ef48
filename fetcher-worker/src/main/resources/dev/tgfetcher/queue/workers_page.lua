-- Reads a part of the known workers.
-- KEYS 1 the known workers
-- ARGV 1 where to begin: '0', or the first element of the last reply
--      2 about how many workers to read
-- Returns {where the next call begins; '0' after the last part, id, id, ...}
local found = redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
local reply = {found[1]}
for i = 1, #found[2], 2 do
  reply[#reply + 1] = found[2][i]
end
return reply
