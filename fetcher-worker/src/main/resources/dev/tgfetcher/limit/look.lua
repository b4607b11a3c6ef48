-- Tells how a budget stands.
-- KEYS 1 the budget
--      2 the flood hold
--      3 those who wait, by the moment of their permit in µs
--      4 permits that were granted, by the moment of that in µs
--      5 the budget whose rate holds for all accounts
-- ARGV 1 µs in which a rate recovers from nothing
-- Returns {the account's own rate or '', the rate for all accounts or '', share of the rate that
--          floods have left, permits used in the last minute, requests that wait, ms that the hold
--          lasts or 0, 1 while the first request after a hold is awaited else 0, floods so far}
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end
local budget = redis.call('HMGET', KEYS[1], 'rate', 'share', 'since', 'probing', 'floods')
local share = 1
if budget[2] then
  share = math.min(1, tonumber(budget[2])
      + math.max(0, now - tonumber(budget[3])) / tonumber(ARGV[1]))
end
local held = math.max(0, redis.call('PTTL', KEYS[2]))
return {
  budget[1] or '',
  redis.call('HGET', KEYS[5], 'rate') or '',
  string.format('%.3f', share),
  text(redis.call('ZCOUNT', KEYS[4], text(now - 60000000), '+inf')),
  text(redis.call('ZCOUNT', KEYS[3], text(now), '+inf')),
  text(held),
  budget[4] and held == 0 and '1' or '0',
  budget[5] or '0'
}
