-- Holds an account's class of methods after Telegram has refused a request of it.
-- KEYS 1 the budget
--      2 the flood hold
--      3 those who wait, by the moment of their permit in µs
--      4 the budget whose rate holds for all accounts
-- ARGV 1 flood id
--      2 how long, in ms
--      3 interval of the configured rate in µs
--      4 µs in which a rate recovers from nothing
--      5 the smallest share of the rate that floods may leave
-- Returns 1 a new hold: the rate is cut in half, 0 there was one, and it is not shortened
-- A second call with the same flood id changes nothing.
if redis.call('HGET', KEYS[1], 'flood') == ARGV[1] then
  return 0
end
local function text(number) return string.format('%.0f', number) end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local left = redis.call('PTTL', KEYS[2])
local wait = tonumber(ARGV[2])
local over = now + math.max(left, wait) * 1000
if wait > left and left ~= -1 then
  redis.call('SET', KEYS[2], text(over / 1000), 'PX', text(wait))
end
redis.call('HSET', KEYS[1], 'flood', ARGV[1], 'probing', 1)

local stretch = 1
if left == -2 then
  local budget = redis.call('HMGET', KEYS[1], 'share', 'since')
  local share = 1
  if budget[1] then
    share = math.min(1, tonumber(budget[1])
        + math.max(0, now - tonumber(budget[2])) / tonumber(ARGV[4]))
  end
  local cut = math.max(share / 2, tonumber(ARGV[5]))
  stretch = share / cut
  redis.call('HSET', KEYS[1], 'share', string.format('%.6f', cut))
  redis.call('HINCRBY', KEYS[1], 'floods', 1)
end
redis.call('HSET', KEYS[1], 'since', text(over))

-- Those who wait keep their order and move behind the hold.
local interval = tonumber(redis.call('HGET', KEYS[1], 'interval')
    or redis.call('HGET', KEYS[4], 'interval') or ARGV[3])
local waiting = redis.call('ZRANGEBYSCORE', KEYS[3], text(now), '+inf', 'WITHSCORES')
local after = over
if #waiting > 0 then
  local first = tonumber(waiting[2])
  for i = 1, #waiting, 2 do
    after = math.max(tonumber(waiting[i + 1]), over + (tonumber(waiting[i + 1]) - first) * stretch)
    redis.call('ZADD', KEYS[3], text(after), waiting[i])
  end
  after = after + interval / tonumber(redis.call('HGET', KEYS[1], 'share') or 1)
end
redis.call('HSET', KEYS[1], 'next', text(math.max(after, tonumber(redis.call('HGET', KEYS[1], 'next') or 0))))
return left == -2 and 1 or 0
