-- Exact arithmetic on unsigned decimal strings of any length. Lua's numbers are doubles, exact up to 2^53: amounts are
-- taken apart into limbs of 14 digits, whose sums and differences stay below that.
local LIMB = 14
local BASE = 1e14
local SHORT = 2 * LIMB

-- The usual case, numbers of two limbs, needs no tables.
local function two(digits)
    return tonumber(string.sub(digits, -SHORT, -LIMB - 1)) or 0, tonumber(string.sub(digits, -LIMB))
end

local function joined(high, low)
    return high == 0 and string.format('%.0f', low) or string.format('%.0f%014.0f', high, low)
end

local function limbs(digits)
    local parts = {}
    for last = #digits, 1, -LIMB do
        parts[#parts + 1] = tonumber(string.sub(digits, math.max(1, last - LIMB + 1), last))
    end
    return parts
end

local function digits(parts)
    local text = {}
    for i = #parts, 1, -1 do
        text[#text + 1] = string.format('%014.0f', parts[i])
    end
    local trimmed = string.gsub(table.concat(text), '^0+', '')
    return trimmed == '' and '0' or trimmed
end

local function less(a, b)
    if #a <= SHORT and #b <= SHORT then
        local high, low = two(a)
        local highest, lowest = two(b)
        return high < highest or (high == highest and low < lowest)
    end
    local x, y = limbs(a), limbs(b)
    for i = math.max(#x, #y), 1, -1 do
        local p, q = x[i] or 0, y[i] or 0
        if p ~= q then
            return p < q
        end
    end
    return false
end

local function add(a, b)
    if #a <= SHORT and #b <= SHORT then
        local high, low = two(a)
        local more, rest = two(b)
        low = low + rest
        local carry = low >= BASE and 1 or 0
        return joined(high + more + carry, low - carry * BASE)
    end
    local x, y, sum, carry = limbs(a), limbs(b), {}, 0
    for i = 1, math.max(#x, #y) do
        local limb = (x[i] or 0) + (y[i] or 0) + carry
        carry = limb >= BASE and 1 or 0
        sum[i] = limb - carry * BASE
    end
    if carry > 0 then
        sum[#sum + 1] = carry
    end
    return digits(sum)
end

-- a - b, or zero where b is the larger one.
local function subtract(a, b)
    if less(a, b) then
        return '0'
    end
    if #a <= SHORT and #b <= SHORT then
        local high, low = two(a)
        local minus, rest = two(b)
        low = low - rest
        local borrow = low < 0 and 1 or 0
        return joined(high - minus - borrow, low + borrow * BASE)
    end
    local x, y, rest, borrow = limbs(a), limbs(b), {}, 0
    for i = 1, #x do
        local limb = x[i] - (y[i] or 0) - borrow
        borrow = limb < 0 and 1 or 0
        rest[i] = limb + borrow * BASE
    end
    return digits(rest)
end
