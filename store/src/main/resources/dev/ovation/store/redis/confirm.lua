-- Turns promises into the chain's: the legs go, and what was computed from the version that was read comes in.
-- KEYS: account, sweeper's index
-- ARGV: version read or '', new version, block that took the legs, millisecond, owner, number n of legs, the legs,
--       then fields and values of the new snapshot
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version ~= ARGV[1] then
    return 'STALE'
end
local n = tonumber(ARGV[6])
for i = 7, 6 + n do
    if redis.call('HEXISTS', KEYS[1], 'r:' .. ARGV[i]) == 0 then
        return 'STALE'
    end
end
local floor = redis.call('HGET', KEYS[1], 'floor')
if not floor or less(floor, ARGV[3]) then
    redis.call('HSET', KEYS[1], 'floor', ARGV[3], 'floorAt', ARGV[4])
end
redis.call('HSET', KEYS[1], 'version', ARGV[2])
for i = 7 + n, #ARGV, 2 do
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
for i = 7, 6 + n do
    drop(KEYS[1], KEYS[2], ARGV[5], ARGV[i], true)
end
return 'OK'
