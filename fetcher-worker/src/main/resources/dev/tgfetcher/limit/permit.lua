-- Asks for permits of an account and class of methods. Permits lie on a schedule, one interval
-- apart; everybody who asks gets the next places on it, so that all are served as they came.
-- KEYS 1 the budget
--      2 the flood hold
--      3 those who wait, by the moment of their permit in µs
--      4 permits that were granted, by the moment of that in µs
--      5 the budget whose rate holds for all accounts
-- ARGV 1 request id
--      2 permits owed: requests that went out unpaid before; -1 when one that was paid did not
--      3 interval of the configured rate in µs
--      4 µs in which permits that nobody used may be made up for
--      5 µs in which a rate recovers from nothing
--      6 longest hold to wait for, in µs
--      7 1 if the caller has the probe lock
--      8 longest wait for a permit in µs, where nothing is held
--      9 id of the request that will come next, whose permit is reserved when this one is granted, or ''
--     10 1 if the permit was reserved so, which pays for nothing that is owed
-- Returns {'granted', '0'}: send it
--         {'granted', '0', µs}: the same, and the next permit is reserved
--         {'probe', '0'}: send it, and tell how it went (only with the probe lock)
--         {'wait', µs}: the permit is reserved; ask again then with the same id
--         {'hold over', '0'}: nothing is reserved; have the probe lock first
--         {'held', µs}: it would wait longer than it can; nothing is reserved
--         {'used up', µs}: the same; if the wait is at most two minutes the permit is reserved all the
--         same, for whoever comes with this id within a minute of it
-- A second call with the id of a granted request changes nothing.
local id, owed, window = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local minute = 60000000
local function text(number) return string.format('%.0f', number) end

local function wait_of(request)
  local place = redis.call('ZSCORE', KEYS[3], request)
  return place and text(math.max(0, place - now)) or nil
end

local function grant(answer)
  redis.call('ZREM', KEYS[3], id)
  redis.call('ZADD', KEYS[4], text(now), id)
  for extra = 1, owed do
    redis.call('ZADD', KEYS[4], text(now), id .. '/' .. extra)
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', text(now - minute))
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', text(now - minute))
  redis.call('PEXPIRE', KEYS[4], 2 * minute / 1000)
  return {answer, '0'}
end

if redis.call('ZSCORE', KEYS[4], id) then
  return {'granted', '0', wait_of(ARGV[9])}
end
local budget = redis.call('HMGET', KEYS[1], 'next', 'interval', 'share', 'since', 'probing')
local next = tonumber(budget[1] or 0)
local interval = tonumber(budget[2] or redis.call('HGET', KEYS[5], 'interval') or ARGV[3])
if budget[3] then
  local recovered = math.max(0, now - tonumber(budget[4])) / tonumber(ARGV[5])
  interval = interval / math.min(1, tonumber(budget[3]) + recovered)
end
local left = redis.call('PTTL', KEYS[2])
local held = left == -2 and 0 or math.max(1, left) * 1000

if held == 0 and budget[5] then
  redis.call('ZREM', KEYS[3], id)
  if ARGV[7] ~= '1' then
    return {'hold over', '0'}
  end
  redis.call('HSET', KEYS[1], 'next', text(math.max(next, now) + interval))
  return grant('probe')
end

local moment = tonumber(redis.call('ZSCORE', KEYS[3], id) or nil)
local reserved = moment and not (moment <= now and held > 0)
if reserved and ARGV[10] == '1' and owed ~= 0 then
  next = next + owed * interval
  redis.call('HSET', KEYS[1], 'next', text(next))
end
if not reserved then
  local start = math.max(next + math.min(0, owed) * interval, now - math.max(0, window - interval))
  moment = math.max(start + math.max(0, owed) * interval, held > 0 and now + held or 0)
end
local wait = moment - now
local tooLong = held > tonumber(ARGV[6]) or (held == 0 and wait > tonumber(ARGV[8]))
if tooLong and (held > 0 or wait > 2 * minute) then
  redis.call('ZREM', KEYS[3], id)
  return {held > 0 and 'held' or 'used up', text(wait)}
end
if not reserved then
  next = moment + interval
  redis.call('HSET', KEYS[1], 'next', text(next))
end
if moment > now then
  redis.call('ZADD', KEYS[3], text(moment), id)
  return {tooLong and 'used up' or 'wait', text(wait)}
end
if ARGV[9] ~= '' then
  redis.call('ZADD', KEYS[3], text(math.max(next, now)), ARGV[9])
  redis.call('HSET', KEYS[1], 'next', text(math.max(next, now) + interval))
end
local granted = grant('granted')
granted[3] = wait_of(ARGV[9])
return granted
