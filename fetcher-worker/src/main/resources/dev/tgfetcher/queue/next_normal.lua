-- Finds the next normal command of the pending list, and leaves it there. Commands of low priority before
-- it go to the end of the low list.
-- at_most: the most commands to move
-- Returns the payload; or false if the list is empty; or nil if at_most commands were moved
local function next_normal(pending, low, at_most)
  for _ = 1, at_most do
    local payload = redis.call('LINDEX', pending, 0)
    if not payload or not has_low_priority(payload) then
      return payload
    end
    redis.call('RPUSH', low, payload)
    redis.call('LPOP', pending)
  end
  return nil
end
