-- Moves dead letters from a slice of their list to its head, in the same order, where scripts that
-- take one find it at once. Removes none. Works when the memory of Redis is full.
-- KEYS 1 the dead letters
-- ARGV 1 first index of the slice
--      2 last index
--      3 a text that is no letter
--      4 and on: the letters
-- Returns how many were moved; letters outside of the slice stay
local letters = KEYS[1]
local first, last, placeholder = ARGV[1], ARGV[2], ARGV[3]
-- After a first write Redis refuses no write of a script for lack of memory. This one changes nothing.
redis.call('PERSIST', letters)
local wanted = {}
for i = 4, #ARGV do
  wanted[ARGV[i]] = (wanted[ARGV[i]] or 0) + 1
end
local found = {}
for i, letter in ipairs(redis.call('LRANGE', letters, first, last)) do
  if (wanted[letter] or 0) > 0 then
    wanted[letter] = wanted[letter] - 1
    redis.call('LSET', letters, first + i - 1, placeholder)
    table.insert(found, 1, letter)
  end
end
if #found > 0 then
  redis.call('LREM', letters, #found, placeholder)
  redis.call('LPUSH', letters, unpack(found))
end
return #found
