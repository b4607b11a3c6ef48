--!df flags=allow-undeclared-keys
-- Starts an attempt at a command in this worker's processing list. A second call with the same token
-- changes nothing.
-- Copies of one payload are the same to Redis, so they run one after the other. The next attempt
-- continues the counters of the last one. While a copy runs or waits for its retry, the others wait
-- as its twins.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the delayed set
--      4 the twins
--      5 the pauses
--      6 the pending list of the command's priority
--      7 the result of the command
--      8 the batch
-- ARGV 1 payload
--      2 lease token
--      3 correlation id
--      4 TTL of the counters in seconds
--      5 worker id
--      6 id of the account that would run the command, or ''
--      7 the chat without @, in lower case, or ''
--      8 command id
--      9 TTL of the result in seconds
--     10 batch_completed, JSON, for the batch of a command; or '' for no batch
--     11 the number of commands in the batch, or 0 if the command does not have it
-- Returns {} no attempt started: the command was reclaimed, or it waits as a twin now, or for the end of a pause
--         {failed attempts, interruptions, claims with this one, first seen in ms, history of attempts
--         as JSON or '', now in ms, day, messages, day, messages, ...}: the counters of the command,
--         with its published days and the number of messages of each
local processing, counters, delayed, twins = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local paused, own_list = KEYS[5], KEYS[6]
local worker, account, chat = ARGV[5], ARGV[6], ARGV[7]
local result, batch = KEYS[7], KEYS[8]
local payload, token, correlation_id, counters_ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local command_id, result_ttl, batch_event, batch_size = ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])

if not redis.call('LPOS', processing, payload) then
  return {}
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local before = redis.call('HMGET', counters, 'claimed_by', 'held_in', 'parked_by')
local claimed_by, held_in, parked_by = before[1], before[2], before[3]
if parked_by == token then
  return {}
end
if claimed_by ~= token then
  local pause, kind = pause_of(paused, worker, account, chat)
  if pause then
    if kind == 'chat' then
      redis.call('RPUSH', paused .. ':' .. pause, payload)
      -- Its relative days count from now.
      redis.call('HSETNX', counters, 'first_seen', now)
    else
      redis.call('LPUSH', own_list, payload)
    end
    redis.call('LREM', processing, -1, payload)
    redis.call('HSET', counters, 'parked_by', token)
    redis.call('EXPIRE', counters, counters_ttl)
    return {}
  end
  local runs = false
  if held_in then
    local copies = held_in == processing and 2 or 1
    runs = #redis.call('LPOS', held_in, payload, 'COUNT', copies) == copies
  end
  if runs or redis.call('ZSCORE', delayed, payload) then
    redis.call('RPUSH', twins, now .. ' ' .. counters .. ' ' .. payload)
    redis.call('LREM', processing, -1, payload)
    redis.call('HSET', counters, 'parked_by', token)
    redis.call('EXPIRE', counters, counters_ttl)
    return {}
  end
  redis.call('HSET', counters, 'claimed_by', token, 'held_in', processing)
  redis.call('HINCRBY', counters, 'claims', 1)
end
redis.call('HSETNX', counters, 'first_seen', now)
redis.call('HSETNX', counters, 'correlation_id', correlation_id)
redis.call('HSET', counters, 'result_ttl', result_ttl)
redis.call('EXPIRE', counters, counters_ttl)
-- The result and the batch are for observers: a key of another type must not hold up the command here.
local state = redis.pcall('HGET', result, 'state')
if type(state) ~= 'table' then
  if state ~= 'running' and state ~= 'queued' then
    redis.call('DEL', result)
  end
  redis.call('HSET', result, 'state', 'running', 'place', processing, 'command_id', command_id,
    'correlation_id', correlation_id, 'taken_at', now, 'payload', payload,
    'attempts', redis.call('HGET', counters, 'attempts') or '0',
    'first_seen', redis.call('HGET', counters, 'first_seen'))
  redis.call('HDEL', result, 'due_at')
  redis.call('EXPIRE', result, 2592000)
end
if batch_event ~= '' and type(redis.pcall('HLEN', batch)) == 'number' then
  if redis.call('HSETNX', batch, 'command:' .. command_id, 'open') == 1 then
    redis.call('HINCRBY', batch, 'open', 1)
    redis.call('HINCRBY', batch, 'commands', 1)
    redis.call('HSETNX', batch, 'created_at', now)
  end
  if redis.call('HEXISTS', batch, 'completed_at') == 0 then
    redis.call('HSETNX', batch, 'event', batch_event)
    if batch_size > tonumber(redis.call('HGET', batch, 'size') or '0') then
      redis.call('HSET', batch, 'size', batch_size)
    end
    redis.call('EXPIRE', batch, 2592000)
  end
end
local known = redis.call('HMGET', counters, 'attempts', 'interruptions', 'claims', 'first_seen', 'history')
local reply = {known[1] or '0', known[2] or '0', known[3], known[4], known[5] or '', now}
local fields = redis.call('HGETALL', counters)
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, 4) == 'day:' then
    reply[#reply + 1] = string.sub(fields[i], 5)
    reply[#reply + 1] = fields[i + 1]
  end
end
return reply
