-- Turns promises into the chain's: the legs go, and what was computed from the version that was read comes in.
-- KEYS: account, sweeper's index
-- ARGV: version read or '', new version, block that took the legs, millisecond, owner, number n of legs, the legs,
--       then fields and values of the new snapshot
local n = tonumber(ARGV[6])
local fields = {'version', 'floor'}
for i = 7, 6 + n do
    fields[#fields + 1] = 'r:' .. ARGV[i]
end
local had = redis.call('HMGET', KEYS[1], unpack(fields))
if (had[1] or '') ~= ARGV[1] then
    return 'STALE'
end
for i = 1, n do
    if not had[2 + i] then
        return 'STALE'
    end
end
local set = {'version', ARGV[2]}
if not had[2] or less(had[2], ARGV[3]) then
    set[3], set[4], set[5], set[6] = 'floor', ARGV[3], 'floorAt', ARGV[4]
end
for i = 7 + n, #ARGV do
    set[#set + 1] = ARGV[i]
end
redis.call('HSET', KEYS[1], unpack(set))
for i = 7, 6 + n do
    drop(KEYS[1], KEYS[2], ARGV[5], ARGV[i], true)
end
return 'OK'
