-- The functions end_command and numbers_so_far. end_command publishes the last event of a command,
-- keeps its result, and counts the command as ended: in the split command of which it is a part, or in
-- its batch. The end of the last part is the end of the split command, and the end of the last command
-- that of the batch.
-- Each counts once, however often it ends: the replay of a dead letter ends again.

-- A result is for observers: a key of another type costs the result, and holds up no command.
-- A part or a batch waits for the others for 30 days at most.
local open_ttl = 2592000

-- Publishes an event that has zeros in place of some numbers; returns it with the numbers, as a table.
local function publish_end(event, numbers, stream, to)
  local text = event:gsub('"([%w_]+)":0[.0]*([,}])', function(name, after)
    return numbers[name] and '"' .. name .. '":' .. string.format('%.14g', numbers[name]) .. after
  end)
  redis.call('XADD', stream, 'MAXLEN', '~', to.stream_length, '*', 'event', text)
  local plain = text:match('^{"specversion".-,"data":(.*)}$') or text
  redis.call('PUBLISH', to.channel, plain)
  return cjson.decode(plain)
end

-- An event that was prepared before, with the time and the worker of the event that causes it.
local function prepared_end(event, outcome, cause)
  local function other(name, value)
    return function() return '"' .. name .. '":' .. value end
  end
  event = event:gsub('"timestamp":"[^"]*"', other('timestamp', cjson.encode(cause.timestamp)), 1)
  event = event:gsub('"time":"[^"]*"', other('time', cjson.encode(cause.timestamp)), 1)
  event = event:gsub('"worker_id":".-","schema_version"',
    other('worker_id', cjson.encode(cause.worker_id) .. ',"schema_version"'), 1)
  return (event:gsub('"outcome":"[%a_]+"', other('outcome', cjson.encode(outcome)), 1))
end

-- Announces the end of one command, and keeps its result; without a result, it announces it only.
local function announce_end(event, numbers, stream, result, to)
  local ended = publish_end(event, numbers, stream, to)
  if not result then
    return ended
  end
  redis.pcall('HSET', result, 'state', ended.outcome, 'place', '', 'command_id', ended.command_id,
    'correlation_id', ended.correlation_id, 'ended_at', ended.timestamp,
    'days', string.format('%.0f', numbers.days),
    'days_skipped', string.format('%.0f', numbers.days_skipped),
    'days_incomplete', string.format('%.0f', numbers.days_incomplete),
    'message_count', string.format('%.0f', numbers.message_count))
  if type(ended.chat) == 'string' then
    redis.pcall('HSET', result, 'chat', ended.chat)
  end
  if type(ended.batch_id) == 'string' then
    redis.pcall('HSET', result, 'batch_id', ended.batch_id)
  end
  redis.pcall('HINCRBY', result, 'events', 1)
  redis.pcall('HDEL', result, 'payload', 'due_at')
  redis.pcall('EXPIRE', result, to.result_ttl)
  return ended
end

local function is_hash_or_none(key)
  return type(redis.pcall('HLEN', key)) == 'number'
end

local function end_in_batch(ended, stream, batch, to)
  local field = 'command:' .. ended.command_id
  local before = is_hash_or_none(batch) and redis.call('HGET', batch, field)
  if not is_hash_or_none(batch) or before and before ~= 'open' then
    return
  end
  redis.call('HSET', batch, field, ended.outcome)
  redis.call('HINCRBY', batch, before and 'open' or 'commands', before and -1 or 1)
  redis.call('HINCRBY', batch, ended.outcome, 1)
  redis.call('EXPIRE', batch, open_ttl)
  local known = redis.call('HMGET', batch, 'event', 'size', 'open', 'commands', 'done', 'dead_lettered',
    'cancelled')
  local event, size, open, commands = known[1], tonumber(known[2]), tonumber(known[3] or '0'), tonumber(known[4])
  if not event or not size or open > 0 or commands < size then
    return
  end
  local numbers = {commands = commands, done = tonumber(known[5] or '0'),
    dead_lettered = tonumber(known[6] or '0'), cancelled = tonumber(known[7] or '0')}
  publish_end(prepared_end(event, 'done', ended), numbers, stream, to)
  redis.call('HSET', batch, 'completed_at', ended.timestamp)
  redis.call('HDEL', batch, 'event')
  redis.call('EXPIRE', batch, to.result_ttl)
