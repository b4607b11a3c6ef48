-- Sets the rate of a budget, or takes a rate that was set away, and lets the rate hold for those who wait.
-- KEYS 1 the budget to set: an account's, or the one that holds for all
--      2 and on, for each account that it concerns: its budget, and those who wait for it
-- ARGV 1 rate as it was written; empty to go by the configuration again; keep when it is the
--        configuration that has changed: a rate that was set keeps holding
--      2 its interval in µs
-- Returns 1, 0 another rate is set and holds
if ARGV[1] == 'keep' then
  if redis.call('HEXISTS', KEYS[1], 'interval') == 1 then
    return 0
  end
elseif ARGV[1] == '' then
  redis.call('HDEL', KEYS[1], 'rate', 'interval')
else
  redis.call('HSET', KEYS[1], 'rate', ARGV[1], 'interval', ARGV[2])
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = tonumber(ARGV[2])
local function text(number) return string.format('%.0f', number) end

for i = 2, #KEYS, 2 do
  local waiting = redis.call('ZRANGEBYSCORE', KEYS[i + 1], text(now), '+inf', 'WITHSCORES')
  local moment = math.min(tonumber(waiting[2] or now), now + interval)
  for place = 1, #waiting, 2 do
    redis.call('ZADD', KEYS[i + 1], text(moment), waiting[place])
    moment = moment + interval
  end
  local next = redis.call('HGET', KEYS[i], 'next')
  if next and (#waiting > 0 or tonumber(next) > now + interval) then
    redis.call('HSET', KEYS[i], 'next', text(math.max(moment, now + interval)))
  end
end
return 1
