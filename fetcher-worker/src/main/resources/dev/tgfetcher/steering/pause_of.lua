-- The pause that applies to a command: its field and its kind; nil if none does. Pauses that are over
-- do not apply. A chat of '' is no chat.
local function is_over(value, now)
  local is_json, pause = pcall(cjson.decode, value)
  return is_json and type(pause) == 'table' and type(pause.until_ms) == 'number' and pause.until_ms <= now
end
local function chat_matches(glob, chat)
  local pattern = string.gsub(glob, '%W', function(sign)
    return sign == '*' and '.*' or sign == '?' and '.' or '%' .. sign
  end)
  return chat ~= '' and string.find(chat, '^' .. pattern .. '$') ~= nil
end
local function pause_of(paused, worker, account, chat)
  local pauses = redis.call('HGETALL', paused)
  if #pauses == 0 then
    return nil
  end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local of_chat
  for i = 1, #pauses, 2 do
    local kind, name = string.match(pauses[i], '^(%a+):?(.*)$')
    if not is_over(pauses[i + 1], now) then
      if kind == 'fleet' or (kind == 'worker' and name == worker) or (kind == 'account' and name == account) then
        return pauses[i], kind
      end
      if kind == 'chat' and chat_matches(name, chat) then
        of_chat = pauses[i]
      end
    end
  end
  return of_chat, of_chat and 'chat'
end
