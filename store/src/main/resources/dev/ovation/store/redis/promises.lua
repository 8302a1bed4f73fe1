-- What is promised, in an account's hash:
--   tk, tki             wei promised of each token
--   r:<leg>             token|wei|authorization|nonce field, of one leg
--   a:<authorization>   wei promised under it;  c:<authorization>  its legs
--   n:<gen>:<nonce>     of a one-time authorization: its hash while it is promised, 'used' once the chain took it
-- and for the sweeper, over all accounts, a sorted set of <account>:<leg> by the second of its making.

local function promise(account, index, owner, token, authorization, nonce, second, leg, wei)
    redis.call('HSET', account, 'r:' .. leg, token .. '|' .. wei .. '|' .. authorization .. '|' .. nonce)
    redis.call('HSET', account, token, add(redis.call('HGET', account, token) or '0', wei))
    local under = 'a:' .. authorization
    redis.call('HSET', account, under, add(redis.call('HGET', account, under) or '0', wei))
    redis.call('HINCRBY', account, 'c:' .. authorization, 1)
    if nonce ~= '' and not redis.call('HGET', account, nonce) then
        redis.call('HSET', account, nonce, authorization)
    end
    redis.call('ZADD', index, second, owner .. ':' .. leg)
end

-- Takes a promise back. A leg that is not promised (any more) changes nothing.
local function drop(account, index, owner, leg, used)
    local held = redis.call('HGET', account, 'r:' .. leg)
    redis.call('ZREM', index, owner .. ':' .. leg)
    if not held then
        return
    end
    local token, wei, authorization, nonce = string.match(held, '^(%l+)|(%d+)|(%w+)|(.*)$')
    redis.call('HDEL', account, 'r:' .. leg)
    redis.call('HSET', account, token, subtract(redis.call('HGET', account, token) or '0', wei))
    local under, count = 'a:' .. authorization, 'c:' .. authorization
    if redis.call('HINCRBY', account, count, -1) > 0 then
        redis.call('HSET', account, under, subtract(redis.call('HGET', account, under) or '0', wei))
    else
        redis.call('HDEL', account, under, count)
    end
    if nonce ~= '' then
        if used then
            redis.call('HSET', account, nonce, 'used')
        elseif redis.call('HEXISTS', account, under) == 0 then
            if redis.call('HGET', account, nonce) ~= 'used' then
                redis.call('HDEL', account, nonce)
            end
        end
    end
end
