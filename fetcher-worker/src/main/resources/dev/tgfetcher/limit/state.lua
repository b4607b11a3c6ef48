-- Reads the state of a rate limit.
-- KEYS[1] limit_key        hash of the rate limit
-- KEYS[2] hold_key         the flood hold
-- KEYS[3] waiting_key      sorted set of the waiting requests by the time of their permit, in µs
-- KEYS[4] granted_key      sorted set of the granted permits by the time of the grant, in µs
-- KEYS[5] all_key          hash with the rate that is set for all accounts
-- ARGV[1] recovery_micros  in which a rate grows from zero to the full one
-- Returns {rate of the account or '', rate of all accounts or '', share of the rate that is in
--          force, permits granted in the last minute, requests that wait, ms until the hold ends or
--          0, 1 while the first request after a hold is not answered or 0, number of holds so far}
local limit_key, hold_key, waiting_key, granted_key, all_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local recovery_micros = tonumber(ARGV[1])

local function text(number) return string.format('%.0f', number) end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local rate, share_then, since, probing, floods =
    unpack(redis.call('HMGET', limit_key, 'rate', 'share', 'since', 'probing', 'floods'))
local share = 1
if share_then then
  share = math.min(1, tonumber(share_then) + math.max(0, now - tonumber(since)) / recovery_micros)
end
local held = math.max(0, redis.call('PTTL', hold_key))
return {
  rate or '',
  redis.call('HGET', all_key, 'rate') or '',
  string.format('%.3f', share),
  text(redis.call('ZCOUNT', granted_key, text(now - 60000000), text(now))),
  text(redis.call('ZCOUNT', waiting_key, text(now), '+inf')),
  text(held),
  probing and held == 0 and '1' or '0',
  floods or '0'
}
