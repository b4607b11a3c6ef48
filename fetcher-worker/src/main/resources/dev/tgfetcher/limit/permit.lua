-- Decides about a permit of an account and method class. Permits lie on a schedule, one interval
-- apart. Each request takes the next one, so that requests are served in the order of arrival.
-- KEYS[1]  limit_key          hash of the rate limit
-- KEYS[2]  hold_key           the flood hold
-- KEYS[3]  waiting_key        sorted set of the waiting requests by the time of their permit, in µs
-- KEYS[4]  granted_key        sorted set of the granted permits by the time of the grant, in µs
-- KEYS[5]  all_key            hash with the rate that is set for all accounts
-- ARGV[1]  id                 of the request
-- ARGV[2]  owed               further permits to take; -1 if an earlier permit was not used
-- ARGV[3]  interval_micros    between two permits at the configured rate
-- ARGV[4]  window_micros      in which unused permits can be taken later
-- ARGV[5]  recovery_micros    in which a rate grows from zero to the full one
-- ARGV[6]  max_hold_micros    longest hold that the request waits for
-- ARGV[7]  has_probe_lock     1 if the caller owns the probe lock
-- ARGV[8]  max_wait_micros    longest wait for a permit without a hold
-- ARGV[9]  next_id            of the next request, whose permit is reserved with the grant; '' for none
-- ARGV[10] is_reserved_ahead  1 if the permit was reserved as a next one, which paid for nothing owed
-- Returns {'granted', '0'}: send the request;
--         {'granted', '0', µs}: send the request; the next permit is reserved for that time from now;
--         {'probe', '0'}: send the request and report the answer (only for the owner of the probe lock);
--         {'wait', µs}: the permit is reserved; call again with this id after the wait;
--         {'hold over', '0'}: nothing is reserved; take the probe lock and call again;
--         {'held', µs}: the hold is too long, and nothing is reserved;
--         {'used up', µs}: the wait is too long. If it is at most two minutes, the permit is still
--         reserved, for a call with this id until one minute after its time.
-- A second call with the id of a granted request changes nothing.
local limit_key, hold_key, waiting_key, granted_key, all_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, owed = ARGV[1], tonumber(ARGV[2])
local interval_micros, window_micros, recovery_micros = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local max_hold_micros, has_probe_lock, max_wait_micros = tonumber(ARGV[6]), ARGV[7] == '1', tonumber(ARGV[8])
local next_id, is_reserved_ahead = ARGV[9], ARGV[10] == '1'

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local minute = 60000000
local function text(number) return string.format('%.0f', number) end

local function wait_of(request)
  local permit = redis.call('ZSCORE', waiting_key, request)
  return permit and text(math.max(0, permit - now)) or nil
end

local function grant(decision)
  redis.call('ZREM', waiting_key, id)
  redis.call('ZADD', granted_key, text(now), id)
  for extra = 1, owed do
    redis.call('ZADD', granted_key, text(now), id .. '/' .. extra)
  end
  redis.call('ZREMRANGEBYSCORE', granted_key, '-inf', text(now - minute))
  redis.call('ZREMRANGEBYSCORE', waiting_key, '-inf', text(now - minute))
  redis.call('PEXPIRE', granted_key, 2 * minute / 1000)
  return {decision, '0'}
end

if redis.call('ZSCORE', granted_key, id) then
  return {'granted', '0', wait_of(next_id)}
end
local next_text, interval_text, share, since, probing =
    unpack(redis.call('HMGET', limit_key, 'next', 'interval', 'share', 'since', 'probing'))
local next_permit = tonumber(next_text or 0)
local interval = tonumber(interval_text or redis.call('HGET', all_key, 'interval') or interval_micros)
if share then
  local recovered = math.max(0, now - tonumber(since)) / recovery_micros
  interval = interval / math.min(1, tonumber(share) + recovered)
end
local left_millis = redis.call('PTTL', hold_key)
local held = left_millis == -2 and 0 or math.max(1, left_millis) * 1000

if held == 0 and probing then
  redis.call('ZREM', waiting_key, id)
  if not has_probe_lock then
    return {'hold over', '0'}
  end
  redis.call('HSET', limit_key, 'next', text(math.max(next_permit, now) + interval))
  return grant('probe')
end

local permit = tonumber(redis.call('ZSCORE', waiting_key, id) or nil)
local is_reserved = permit and not (permit <= now and held > 0)
if is_reserved and is_reserved_ahead and owed ~= 0 then
  next_permit = next_permit + owed * interval
  redis.call('HSET', limit_key, 'next', text(next_permit))
end
if not is_reserved then
  local start = math.max(next_permit + math.min(0, owed) * interval,
      now - math.max(0, window_micros - interval))
  permit = math.max(start + math.max(0, owed) * interval, held > 0 and now + held or 0)
end
local wait = permit - now
local is_too_long = held > max_hold_micros or (held == 0 and wait > max_wait_micros)
if is_too_long and (held > 0 or wait > 2 * minute) then
  redis.call('ZREM', waiting_key, id)
  return {held > 0 and 'held' or 'used up', text(wait)}
end
if not is_reserved then
  next_permit = permit + interval
  redis.call('HSET', limit_key, 'next', text(next_permit))
end
if permit > now then
  redis.call('ZADD', waiting_key, text(permit), id)
  return {is_too_long and 'used up' or 'wait', text(wait)}
end
if next_id ~= '' then
  redis.call('ZADD', waiting_key, text(math.max(next_permit, now)), next_id)
  redis.call('HSET', limit_key, 'next', text(math.max(next_permit, now) + interval))
end
local granted = grant('granted')
granted[3] = wait_of(next_id)
return granted
