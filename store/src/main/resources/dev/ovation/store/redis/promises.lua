-- What is promised, in an account's hash:
--   tk, tki             wei promised of each token
--   r:<leg>             token|wei|authorization|nonce field, of one leg
--   a:<authorization>   wei promised under it;  c:<authorization>  its legs
--   n:<gen>:<nonce>     of a one-time authorization: its hash while it is promised, 'used' once the chain took it
-- and for the sweeper, over all accounts, a sorted set of <account>:<leg> by the second of its making.

local function promise(account, index, owner, token, authorization, nonce, second, leg, wei)
    local under, count = 'a:' .. authorization, 'c:' .. authorization
    local had = redis.call('HMGET', account, token, under, count, nonce)
    local set = {
        'r:' .. leg, token .. '|' .. wei .. '|' .. authorization .. '|' .. nonce,
        token, add(had[1] or '0', wei),
        under, add(had[2] or '0', wei),
        count, string.format('%d', tonumber(had[3] or '0') + 1)
    }
    if nonce ~= '' and not had[4] then
        set[#set + 1] = nonce
        set[#set + 1] = authorization
    end
    redis.call('HSET', account, unpack(set))
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
    local under, count = 'a:' .. authorization, 'c:' .. authorization
    local had = redis.call('HMGET', account, token, under, count, nonce)
    local left = tonumber(had[3] or '0') - 1
    local set, gone = {token, subtract(had[1] or '0', wei)}, {'r:' .. leg}
    if left > 0 then
        set[3], set[4] = under, subtract(had[2] or '0', wei)
        set[5], set[6] = count, string.format('%d', left)
    else
        gone[2], gone[3] = under, count
    end
    if nonce ~= '' and used then
        set[#set + 1] = nonce
        set[#set + 1] = 'used'
    elseif nonce ~= '' and left <= 0 and had[4] ~= 'used' then
        gone[#gone + 1] = nonce
    end
    redis.call('HDEL', account, unpack(gone))
    redis.call('HSET', account, unpack(set))
end
