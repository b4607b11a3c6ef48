-- Publishes an event that needs no lease.
-- KEYS 1 the event stream
-- ARGV 1 event
--      2 events channel
--      3 the stream's approximate maximal length
-- Returns 1
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', 'event', ARGV[1])
redis.call('PUBLISH', ARGV[2], ARGV[1])
return 1
