-- Decides about a permit of an account and method class. Permits lie on a schedule, one interval
-- apart. Each request takes the next one, so that requests are served in the order of arrival.
-- KEYS[1]  limit_key          hash of the rate limit
-- KEYS[2]  hold_key           the flood hold
-- KEYS[3]  waiting_key        sorted set of the waiting requests by the time of their permit, in µs
-- KEYS[4]  granted_key        sorted set of the granted permits by the time of the grant, in µs
-- KEYS[5]  all_key            hash with the rate that is set for all accounts
-- KEYS[6]  served_key         sorted set of the requests with a place in line that any account was granted
-- ARGV[1]  id                 of the request
-- ARGV[2]  owed               further permits to take; -1 if an earlier permit was not used
-- ARGV[3]  interval_micros    between two permits at the configured rate
-- ARGV[4]  window_micros      in which unused permits of the configured rate can be taken later
-- ARGV[5]  recovery_micros    in which a rate grows from zero to the full one
-- ARGV[6]  max_hold_micros    longest hold that the request waits for
-- ARGV[7]  has_probe_lock     1 if the caller owns the probe lock
-- ARGV[8]  max_wait_micros    longest wait for a permit without a hold
-- ARGV[9]  next_id            of the next request, whose permit is reserved with the grant; '' for none
-- ARGV[10] is_reserved_ahead  1 if the permit was reserved as a next one, which paid for nothing owed
-- ARGV[11] keeps_place        1 if the request keeps its place in line when the wait is too long
-- ARGV[12] default_window     in µs, of a rate that was set without a window
-- Returns {'granted', '0'}: send the request;
--         {'granted', '0', µs}: send the request; the next permit is reserved for that time from now;
--         {'probe', '0'}: send the request and report the answer (only for the owner of the probe lock);
--         {'wait', µs}: the permit is reserved; call again with this id after the wait;
--         {'hold over', '0'}: take the probe lock and call again;
--         {'held', µs}: the hold is too long;
--         {'used up', µs}: the wait is too long.
-- Of these, only a request that keeps its place has a reserved permit: for a call with its id until one
-- minute after its time, or as long as a burst lasts.
-- A second call with the id of a granted request changes nothing.
-- A request that keeps its place may wait in the lines of several accounts. Once it is granted, the
-- others move up to its place.
local limit_key, hold_key, waiting_key, granted_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local all_key, served_key = KEYS[5], KEYS[6]
local id, owed = ARGV[1], tonumber(ARGV[2])
local interval_micros, window_micros, recovery_micros = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local max_hold_micros, has_probe_lock, max_wait_micros = tonumber(ARGV[6]), ARGV[7] == '1', tonumber(ARGV[8])
local next_id, is_reserved_ahead, keeps_place = ARGV[9], ARGV[10] == '1', ARGV[11] == '1'

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local minute = 60000000
local longest_place = 720 * minute
local function text(number) return string.format('%.0f', number) end
follow_clock(limit_key, hold_key, waiting_key, now)

local function wait_of(request)
  local permit = redis.call('ZSCORE', waiting_key, request)
  return permit and text(math.max(0, permit - now)) or nil
end

local function grant(decision)
  redis.call('ZREM', waiting_key, id)
  redis.call('ZREMRANGEBYSCORE', granted_key, '(' .. text(now), '+inf')
  redis.call('ZADD', granted_key, text(now), id)
  for extra = 1, owed do
    redis.call('ZADD', granted_key, text(now), id .. '/' .. extra)
  end
  redis.call('ZREMRANGEBYSCORE', granted_key, '-inf', text(now - minute))
  redis.call('ZREMRANGEBYSCORE', waiting_key, '-inf', text(now - math.max(minute, window_micros)))
  redis.call('PEXPIRE', granted_key, 2 * minute / 1000)
  if keeps_place then
    redis.call('ZADD', served_key, text(now), id)
    redis.call('ZREMRANGEBYSCORE', served_key, '-inf', text(now - longest_place))
    redis.call('PEXPIRE', served_key, longest_place / 1000)
  end
  return {decision, '0'}
end

if redis.call('ZSCORE', granted_key, id) then
  return {'granted', '0', wait_of(next_id)}
end
local next_text, share, since, probing =
    unpack(redis.call('HMGET', limit_key, 'next', 'share', 'since', 'probing'))
local next_permit = tonumber(next_text or 0)
local interval = tonumber(interval_micros)
for _, key in ipairs({all_key, limit_key}) do
  local set_interval, set_window = unpack(redis.call('HMGET', key, 'interval', 'window'))
  if set_interval then
    interval, window_micros = tonumber(set_interval), tonumber(set_window or ARGV[12])
  end
end
if share then
  local recovered = math.max(0, now - tonumber(since)) / recovery_micros
  interval = interval / math.min(1, tonumber(share) + recovered)
end
local left_millis = redis.call('PTTL', hold_key)
local held = left_millis == -2 and 0 or math.max(1, left_millis) * 1000

if held == 0 and probing then
  if not keeps_place then
    redis.call('ZREM', waiting_key, id)
  end
  if not has_probe_lock then
    return {'hold over', '0'}
  end
  redis.call('HSET', limit_key, 'next', text(math.max(next_permit, now) + interval))
  return grant('probe')
end

if keeps_place then
  redis.call('ZREM', served_key, id)
  local free = 0
  local waiting = redis.call('ZRANGEBYSCORE', waiting_key, text(now), '+inf', 'WITHSCORES')
  for i = 1, #waiting, 2 do
    if redis.call('ZSCORE', served_key, waiting[i]) then
      redis.call('ZREM', waiting_key, waiting[i])
      free = free + interval
    elseif free > 0 then
      redis.call('ZADD', waiting_key, text(waiting[i + 1] - free), waiting[i])
    end
  end
  next_permit = next_permit - free
end

local earliest = now - math.max(0, window_micros - interval)
local permit = tonumber(redis.call('ZSCORE', waiting_key, id) or nil)
local is_reserved = permit and not (permit <= now and held > 0)
if is_reserved and is_reserved_ahead then
  next_permit = next_permit + owed * interval
end
if not is_reserved then
  local start = math.max(next_permit + math.min(0, owed) * interval, earliest)
  permit = math.max(start + math.max(0, owed) * interval, held > 0 and now + held or 0)
end
local wait = permit - now
local is_too_long = held > max_hold_micros or (held == 0 and wait > max_wait_micros)
local too_long = held > 0 and 'held' or 'used up'
if is_too_long and (not keeps_place or wait > longest_place) then
  redis.call('ZREM', waiting_key, id)
  return {too_long, text(wait)}
end
if not is_reserved then
  next_permit = permit + interval
end
if text(next_permit) ~= next_text then
  redis.call('HSET', limit_key, 'next', text(next_permit))
end
if permit > now then
  redis.call('ZADD', waiting_key, text(permit), id)
  return {is_too_long and too_long or 'wait', text(wait)}
end
if next_id ~= '' then
  local place = math.max(next_permit, earliest)
  redis.call('ZADD', waiting_key, text(place), next_id)
  redis.call('HSET', limit_key, 'next', text(place + interval))
end
local granted = grant('granted')
granted[3] = wait_of(next_id)
return granted
