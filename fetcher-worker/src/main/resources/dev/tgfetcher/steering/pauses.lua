--!df flags=allow-undeclared-keys
-- Reads the pauses. Commands that waited for a pause that is over return to the heads of their lists,
-- in their order; after the last one the pause is removed.
-- KEYS 1 the pauses
--      2 the pending list
--      3 the low list
--      4 the commands of the low list without the field 'priority'
-- ARGV 1 field of a pause to end now, or ''
--      2 the most commands to return
-- Returns {now in ms, the number of commands returned, and of each pause that is left: field, JSON,
--         number of commands that wait for its end, ...}
local paused, pending, low, unmarked = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ended, left = ARGV[1], tonumber(ARGV[2])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local value = ended ~= '' and redis.call('HGET', paused, ended)
if value and not is_over(value, now) then
  local is_json, pause = pcall(cjson.decode, value)
  pause = is_json and type(pause) == 'table' and pause or {}
  pause.until_ms = now
  redis.call('HSET', paused, ended, cjson.encode(pause))
end
local returned, reply = 0, {}
local pauses = redis.call('HGETALL', paused)
for i = 1, #pauses, 2 do
  local waiting = paused .. ':' .. pauses[i]
  local is_ended = is_over(pauses[i + 1], now)
  while is_ended and left > 0 do
    local payload = redis.call('LINDEX', waiting, -1)
    if not payload then
      redis.call('HDEL', paused, pauses[i])
      break
    end
    redis.call('LPUSH', is_low(unmarked, payload) and low or pending, payload)
    redis.call('RPOP', waiting)
    returned, left = returned + 1, left - 1
  end
  if not is_ended then
    reply[#reply + 1] = pauses[i]
    reply[#reply + 1] = pauses[i + 1]
    reply[#reply + 1] = string.format('%.0f', redis.call('LLEN', waiting))
  end
end
table.insert(reply, 1, string.format('%.0f', returned))
table.insert(reply, 1, string.format('%.0f', now))
return reply
