-- Holds a method class of an account after a flood wait.
-- KEYS[1] limit_key        hash of the rate limit
-- KEYS[2] hold_key         the flood hold
-- KEYS[3] waiting_key      sorted set of the waiting requests by the time of their permit, in µs
-- KEYS[4] all_key          hash with the rate that is set for all accounts
-- ARGV[1] flood_id         of the flood wait; a second call with it changes nothing
-- ARGV[2] wait_millis      time for which Telegram refuses requests
-- ARGV[3] interval_micros  between two permits at the configured rate
-- ARGV[4] recovery_micros  in which a rate grows from zero to the full one
-- ARGV[5] smallest_share   of the rate that holds leave
-- Publishes the wait on the channel hold_key, so that no permit that was reserved ahead is used into the
-- hold. A user of Redis without the right to publish there holds all the same.
-- Returns 1: the hold is new, and the rate is cut in half;
--         0: there was a hold already, and it is not shortened.
local limit_key, hold_key, waiting_key, all_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local flood_id, wait_millis, interval_micros = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local recovery_micros, smallest_share = tonumber(ARGV[4]), tonumber(ARGV[5])

if redis.call('HGET', limit_key, 'flood') == flood_id then
  return 0
end
local function text(number) return string.format('%.0f', number) end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
follow_clock(limit_key, hold_key, waiting_key, now)
local left_millis = redis.call('PTTL', hold_key)
local is_new = left_millis == -2
local hold_end = now + math.max(left_millis, wait_millis) * 1000
if wait_millis > left_millis and left_millis ~= -1 then
  redis.call('SET', hold_key, text(hold_end / 1000), 'PX', text(wait_millis))
end
redis.call('HSET', limit_key, 'flood', flood_id, 'probing', 1)

local stretch = 1
if is_new then
  local share_then, since = unpack(redis.call('HMGET', limit_key, 'share', 'since'))
  local share = 1
  if share_then then
    share = math.min(1, tonumber(share_then) + math.max(0, now - tonumber(since)) / recovery_micros)
  end
  local cut = math.max(share / 2, smallest_share)
  stretch = share / cut
  redis.call('HSET', limit_key, 'share', string.format('%.6f', cut))
  redis.call('HINCRBY', limit_key, 'floods', 1)
end
redis.call('HSET', limit_key, 'since', text(hold_end))

-- The waiting requests keep their order and move behind the hold.
local interval = tonumber(redis.call('HGET', limit_key, 'interval')
    or redis.call('HGET', all_key, 'interval') or interval_micros)
local waiting = redis.call('ZRANGEBYSCORE', waiting_key, text(now), '+inf', 'WITHSCORES')
local next_permit = hold_end
if #waiting > 0 then
  local first = tonumber(waiting[2])
  for i = 1, #waiting, 2 do
    local permit = tonumber(waiting[i + 1])
    next_permit = math.max(permit, hold_end + (permit - first) * stretch)
    redis.call('ZADD', waiting_key, text(next_permit), waiting[i])
  end
  next_permit = next_permit + interval / tonumber(redis.call('HGET', limit_key, 'share') or 1)
end
local next_before = tonumber(redis.call('HGET', limit_key, 'next') or 0)
redis.call('HSET', limit_key, 'next', text(math.max(next_permit, next_before)))
redis.pcall('PUBLISH', hold_key, text(wait_millis))
return is_new and 1 or 0
