-- Gives one command back to the head of the queue as an interruption, which becomes a part of its history of
-- attempts: a dead worker's, or one of a live worker's list at which its program failed.
-- KEYS 1 the worker's processing list
--      2 the worker's heartbeat
--      3 the command's counters
--      4 the pending list
-- ARGV 1 payload
--      2 seconds that the counters live
--      3 the worker
--      4 how the worker came to interrupt it
--      5 dead or living
--      6 of a living one: the token of the command's last lease, as it was when nobody worked on it, or ''
--      7 of a living one: id of the interruption, by which a re-send of this very script is known
-- Returns 1 given back, 0 nothing to do: a dead worker lives, or somebody was faster
local stranded
if ARGV[5] == 'dead' then
  stranded = redis.call('EXISTS', KEYS[2]) == 0
else
  local last = redis.call('HMGET', KEYS[3], 'claimed_by', 'interrupted_by')
  stranded = (last[1] or '') == ARGV[6] and last[2] ~= ARGV[7]
end
if not stranded or not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
redis.call('LPUSH', KEYS[4], ARGV[1])
redis.call('LREM', KEYS[1], 1, ARGV[1])
if ARGV[5] == 'living' then
  redis.call('HSET', KEYS[3], 'interrupted_by', ARGV[7])
  redis.call('EXPIRE', KEYS[3], ARGV[2])
end
-- Another copy of the payload may be in some worker's hands: then it is not this one that was interrupted.
local held = redis.call('HGET', KEYS[3], 'held_in')
if held and (held ~= KEYS[1] or redis.call('LPOS', KEYS[1], ARGV[1])) then
  return 1
end
redis.call('HDEL', KEYS[3], 'held_in')
redis.call('HINCRBY', KEYS[3], 'interruptions', 1)
local now = redis.call('TIME')
local known = redis.call('HMGET', KEYS[3], 'attempts', 'history')
local history = cjson.decode(known[2] or '[]')
history[#history + 1] = {
  attempt = tonumber(known[1] or '0') + 1,
  at = now[1] * 1000 + math.floor(now[2] / 1000),
  error_type = 'interrupted',
  error = 'the worker ' .. ARGV[4],
  worker_id = ARGV[3]
}
if #history > 20 then
  table.remove(history, 1)
end
redis.call('HSET', KEYS[3], 'history', cjson.encode(history))
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 1
