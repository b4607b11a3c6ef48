-- Counts the commands of all places at one moment, so that a command that moves counts once.
-- KEYS 1 the pending commands
--      2 those of low priority
--      3 the retries
--      4 the copies of running commands
--      5 the dead letters
--      6 and more: the workers' processing lists; a key of another type counts as empty
-- Returns {pending, low, retries and copies, dead letters, processing}
local pending, low, delayed, twins, failed = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local first_list = 6
local processing = 0
for i = first_list, #KEYS do
  local length = redis.pcall('LLEN', KEYS[i])
  if type(length) == 'number' then
    processing = processing + length
  end
end
return {
  tostring(redis.call('LLEN', pending)),
  tostring(redis.call('LLEN', low)),
  tostring(redis.call('ZCARD', delayed) + redis.call('LLEN', twins)),
  tostring(redis.call('LLEN', failed)),
  tostring(processing),
}
