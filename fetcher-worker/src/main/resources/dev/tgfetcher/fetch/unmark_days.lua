-- Removes the marks that a lease has set on days; marks of other leases stay.
-- KEYS     the days' duplicate markers
-- ARGV[1]  the lease's token
-- Returns how many marks were removed.
local marks = KEYS
local lease_token = ARGV[1]

local removed = 0
for _, key in ipairs(marks) do
  local mark = redis.call('GET', key)
  if mark and string.match(mark, '^%S+ (%S+)') == lease_token then
    redis.call('DEL', key)
    removed = removed + 1
  end
end
return removed
