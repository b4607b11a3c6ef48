-- Ends a lease by splitting its command: the command goes, and its parts come to the end of its pending
-- list.
-- The counters then have the number of parts, for a client that waits for the command.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 the pending list
-- ARGV 1 payload
--      2 lease token
--      3 TTL of the counters in seconds
--      4 and on: the payloads of the parts
-- Returns 1 split
--         2 split before with this lease
--         0 the lease was lost; nothing is written
local processing, counters, pending = KEYS[1], KEYS[2], KEYS[3]
local payload, token, counters_ttl = ARGV[1], ARGV[2], ARGV[3]
local first_part = 4

local lease = redis.call('HMGET', counters, 'settled_by', 'claimed_by', 'held_in')
local settled_by, claimed_by, held_in = lease[1], lease[2], lease[3]
if settled_by == token then
  return 2
end
-- Only an eviction takes a command out of the list of its lease; the lease goes on without it.
if claimed_by ~= token or held_in ~= processing then
  return 0
end
for i = first_part, #ARGV do
  redis.call('RPUSH', pending, ARGV[i])
end
redis.call('LREM', processing, 1, payload)
redis.call('DEL', counters)
redis.call('HSET', counters, 'settled_by', token, 'parts', #ARGV - first_part + 1)
redis.call('EXPIRE', counters, counters_ttl)
return 1