end

local function end_part(ended, numbers, stream, parts, whole, batch, to)
  local is_first = is_hash_or_none(parts) and redis.call('EXISTS', parts) == 1
    and redis.call('HSETNX', parts, 'part:' .. ended.command_id, ended.outcome) == 1
  if not is_first then
    return
  end
  for _, name in ipairs({'days', 'days_skipped', 'days_incomplete', 'message_count'}) do
    redis.call('HINCRBY', parts, name, string.format('%.0f', numbers[name]))
  end
  redis.call('HINCRBY', parts, ended.outcome, 1)
  local open = redis.call('HINCRBY', parts, 'open', -1)
  redis.call('EXPIRE', parts, open_ttl)
  redis.pcall('HSET', whole, 'parts_open', open)
  redis.pcall('EXPIRE', whole, open_ttl)
  if open > 0 then
    return
  end
  local known = redis.call('HMGET', parts, 'event', 'first_seen', 'days', 'days_skipped', 'days_incomplete',
    'message_count', 'dead_lettered', 'cancelled')
  local dead_lettered, cancelled = tonumber(known[7] or '0'), tonumber(known[8] or '0')
  local outcome = dead_lettered > 0 and 'dead_lettered' or cancelled > 0 and 'cancelled' or 'done'
  if outcome ~= 'done' then
    redis.pcall('HSET', whole, 'last_error', 'of its parts, ' .. dead_lettered
      .. ' were dead-lettered and ' .. cancelled .. ' cancelled')
  end
  local sums = {days = tonumber(known[3]), days_skipped = tonumber(known[4]),
    days_incomplete = tonumber(known[5]), message_count = tonumber(known[6]),
    duration_seconds = math.max(0, to.now - tonumber(known[2])) / 1000}
  local whole_end = announce_end(prepared_end(known[1], outcome, ended), sums, stream, whole, to)
  redis.call('DEL', parts)
  if type(whole_end.batch_id) == 'string' then
    end_in_batch(whole_end, stream, batch, to)
  end
end

-- Reads the numbers of a command before its last events, and the arguments of its end.
local function numbers_so_far(counters, channel, stream_length)
  local known = redis.call('HMGET', counters, 'days', 'days_skipped', 'days_incomplete', 'message_count',
    'first_seen', 'result_ttl', 'replay_of')
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local numbers = {days = tonumber(known[1] or '0'), days_skipped = tonumber(known[2] or '0'),
    days_incomplete = tonumber(known[3] or '0'), message_count = tonumber(known[4] or '0'),
    duration_seconds = math.max(0, now - tonumber(known[5] or now)) / 1000}
  return numbers, {channel = channel, stream_length = stream_length,
    result_ttl = known[6] or '604800', replay_of = known[7], now = now}
end

-- Ends a command.
-- event   command_completed in JSON, with zeros in place of the numbers
-- numbers days, days_skipped, days_incomplete, message_count and duration_seconds
-- to      channel, stream_length, result_ttl in seconds, now in ms; replay_of: when the dead letter was
--         written that this run replays, or false
local function end_command(event, numbers, stream, result, parts, whole, batch, to)
  -- A replay has the run of its dead letter, and ends under another id.
  if to.replay_of then
    local id = event:match('"event_id":"([^"]+)"')
    local of_replay = id:sub(1, 24) .. redis.sha1hex(id .. to.replay_of):sub(1, 12)
    event = event:gsub(id:gsub('%-', '%%-'), of_replay)
  end
  local ended = announce_end(event, numbers, stream, result, to)
  if type(ended.part_of) == 'string' then
    end_part(ended, numbers, stream, parts, whole, batch, to)
  elseif type(ended.batch_id) == 'string' then
    end_in_batch(ended, stream, batch, to)
  end
end
