-- Moves one command to the head of its pending list as an interruption, and adds that to its history of
-- attempts. The command is in the list of a dead worker, or in the list of a living one whose program
-- failed at it.
-- KEYS 1 the worker's processing list
--      2 the worker's heartbeat
--      3 the command's counters
--      4 the pending list
--      5 the low list
--      6 the commands of the low list without the field 'priority'
-- ARGV 1 payload
--      2 TTL of the counters in seconds
--      3 worker id
--      4 how the worker interrupted it: the predicate of 'the worker ...'
--      5 status of the worker: dead or living
--      6 for a living one: the token of the command's last lease when no thread worked on it, or ''
--      7 for a living one: id of the interruption, by which a repeated call is recognised
-- Returns 1 moved
--         0 nothing is written: the worker has a heartbeat, or the command was taken before
local processing, heartbeat, counters, pending = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local low, unmarked = KEYS[5], KEYS[6]
local payload, counters_ttl, worker_id, how = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local status, last_token, interruption = ARGV[5], ARGV[6], ARGV[7]

local stranded
if status == 'dead' then
  stranded = redis.call('EXISTS', heartbeat) == 0
else
  local last = redis.call('HMGET', counters, 'claimed_by', 'interrupted_by')
  stranded = (last[1] or '') == last_token and last[2] ~= interruption
end
if not stranded or not redis.call('LPOS', processing, payload) then
  return 0
end
if is_low(unmarked, payload) then
  redis.call('LPUSH', low, payload)
else
  redis.call('LPUSH', pending, payload)
end
redis.call('LREM', processing, 1, payload)
if status == 'living' then
  redis.call('HSET', counters, 'interrupted_by', interruption)
  redis.call('EXPIRE', counters, counters_ttl)
end
-- A copy of the payload may be leased; then this one was not interrupted.
local held_in = redis.call('HGET', counters, 'held_in')
if held_in and (held_in ~= processing or redis.call('LPOS', processing, payload)) then
  return 1
end
redis.call('HDEL', counters, 'held_in')
redis.call('HINCRBY', counters, 'interruptions', 1)
local time = redis.call('TIME')
local known = redis.call('HMGET', counters, 'attempts', 'history')
local history = cjson.decode(known[2] or '[]')
history[#history + 1] = {
  attempt = tonumber(known[1] or '0') + 1,
  at = time[1] * 1000 + math.floor(time[2] / 1000),
  error_type = 'interrupted',
  error = 'the worker ' .. how,
  worker_id = worker_id
}
if #history > 20 then
  table.remove(history, 1)
end
redis.call('HSET', counters, 'history', cjson.encode(history))
redis.call('EXPIRE', counters, counters_ttl)
return 1
