-- Asks the worker of a running command to stop it at its next page.
-- KEYS 1 the counters of the command
-- ARGV 1 the processing list of the worker
--      2 the field of the request
--      3 who asks, and why
-- Returns 1 asked; 0 the worker does not run the command any more
local counters = KEYS[1]
local processing, field, by = ARGV[1], ARGV[2], ARGV[3]

if redis.call('HGET', counters, 'held_in') ~= processing then
  return 0
end
redis.call('HSET', counters, field, by)
return 1
