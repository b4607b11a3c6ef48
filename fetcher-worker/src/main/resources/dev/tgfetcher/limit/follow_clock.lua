-- A function of other scripts: keeps a rate limit in step with the clock of Redis.
-- Permits and holds have times of that clock. When it steps back, they step back with it; otherwise
-- requests would wait for as long as the step.
-- limit_key    hash of the rate limit; its field 'clock' has the last time that a script saw, in µs
-- hold_key     the flood hold
-- waiting_key  sorted set of the waiting requests by the time of their permit, in µs
-- now          the time of Redis in µs
local function follow_clock(limit_key, hold_key, waiting_key, now)
  local function text(number) return string.format('%.0f', number) end
  local step = (tonumber(redis.call('HGET', limit_key, 'clock')) or now) - now
  redis.call('HSET', limit_key, 'clock', text(now))
  if step <= 0 then
    return
  end
  for _, field in ipairs({'next', 'since'}) do
    local then_micros = tonumber(redis.call('HGET', limit_key, field))
    if then_micros then
      redis.call('HSET', limit_key, field, text(then_micros - step))
    end
  end
  local waiting = redis.call('ZRANGE', waiting_key, 0, -1, 'WITHSCORES')
  for i = 1, #waiting, 2 do
    redis.call('ZADD', waiting_key, text(waiting[i + 1] - step), waiting[i])
  end
  local left_millis = redis.call('PTTL', hold_key)
  if left_millis > 0 then
    redis.call('PEXPIRE', hold_key, text(math.max(1, left_millis - step / 1000)))
  end
end
