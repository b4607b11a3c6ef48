--!df flags=allow-undeclared-keys
-- Finds results of commands by the beginning of a command id or of a correlation id, in one part of the
-- database.
-- KEYS 1 the beginning of the keys of results
-- ARGV 1 where to begin: '0', or the first element of the last reply
--      2 about how many keys to read
--      3 the beginning of the id
-- Returns {where the next call begins; '0' after the last part, command id, correlation id, ...}
local prefix = KEYS[1]
local cursor, count, id = ARGV[1], ARGV[2], ARGV[3]

local reply = {}
local found = redis.call('SCAN', cursor, 'MATCH', prefix .. '*', 'COUNT', count)
for _, key in ipairs(found[2]) do
  local known = redis.pcall('HMGET', key, 'command_id', 'correlation_id')
  if known[1] then
    local command, correlation = known[1], known[2] or ''
    if string.sub(command, 1, #id) == id or string.sub(correlation, 1, #id) == id then
      reply[#reply + 1] = command
      reply[#reply + 1] = correlation
    end
  end
end
table.insert(reply, 1, found[1])
return reply
