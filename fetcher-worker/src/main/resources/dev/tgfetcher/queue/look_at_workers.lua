-- Finds the dead ones among some workers.
-- KEYS 1 the known workers
--      2, 4 and so on: the heartbeat of each worker
--      3, 5 and so on: its processing list
-- ARGV 1 'forget' to make workers unknown that have neither; else 'keep'
--      2 and on: the ids of the workers
-- Returns the ids of those that have a list and no heartbeat. The list may be a key of another type
local workers, forget = KEYS[1], ARGV[1] == 'forget'
local dead = {}
for i = 2, #ARGV do
  local heartbeat, processing = KEYS[2 * i - 2], KEYS[2 * i - 1]
  if redis.call('EXISTS', heartbeat) == 0 then
    if redis.call('EXISTS', processing) == 1 then
      dead[#dead + 1] = ARGV[i]
    elseif forget then
      redis.call('ZREM', workers, ARGV[i])
    end
  end
end
return dead
