-- Keeps what the chain said of a standing authorization, unless the account changed here meanwhile.
-- KEYS: account      ARGV: version read, field, value
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then
    return 'STALE'
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 'OK'
