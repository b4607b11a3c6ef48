-- Publishes an event that needs no lease.
-- KEYS 1 the event stream
-- ARGV 1 event, JSON
--      2 events channel
--      3 approximate maximal length of the stream
-- Returns 1 published
local stream = KEYS[1]
local event, channel, stream_length = ARGV[1], ARGV[2], ARGV[3]

redis.call('XADD', stream, 'MAXLEN', '~', stream_length, '*', 'event', event)
-- The channel gets the plain event, which is the last member of a CloudEvent.
redis.call('PUBLISH', channel, event:match('^{"specversion".-,"data":(.*)}$') or event)
return 1
