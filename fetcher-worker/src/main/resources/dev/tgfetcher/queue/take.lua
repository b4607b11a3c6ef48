-- Moves the next command from one of the two pending lists to the end of a worker's list.
-- A command of low priority at the head of the normal list goes to the end of the low list first, a
-- thousand of them in a call at most.
-- KEYS 1 the pending list
--      2 the low list
--      3 the worker's processing list
--      4 the commands of the low list without the field 'priority'
--      5 the pauses
-- ARGV 1 the list that comes first: 'normal' or 'low'
--      2 'move', or 'pop' for a server without LMOVE
--      3 TTL of the fourth key in seconds
--      4 worker id
--      5 id of the account that would run the command, or ''
-- Returns {} both lists are empty
--         {'paused'} the fleet, the worker or the account is paused
--         {'more'} a thousand commands went to the low list, and there may be more
--         {the list: 'normal' or 'low', payload}
local pending, low, processing, unmarked = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local paused = KEYS[5]
local first, how, ttl = ARGV[1], ARGV[2], ARGV[3]
local worker, account = ARGV[4], ARGV[5]
local at_most = 1000

local function move(source, target)
  if how == 'move' then
    return redis.call('LMOVE', source, target, 'LEFT', 'RIGHT')
  end
  local element = redis.call('LINDEX', source, 0)
  if element then
    redis.call('RPUSH', target, element)
    redis.call('LPOP', source)
  end
  return element
end

local function take_low()
  local payload = move(low, processing)
  if payload and not has_low_priority(payload) then
    redis.call('SADD', unmarked, redis.sha1hex(payload))
    redis.call('EXPIRE', unmarked, ttl)
  end
  return payload
end

if pause_of(paused, worker, account, '') then
  return {'paused'}
end
local payload = first == 'low' and take_low()
if payload then
  return {'low', payload}
end
payload = next_normal(pending, low, at_most)
if payload == nil then
  return {'more'}
end
if payload then
  move(pending, processing)
  return {'normal', payload}
end
payload = take_low()
return payload and {'low', payload} or {}
