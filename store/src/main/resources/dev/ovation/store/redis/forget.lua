-- Forgets what the chain said; promises stay. The new version turns away whoever is about to write an older reading.
-- KEYS: account      ARGV: new version
redis.call('HSET', KEYS[1], 'version', ARGV[1])
redis.call('HDEL', KEYS[1], 'balance', 'index', 'earned', 'spent', 'generation', 'nextNonce', 'block', 'readAt')
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.sub(field, 1, 2) == 's:' then
        redis.call('HDEL', KEYS[1], field)
    end
end
return 'OK'
