-- Gives one command of a dead worker back to the head of the queue, as an interruption, which becomes a
-- part of its history of attempts.
-- KEYS 1 the dead worker's processing list
--      2 the dead worker's heartbeat
--      3 the command's counters
--      4 the pending list
-- ARGV 1 payload
--      2 seconds that the counters live
--      3 the dead worker
-- Returns 1 given back, 0 nothing to do: the worker lives, or somebody was faster
if redis.call('EXISTS', KEYS[2]) == 1 or not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
redis.call('LPUSH', KEYS[4], ARGV[1])
redis.call('LREM', KEYS[1], 1, ARGV[1])
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
  error = 'the worker died with it in hand',
  worker_id = ARGV[3]
}
if #history > 20 then
  table.remove(history, 1)
end
redis.call('HSET', KEYS[3], 'history', cjson.encode(history))
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 1
