-- Moves one command of a living worker's list, on which no thread works, to the head of its
-- pending list.
-- KEYS 1 the worker's processing list
--      2 the pending list
--      3 the command's counters
--      4 the low list
--      5 the commands of the low list without the field 'priority'
-- ARGV 1 payload
--      2 the token of the command's last lease when no thread worked on it, or ''
-- Returns 1 moved
--         0 nothing is written: the command is not in the list, or was leased since. A repeated call
--           of this script may find that too
local processing, pending, counters = KEYS[1], KEYS[2], KEYS[3]
local low, unmarked = KEYS[4], KEYS[5]
local payload, last_token = ARGV[1], ARGV[2]

if (redis.call('HGET', counters, 'claimed_by') or '') ~= last_token then
  return 0
end
if not redis.call('LPOS', processing, payload) then
  return 0
end
if is_low(unmarked, payload) then
  redis.call('LPUSH', low, payload)
else
  redis.call('LPUSH', pending, payload)
end
redis.call('LREM', processing, 1, payload)
-- If the list had two copies of the payload, a thread may work on the one that is left.
if redis.call('HGET', counters, 'held_in') == processing and not redis.call('LPOS', processing, payload) then
  redis.call('HDEL', counters, 'held_in')
end
return 1
