--!df flags=allow-undeclared-keys
-- Finds the commands and keys that the user of this connection may not use. Changes nothing.
-- The keys to try are arguments, because Redis refuses a script with a KEY that its user may not use.
-- KEYS 1 a key that no program uses; it is deleted
-- ARGV 1 a channel to which nothing listens
--      2 the number of commands
--      3 and on: the commands, then the keys to try
-- Returns {'command', name, 'key', name, ...}: what is refused
local own = KEYS[1]
local channel, commands = ARGV[1], tonumber(ARGV[2])
local refused = {}

local function is_refused(text)
  text = string.lower(text)
  for _, sign in ipairs({'noperm', "can't run", "can't access", "can't publish", 'no permission', 'unknown'}) do
    if string.find(text, sign, 1, true) then
      return true
    end
  end
  return false
end

local function refusal(kind, name, reply)
  if type(reply) == 'table' and is_refused(reply.err or '') then
    refused[#refused + 1] = kind
    refused[#refused + 1] = name
  end
end

-- Redis checks the number of words before the rights.
local function call(words)
  local reply = redis.pcall(unpack(words))
  while type(reply) == 'table' and string.find(reply.err or '', 'rong number of arg', 1, true) and #words < 9 do
    words[#words + 1] = own
    reply = redis.pcall(unpack(words))
  end
  return reply
end

for i = 3, commands + 2 do
  refusal('command', ARGV[i], call(ARGV[i] == 'PUBLISH' and {'PUBLISH', channel, ''} or {ARGV[i]}))
end
for i = commands + 3, #ARGV do
  local tried = ARGV[i]
  local reply = redis.pcall('ZREM', tried, own)
  if type(reply) == 'table' and string.find(string.lower(reply.err or ''), 'key', 1, true) then
    refusal('key', tried, reply)
  end
end
redis.pcall('DEL', own)
return refused
