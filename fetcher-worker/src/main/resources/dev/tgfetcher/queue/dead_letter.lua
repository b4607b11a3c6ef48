-- Makes one command that was interrupted too often a dead letter. The command is in the list of a dead
-- worker, or in the list of a living one and no thread works on it.
-- KEYS 1 the worker's processing list
--      2 the worker's heartbeat
--      3 the command's counters
--      4 the dead letters
--      5 the event stream
--      6 the result of the command
--      7 the parts of the split command of which this one is a part
--      8 the result of that command
--      9 the batch
-- ARGV 1 payload
--      2 dead letter, JSON
--      3 event, JSON
--      4 events channel
--      5 approximate maximal length of the stream
--      6 status of the worker: dead or living
--      7 for a living one: the token of the command's last lease when no thread worked on it, or ''
--      8 command_completed, JSON
--      9 error of the dead letter
-- Returns 1 the command is a dead letter
--         0 nothing is written: the worker has a heartbeat, the command was taken before, or a thread
--           works on a copy of it
local processing, heartbeat, counters, failed, stream = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local result, parts, whole, batch = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local payload, letter, event = ARGV[1], ARGV[2], ARGV[3]
local channel, stream_length, status, last_token = ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local completed, error_text = ARGV[8], ARGV[9]

-- A copy of the payload may be leased; then this one was not interrupted.
local held_in = redis.call('HGET', counters, 'held_in')
local copies = #redis.call('LPOS', processing, payload, 'COUNT', 2)
if held_in and (held_in ~= processing or copies > 1) then
  return 0
end
local stranded
if status == 'dead' then
  stranded = redis.call('EXISTS', heartbeat) == 0
else
  stranded = (redis.call('HGET', counters, 'claimed_by') or '') == last_token
end
if not stranded or copies == 0 then
  return 0
end
-- A script that fails in the middle keeps its writes. A list or a stream that refuses must therefore
-- stop it before it removes anything.
redis.call('LLEN', failed)
redis.call('XADD', stream, 'MAXLEN', '~', stream_length, '*', 'event', event)
-- The channel gets the plain event, which is the last member of a CloudEvent.
redis.call('PUBLISH', channel, event:match('^{"specversion".-,"data":(.*)}$') or event)
local numbers, to = numbers_so_far(counters, channel, stream_length)
end_command(completed, numbers, stream, result, parts, whole, batch, to)
redis.pcall('HSET', result, 'place', failed, 'last_error', error_text)
redis.pcall('HINCRBY', result, 'events', 1)
redis.call('RPUSH', failed, letter)
redis.call('LREM', processing, 1, payload)
redis.call('DEL', counters)
return 1
