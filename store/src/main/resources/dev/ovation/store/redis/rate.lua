-- The generic cell rate algorithm (ITU-T I.371): a request is due one interval after the one before; being early is
-- allowed up to one period. One number per key, by Redis' own clock, in microseconds (below 2^53, so exact).
-- KEYS: limit      ARGV: requests per period, microseconds of a period
-- answers allowed (1 or 0), requests remaining, microseconds until all are back, microseconds until the next is allowed
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local period = tonumber(ARGV[2])
local interval = period / tonumber(ARGV[1])
local due = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local after = due + interval
if after - period > now then
    return {0, 0, math.ceil(due - now), math.ceil(after - period - now)}
end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return {1, math.floor((period - (after - now)) / interval + 0.000001), math.ceil(after - now), 0}
