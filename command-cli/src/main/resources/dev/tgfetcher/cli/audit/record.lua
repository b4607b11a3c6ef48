-- Adds an entry to the audit, once.
-- KEYS 1 the audit
-- ARGV 1 the entry's own id
--      2 and on: field, value, ...
-- Returns 1 added, 2 added before by an earlier call
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 100)
for _, entry in ipairs(last) do
  for i = 1, #entry[2], 2 do
    if entry[2][i] == 'entry_id' and entry[2][i + 1] == ARGV[1] then
      return 2
    end
  end
end
redis.call('XADD', KEYS[1], '*', 'entry_id', unpack(ARGV))
return 1
