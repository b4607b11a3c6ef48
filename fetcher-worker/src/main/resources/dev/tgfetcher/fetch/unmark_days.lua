-- Removes the marks of days that a lease did not finish.
-- KEYS the days' duplicate markers
-- ARGV 1 lease token
-- Returns how many were removed; marks of others stay
local freed = 0
for _, key in ipairs(KEYS) do
  local marker = redis.call('GET', key)
  if marker and string.match(marker, '^%S+ (%S+)') == ARGV[1] then
    redis.call('DEL', key)
    freed = freed + 1
  end
end
return freed
