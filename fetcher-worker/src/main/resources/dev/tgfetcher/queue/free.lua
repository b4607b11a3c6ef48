-- Gives one command of a live worker's list, on which no thread works, back to the head of the queue. Where
-- the worker's program failed at it that is an interruption, which becomes a part of its history of attempts.
-- KEYS 1 the worker's processing list
--      2 the pending list
--      3 the command's counters
-- ARGV 1 payload
--      2 the token of its last lease, as it was when nobody worked on it, or ''
--      3 seconds that the counters live
--      4 the worker
--      5 how the worker came to interrupt it; '' when it did not
--      6 id of the interruption
-- Returns 1 given back, 0 it was no longer there, or was taken meanwhile, as by a re-send of this very script
local last = redis.call('HMGET', KEYS[3], 'claimed_by', 'interrupted_by')
if (last[1] or '') ~= ARGV[2] or (ARGV[5] ~= '' and last[2] == ARGV[6]) then
  return 0
end
if not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
redis.call('LPUSH', KEYS[2], ARGV[1])
redis.call('LREM', KEYS[1], 1, ARGV[1])
-- Of two copies of a payload in the list, a thread may work on the one that is left.
if redis.call('HGET', KEYS[3], 'held_in') == KEYS[1] and not redis.call('LPOS', KEYS[1], ARGV[1]) then
  redis.call('HDEL', KEYS[3], 'held_in')
end
if ARGV[5] == '' then
  return 1
end
redis.call('HSET', KEYS[3], 'interrupted_by', ARGV[6])
redis.call('HINCRBY', KEYS[3], 'interruptions', 1)
local now = redis.call('TIME')
local known = redis.call('HMGET', KEYS[3], 'attempts', 'history')
local history = cjson.decode(known[2] or '[]')
history[#history + 1] = {
  attempt = tonumber(known[1] or '0') + 1,
  at = now[1] * 1000 + math.floor(now[2] / 1000),
  error_type = 'interrupted',
  error = 'the worker ' .. ARGV[5],
  worker_id = ARGV[4]
}
if #history > 20 then
  table.remove(history, 1)
end
redis.call('HSET', KEYS[3], 'history', cjson.encode(history))
redis.call('EXPIRE', KEYS[3], ARGV[3])
return 1
