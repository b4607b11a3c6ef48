-- Ends an owned lease: removes the command from the worker's list, puts it or its dead letter into its
-- next place, keeps or clears its counters, and publishes its events. A retry adds its event to the
-- history of attempts.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the next place: a pending list, the delayed set, the dead letters or the cancel marks (unused by complete)
--      4 the event stream
--      5 the result of the command. A write of a former version ends with the stream
--      6 the parts of the split command of which this one is a part
--      7 the result of that command
--      8 the batch
-- ARGV 1 payload
--      2 lease token
--      3 kind: complete, retry, defer, requeue, cancelled or dead_letter
--      4 element for the next place: the payload or the dead letter (unused by complete)
--      5 delay in ms (retry and defer)
--      6 error of the attempt (retry, defer and dead_letter)
--      7 events channel
--      8 approximate maximal length of the stream
--      9 TTL of the counters in seconds
--     10 and on: events, JSON. The last one of complete and dead_letter is command_completed
-- Returns 1 settled
--         2 settled before with this lease
--         0 the lease was lost; nothing is written
local processing, counters, destination, stream = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local result, parts, whole, batch = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local payload, token, kind, element = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local delay, error_text, channel = tonumber(ARGV[5]), ARGV[6], ARGV[7]
local stream_length, counters_ttl = ARGV[8], ARGV[9]
local first_event = 10

-- The first bytes of a text, without a character that they would cut.
local function beginning(text, bytes)
  while bytes < #text and bytes > 0 and math.floor(string.byte(text, bytes + 1) / 64) == 2 do
    bytes = bytes - 1
  end
  return string.sub(text, 1, bytes)
end

local lease = redis.call('HMGET', counters, 'settled_by', 'claimed_by', 'held_in')
local settled_by, claimed_by, held_in = lease[1], lease[2], lease[3]
if settled_by == token then
  return 2
end
-- Only an eviction takes a command out of the list of its lease; the lease goes on without it.
if claimed_by ~= token or held_in ~= processing then
  return 0
end
local numbers, to = numbers_so_far(counters, channel, stream_length)
local now = to.now
-- A script that fails in the middle keeps its writes. A destination of a wrong type, or a stream that
-- refuses, must therefore stop it before it removes anything.
if kind == 'retry' or kind == 'defer' then
  redis.call('ZCARD', destination)
elseif kind ~= 'complete' and kind ~= 'cancelled' then
  redis.call('LLEN', destination)
end
local completed
for i = first_event, #ARGV do
  local plain = plain_event(ARGV[i])
  local event = cjson.decode(plain)
  if event.event == 'command_completed' then
    completed = ARGV[i]
  else
    redis.call('XADD', stream, 'MAXLEN', '~', stream_length, '*', 'event', ARGV[i])
    redis.call('PUBLISH', channel, plain)
    count_day(numbers, event)
  end
end
if result and first_event <= #ARGV then
  redis.pcall('HINCRBY', result, 'events', #ARGV - first_event + (completed and 0 or 1))
end
if completed then
  if error_text ~= '' then
    redis.pcall('HSET', result, 'last_error', error_text)
  end
  end_command(completed, numbers, stream, result, parts, whole, batch, to)
  if kind == 'dead_letter' then
    redis.pcall('HSET', result, 'place', destination)
  end
end
if kind == 'cancelled' then
  redis.call('HSET', destination, element, token)
  redis.call('EXPIRE', destination, counters_ttl)
elseif kind == 'dead_letter' then
  redis.call('RPUSH', destination, element)
elseif kind == 'requeue' then
  redis.call('LPUSH', destination, element)
elseif kind == 'retry' or kind == 'defer' then
  redis.call('ZADD', destination, string.format('%.0f', now + delay), element)
end
redis.call('LREM', processing, 1, payload)
redis.call('HDEL', counters, 'held_in')
if kind == 'complete' or kind == 'cancelled' or kind == 'dead_letter' then
  redis.call('DEL', counters)
elseif kind == 'retry' or kind == 'defer' then
  redis.call('HSET', counters, 'last_error', error_text)
  if kind == 'retry' then
    redis.call('HINCRBY', counters, 'attempts', 1)
    local failed = cjson.decode(plain_event(ARGV[first_event]))
    local history = cjson.decode(redis.call('HGET', counters, 'history') or '[]')
    history[#history + 1] = {
      attempt = failed.attempt,
      at = now,
      error_type = failed.error_type,
      error = beginning(failed.error, 500),
      worker_id = failed.worker_id
    }
    if #history > 20 then
      table.remove(history, 1)
    end
    redis.call('HSET', counters, 'history', cjson.encode(history))
  end
end
if result and not completed then
  redis.pcall('HSET', result, 'state', 'queued', 'place', destination)
  redis.pcall('HDEL', result, 'due_at')
  if kind == 'retry' or kind == 'defer' then
    redis.pcall('HSET', result, 'last_error', error_text, 'due_at', string.format('%.0f', now + delay),
      'attempts', redis.call('HGET', counters, 'attempts') or '0')
  end
  redis.pcall('EXPIRE', result, open_ttl)
end
redis.call('HSET', counters, 'settled_by', token, 'settled_as', kind)
redis.call('EXPIRE', counters, counters_ttl)
return 1
