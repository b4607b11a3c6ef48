-- Counts commands into a batch before they are pushed.
-- KEYS 1 the batch
-- ARGV 1 batch_completed, JSON, with zeros in place of the numbers
--      2 TTL of an open batch in seconds
--      3 and on: the ids of the commands
-- Returns 1 counted in, by this call or by an earlier one; 0 the batch has ended: nothing is written
local batch = KEYS[1]
local event, ttl = ARGV[1], ARGV[2]
local first_id = 3

if redis.call('HEXISTS', batch, 'completed_at') == 1 then
  return 0
end
redis.call('HSETNX', batch, 'event', event)
local time = redis.call('TIME')
redis.call('HSETNX', batch, 'created_at', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
for i = first_id, #ARGV do
  if redis.call('HSETNX', batch, 'command:' .. ARGV[i], 'open') == 1 then
    redis.call('HINCRBY', batch, 'open', 1)
    redis.call('HINCRBY', batch, 'commands', 1)
    redis.call('HINCRBY', batch, 'size', 1)
  end
end
redis.call('EXPIRE', batch, ttl)
return 1
