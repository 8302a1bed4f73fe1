-- Keeps what the chain said, unless the account changed here since the asking began, or the answer is older than a
-- block that is known to have changed the account.
-- KEYS: account
-- ARGV: version read or '', new version, millisecond, milliseconds for which a known block counts, block, generation,
--       next nonce, then fields and values of the snapshot
if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[1] then
    return 'STALE'
end
local floor = redis.call('HGET', KEYS[1], 'floor')
if floor and less(ARGV[5], floor) then
    local age = tonumber(ARGV[3]) - tonumber(redis.call('HGET', KEYS[1], 'floorAt'))
    if age < tonumber(ARGV[4]) then
        return 'BEHIND'
    end
    -- A chain that stands below it for so long was re-organised, or is another one.
    redis.call('HDEL', KEYS[1], 'floor', 'floorAt')
end
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    local kind = string.sub(field, 1, 2)
    if kind == 's:' then
        redis.call('HDEL', KEYS[1], field)
    elseif kind == 'n:' and redis.call('HGET', KEYS[1], field) == 'used' then
        -- The chain remembers these by itself.
        local generation, nonce = string.match(field, '^n:(%d+):(%d+)$')
        if generation ~= ARGV[6] or less(nonce, ARGV[7]) then
            redis.call('HDEL', KEYS[1], field)
        end
    end
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'readAt', ARGV[3])
for i = 8, #ARGV, 2 do
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
return 'OK'
