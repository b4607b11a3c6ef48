-- Moves the command of one dead letter to the end of its pending list, as a command without failures.
-- Works when the memory of Redis is full: the command is smaller than its dead letter.
-- KEYS 1 the dead letters
--      2 the pending list of its priority
--      3 the counters of the command
--      4 the last step of the run
--      5 the result of the command
-- ARGV 1 dead letter
--      2 payload
--      3 step, a number that is unique in the run
--      4 seconds for which the step is kept
--      5 seconds for which the counters are kept
--      6 when a worker first took the command, in ms
--      7 when the letter was written, in ms; names the end of the replay
-- Returns 1 moved, by this call or by an earlier one of the same step; 0 it was no longer there
local letters, pending, counters, lastStep, result = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local letter, payload, step, keptSeconds, countersTtl, firstSeen =
  ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call('GET', lastStep) == step then
  return 1
end
if not redis.call('LPOS', letters, letter) then
  return 0
end
-- After a first write Redis refuses no write of a script for lack of memory. This one changes nothing.
redis.call('PERSIST', letters)
-- The push comes first: if another program uses the queue's name, the script fails before the removal.
redis.call('RPUSH', pending, payload)
redis.call('LREM', letters, 1, letter)
-- The counters of a command that a worker has stay.
if redis.call('HEXISTS', counters, 'held_in') == 0 then
  redis.call('HDEL', counters, 'attempts', 'interruptions', 'last_error', 'history')
  redis.call('HSETNX', counters, 'first_seen', firstSeen)
  -- The command ran before: a file that was written without its event is read and announced again.
  redis.call('HINCRBY', counters, 'claims', 1)
  redis.call('HSET', counters, 'replay_of', ARGV[7])
  redis.call('EXPIRE', counters, countersTtl)
end
-- The result is for observers: a key of another type costs nothing else.
if redis.pcall('HEXISTS', result, 'state') == 1 then
  redis.call('HDEL', result, 'ended_at', 'attempts', 'days', 'days_skipped', 'days_incomplete',
    'message_count', 'events', 'last_error', 'parts', 'parts_open')
  redis.call('HSET', result, 'state', 'queued', 'place', pending)
  redis.call('EXPIRE', result, 2592000)
end
redis.call('SET', lastStep, step, 'EX', keptSeconds)
return 1
