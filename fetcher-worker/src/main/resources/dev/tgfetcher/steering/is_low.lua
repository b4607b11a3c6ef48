-- Whether a command belongs to the low list: its payload has the priority, or it came from that list.
-- unmarked: the key of the commands that came from the low list without the field 'priority'
local function has_low_priority(payload)
  if #payload > 65536 or not string.find(payload, '"priority"', 1, true) then
    return false
  end
  local is_json, command = pcall(cjson.decode, payload)
  return is_json and type(command) == 'table' and command.priority == 'low'
end
local function is_low(unmarked, payload)
  return has_low_priority(payload) or redis.call('SISMEMBER', unmarked, redis.sha1hex(payload)) == 1
end
