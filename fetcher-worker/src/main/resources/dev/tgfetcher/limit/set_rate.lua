-- Sets the rate of a rate limit or removes it, and moves the waiting requests to the rate in force.
-- KEYS[1]         set_key          hash of the rate limit to set: an account's, or that of all accounts
-- KEYS[2], [4]..  limit_key        hash of the rate limit of each affected account
-- KEYS[3], [5]..  waiting_key      its sorted set of the waiting requests by the time of their permit, in µs
-- ARGV[1]         rate             as text; '' removes it, so that the configuration is in force;
--                                  'keep' changes none: the rate of the configuration has changed
-- ARGV[2]         interval_micros  between two permits at the rate
-- ARGV[3]         window_micros    in which unused permits of the rate can be taken later
-- ARGV[4]         recovery_micros  in which a rate grows from zero to the full one
-- Returns 1: done; 0: an operator has set a rate, so that the one of the configuration is not in force.
local set_key = KEYS[1]
local rate, interval_micros, window_micros = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local recovery_micros = tonumber(ARGV[4])

if rate == 'keep' then
  if redis.call('HEXISTS', set_key, 'interval') == 1 then
    return 0
  end
elseif rate == '' then
  redis.call('HDEL', set_key, 'rate', 'interval', 'window')
else
  redis.call('HSET', set_key, 'rate', rate, 'interval', ARGV[2], 'window', window_micros)
end
local function text(number) return string.format('%.0f', number) end
local time = redis.call('TIME')

local function interval_of(limit_key, now)
  local share, since = unpack(redis.call('HMGET', limit_key, 'share', 'since'))
  if not share then
    return interval_micros
  end
  local recovered = math.max(0, now - tonumber(since)) / recovery_micros
  return interval_micros / math.min(1, tonumber(share) + recovered)
end

for i = 2, #KEYS, 2 do
  local limit_key, waiting_key = KEYS[i], KEYS[i + 1]
  -- The times of a clock that has stepped back stay until the next permit.
  local clock = tonumber(redis.call('HGET', limit_key, 'clock')) or 0
  local now = math.max(clock, time[1] * 1000000 + time[2])
  local interval = interval_of(limit_key, now)
  local waiting = redis.call('ZRANGEBYSCORE', waiting_key, text(now), '+inf', 'WITHSCORES')
  local permit = math.min(tonumber(waiting[2] or now), now + interval)
  for place = 1, #waiting, 2 do
    redis.call('ZADD', waiting_key, text(permit), waiting[place])
    permit = permit + interval
  end
  local next_permit = redis.call('HGET', limit_key, 'next')
  if next_permit and (#waiting > 0 or tonumber(next_permit) > now + interval) then
    redis.call('HSET', limit_key, 'next', text(math.max(permit, now + interval)))
  end
end
return 1
