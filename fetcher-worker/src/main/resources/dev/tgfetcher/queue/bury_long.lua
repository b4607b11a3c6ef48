-- Makes a dead letter of an element that is too long for a command. It needs no lease, because no
-- thread works on such an element.
-- KEYS 1 the worker's processing list
--      2 the dead letters
--      3 the event stream
--      4 the result of the command
-- ARGV 1 beginning of the element
--      2 bytes of the element
--      3 dead letter, JSON
--      4 event, JSON
--      5 events channel
--      6 approximate maximal length of the stream
--      7 command_completed, JSON
--      8 TTL of the result in seconds
--      9 error of the dead letter
-- Returns 1 the element is a dead letter
--         0 it was one before; nothing is written
local processing, failed, stream, result = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local beginning, length, letter, event = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local channel, stream_length, completed, result_ttl = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local error_text = ARGV[9]

local index
for i, element in ipairs(redis.call('LRANGE', processing, 0, -1)) do
  if #element == length and string.sub(element, 1, #beginning) == beginning then
    index = i - 1
    break
  end
end
if not index then
  return 0
end
-- A script that fails in the middle keeps its writes. A list or a stream that refuses must therefore
-- stop it before it removes anything.
redis.call('LLEN', failed)
redis.call('XADD', stream, 'MAXLEN', '~', stream_length, '*', 'event', event)
-- The channel gets the plain event, which is the last member of a CloudEvent.
redis.call('PUBLISH', channel, event:match('^{"specversion".-,"data":(.*)}$') or event)
local numbers = {days = 0, days_skipped = 0, days_incomplete = 0, message_count = 0, duration_seconds = 0}
local to = {channel = channel, stream_length = stream_length, result_ttl = result_ttl}
end_command(completed, numbers, stream, result, result, result, result, to)
redis.pcall('HSET', result, 'place', failed, 'last_error', error_text)
redis.pcall('HINCRBY', result, 'events', 1)
redis.call('RPUSH', failed, letter)
-- The element is replaced first, so that the append-only file does not get it again.
redis.call('LSET', processing, index, 'buried')
redis.call('LREM', processing, 1, 'buried')
return 1
