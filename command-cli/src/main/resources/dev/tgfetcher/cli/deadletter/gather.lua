-- Brings dead letters that lie behind many others to the head of their list, in the order that they
-- had, where scripts that take one find it at once. Takes none out of the list.
-- KEYS 1 the dead letters
-- ARGV 1 first index of the stretch where they are looked for
--      2 last index
--      3 a text that is no letter
--      4 and on: the letters
-- Returns how many were found there and brought; the others stay where they are
local wanted = {}
for i = 4, #ARGV do
  wanted[ARGV[i]] = (wanted[ARGV[i]] or 0) + 1
end
local found = {}
for i, letter in ipairs(redis.call('LRANGE', KEYS[1], ARGV[1], ARGV[2])) do
  if (wanted[letter] or 0) > 0 then
    wanted[letter] = wanted[letter] - 1
    redis.call('LSET', KEYS[1], ARGV[1] + i - 1, ARGV[3])
    table.insert(found, 1, letter)
  end
end
if #found > 0 then
  redis.call('LREM', KEYS[1], #found, ARGV[3])
  redis.call('LPUSH', KEYS[1], unpack(found))
end
return #found
