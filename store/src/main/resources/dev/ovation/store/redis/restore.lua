-- Promises the legs of pending intents again, unasked: Redis was emptied. Legs that are promised already stay.
-- KEYS: account, sweeper's index
-- ARGV: token, authorization, nonce field or '', second, owner, then leg, wei, ...
for i = 6, #ARGV, 2 do
    if redis.call('HEXISTS', KEYS[1], 'r:' .. ARGV[i]) == 0 then
        promise(KEYS[1], KEYS[2], ARGV[5], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[i], ARGV[i + 1])
    end
end
return 'OK'
