-- Ends a lease by splitting its command: the command goes, and its parts come to the end of its pending
-- list.
-- It is completed when its parts are; until then a hash keeps count of them.
-- The counters then have the number of parts, for a client that waits for the command.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the pending list
--      4 the event stream
--      5 the result of the command
--      6 the parts of the command
--      7 the batch
-- ARGV 1 payload
--      2 lease token
--      3 TTL of the counters in seconds
--      4 command_completed, JSON
--      5 events channel
--      6 approximate maximal length of the stream
--      7 and on: the payloads of the parts
-- Returns 1 split
--         2 split before with this lease
--         0 the lease was lost; nothing is written
local processing, counters, pending, stream = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local result, parts, batch = KEYS[5], KEYS[6], KEYS[7]
local payload, token, counters_ttl = ARGV[1], ARGV[2], ARGV[3]
local completed, channel, stream_length = ARGV[4], ARGV[5], ARGV[6]
local first_part = 7

local lease = redis.call('HMGET', counters, 'settled_by', 'claimed_by', 'held_in', 'first_seen')
local settled_by, claimed_by, held_in, first_seen = lease[1], lease[2], lease[3], lease[4]
if settled_by == token then
  return 2
end
-- Only an eviction takes a command out of the list of its lease; the lease goes on without it.
if claimed_by ~= token or held_in ~= processing then
  return 0
end
local number = #ARGV - first_part + 1
for i = first_part, #ARGV do
  redis.call('RPUSH', pending, ARGV[i])
end
if number == 0 then
  local numbers, to = numbers_so_far(counters, channel, stream_length)
  end_command(completed, numbers, stream, result, parts, result, batch, to)
else
  redis.call('HSET', parts, 'event', completed, 'first_seen', first_seen, 'open', number)
  redis.call('EXPIRE', parts, open_ttl)
  redis.pcall('HSET', result, 'place', parts, 'parts', number, 'parts_open', number)
  redis.pcall('EXPIRE', result, open_ttl)
end
redis.call('LREM', processing, 1, payload)
redis.call('DEL', counters)
redis.call('HSET', counters, 'settled_by', token, 'parts', number)
redis.call('EXPIRE', counters, counters_ttl)
return 1
