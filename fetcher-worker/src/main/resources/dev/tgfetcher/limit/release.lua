-- Returns a permit that was reserved or granted and will not be used.
-- KEYS[1] limit_key    hash of the rate limit
-- KEYS[2] waiting_key  sorted set of the waiting requests by the time of their permit, in µs
-- KEYS[3] granted_key  sorted set of the granted permits by the time of the grant, in µs
-- ARGV[1] id           of the request
-- ARGV[2] only_last    1 if a permit that would not become available again is kept
-- Returns 1: the permit is returned, or there was none; 0: it is kept.
-- Only the last permit of the schedule becomes available again; another one expires unused. A permit
-- whose time is over is not the last one if any request was granted since.
local limit_key, waiting_key, granted_key = KEYS[1], KEYS[2], KEYS[3]
local id, only_last = ARGV[1], ARGV[2] == '1'

local permit = redis.call('ZSCORE', waiting_key, id)
local last = redis.call('ZREVRANGE', waiting_key, 0, 0)[1]
local last_grant = redis.call('ZREVRANGE', granted_key, 0, 0, 'WITHSCORES')[2]
local granted_since = permit and last_grant and tonumber(last_grant) > tonumber(permit)
local is_last = permit and last == id and not granted_since
if permit and only_last and not is_last then
  return 0
end
redis.call('ZREM', waiting_key, id)
redis.call('ZREM', granted_key, id)
if is_last then
  redis.call('HSET', limit_key, 'next', permit)
end
return 1
