-- Reads the workers whose last heartbeat is longer ago than it lives.
-- KEYS 1 the known workers, by the time of their last heartbeat in ms
-- ARGV 1 how long a heartbeat lives, in ms
--      2 the most workers to return
-- Returns their ids
local workers = KEYS[1]
local ttl, at_most = tonumber(ARGV[1]), ARGV[2]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZRANGEBYSCORE', workers, '-inf', string.format('%.0f', now - ttl), 'LIMIT', 0, at_most)
