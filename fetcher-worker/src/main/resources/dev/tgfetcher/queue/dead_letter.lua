-- Makes one command that was interrupted too often a dead letter: a dead worker's, or one of a live worker's
-- list on which no thread works.
-- KEYS 1 the worker's processing list
--      2 the worker's heartbeat
--      3 the command's counters
--      4 the dead letters
--      5 the event stream
-- ARGV 1 payload
--      2 dead letter
--      3 event
--      4 events channel
--      5 the stream's approximate maximal length
--      6 dead or living
--      7 of a living one: the token of the command's last lease, as it was when nobody worked on it, or ''
-- Returns 1 buried, 0 nothing to do: a dead worker lives, somebody was faster, or it is a copy of what another
--         thread or worker had in hand
-- Another copy of the payload may be in some worker's hands: then it is not this one that was interrupted.
local held = redis.call('HGET', KEYS[3], 'held_in')
local copies = #redis.call('LPOS', KEYS[1], ARGV[1], 'COUNT', 2)
if held and (held ~= KEYS[1] or copies > 1) then
  return 0
end
local stranded
if ARGV[6] == 'dead' then
  stranded = redis.call('EXISTS', KEYS[2]) == 0
else
  stranded = (redis.call('HGET', KEYS[3], 'claimed_by') or '') == ARGV[7]
end
if not stranded or copies == 0 then
  return 0
end
-- A list or a stream that refuses fails the script before anything is lost.
redis.call('LLEN', KEYS[4])
redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[5], '*', 'event', ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[3])
redis.call('RPUSH', KEYS[4], ARGV[2])
redis.call('LREM', KEYS[1], 1, ARGV[1])
redis.call('DEL', KEYS[3])
return 1
