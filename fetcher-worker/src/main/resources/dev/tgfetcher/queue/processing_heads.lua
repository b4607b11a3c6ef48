-- Reads the length and the first element of processing lists.
-- KEYS   the processing lists
-- ARGV 1 the longest element that is returned, in bytes
-- Returns {length, first element or '', length, first element or '', ...}: '' for an element that is
--         longer; 0 and '' for a list that does not exist, and for a key of another type
local longest = tonumber(ARGV[1])
local reply = {}
for _, list in ipairs(KEYS) do
  local length, head = redis.pcall('LLEN', list), ''
  if type(length) ~= 'number' then
    length = 0
  end
  if length > 0 then
    head = redis.call('LINDEX', list, 0)
  end
  reply[#reply + 1] = string.format('%.0f', length)
  reply[#reply + 1] = #head <= longest and head or ''
end
return reply
