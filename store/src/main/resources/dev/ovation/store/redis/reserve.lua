-- Promises the legs of one authorization, all or none.
-- KEYS: account, ready marker, sweeper's index
-- ARGV: version, token, holding, authorization, wei left under it, nonce field or '', second, owner, then leg, wei, ...
if redis.call('EXISTS', KEYS[2]) == 0 then
    return 'LOST'
end
local had = redis.call('HMGET', KEYS[1], 'version', 'r:' .. ARGV[9], ARGV[6], 'a:' .. ARGV[4], ARGV[2])
if had[1] ~= ARGV[1] then
    return 'STALE'
end
if had[2] then
    -- The same again, after an answer or a server was lost: as good as a promise made now.
    for i = 9, #ARGV, 2 do
        if redis.call('HEXISTS', KEYS[1], 'r:' .. ARGV[i]) == 1 then
            redis.call('ZADD', KEYS[3], ARGV[7], ARGV[8] .. ':' .. ARGV[i])
        end
    end
    return 'RESERVED'
end
if ARGV[6] ~= '' and had[3] then
    return 'REPLAYED'
end
local total = '0'
for i = 9, #ARGV, 2 do
    total = add(total, ARGV[i + 1])
end
if less(ARGV[5], add(had[4] or '0', total)) then
    return 'OVER_CAP'
end
if less(ARGV[3], add(had[5] or '0', total)) then
    return 'INSUFFICIENT_BALANCE'
end
for i = 9, #ARGV, 2 do
    promise(KEYS[1], KEYS[3], ARGV[8], ARGV[2], ARGV[4], ARGV[6], ARGV[7], ARGV[i], ARGV[i + 1])
end
return 'RESERVED'
