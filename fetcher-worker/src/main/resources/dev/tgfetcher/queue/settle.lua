-- Ends a lease that is still held: takes the command off the worker's processing list, puts it (or
-- its dead letter) where it belongs next, keeps or clears its counters and publishes events. A retry
-- adds what its event tells to the history of attempts.
-- KEYS 1 the worker's processing list
--      2 the command's counters
--      3 where it goes: the pending list, the delayed set or the dead letters (unused by complete)
--      4 the event stream
-- ARGV 1 payload
--      2 lease token
--      3 ending: complete, retry, defer, requeue or dead_letter
--      4 what goes there: the payload or the dead letter (unused by complete)
--      5 delay in ms (retry and defer)
--      6 last error (retry, defer and dead_letter)
--      7 events channel
--      8 the stream's approximate maximal length
--      9 seconds that the counters live
--     10 and on: events
-- Returns 1 settled, 2 settled before by this very lease, 0 the lease was lost: nothing written
local lease = redis.call('HMGET', KEYS[2], 'settled_by', 'claimed_by', 'held_in')
if lease[1] == ARGV[2] then
  return 2
end
if lease[2] ~= ARGV[2] or lease[3] ~= KEYS[1] or not redis.call('LPOS', KEYS[1], ARGV[1]) then
  return 0
end
local ending = ARGV[3]
local now = redis.call('TIME')
local due = now[1] * 1000 + math.floor(now[2] / 1000) + tonumber(ARGV[5])
-- In this order, a place whose name another program uses, or that refuses, fails the script before anything
-- is lost: a script that fails in the middle keeps what it wrote.
if ending == 'retry' or ending == 'defer' then
  redis.call('ZCARD', KEYS[3])
elseif ending ~= 'complete' then
  redis.call('LLEN', KEYS[3])
end
for i = 10, #ARGV do
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[8], '*', 'event', ARGV[i])
  redis.call('PUBLISH', ARGV[7], ARGV[i])
end
if ending == 'dead_letter' then
  redis.call('RPUSH', KEYS[3], ARGV[4])
elseif ending == 'requeue' then
  redis.call('LPUSH', KEYS[3], ARGV[4])
elseif ending == 'retry' or ending == 'defer' then
  redis.call('ZADD', KEYS[3], string.format('%.0f', due), ARGV[4])
end
redis.call('LREM', KEYS[1], 1, ARGV[1])
redis.call('HDEL', KEYS[2], 'held_in')
if ending == 'complete' or ending == 'dead_letter' then
  redis.call('DEL', KEYS[2])
elseif ending == 'retry' or ending == 'defer' then
  redis.call('HSET', KEYS[2], 'last_error', ARGV[6])
  if ending == 'retry' then
    redis.call('HINCRBY', KEYS[2], 'attempts', 1)
    local told = cjson.decode(ARGV[10])
    local history = cjson.decode(redis.call('HGET', KEYS[2], 'history') or '[]')
    history[#history + 1] = {
      attempt = told.attempt,
      at = due - tonumber(ARGV[5]),
      error_type = told.error_type,
      error = string.sub(told.error, 1, 500),
      worker_id = told.worker_id
    }
    if #history > 20 then
      table.remove(history, 1)
    end
    redis.call('HSET', KEYS[2], 'history', cjson.encode(history))
  end
end
redis.call('HSET', KEYS[2], 'settled_by', ARGV[2], 'settled_as', ending)
redis.call('EXPIRE', KEYS[2], ARGV[9])
return 1
