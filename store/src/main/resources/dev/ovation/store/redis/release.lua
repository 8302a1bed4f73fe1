-- Gives promises back.
-- KEYS: account, sweeper's index      ARGV: owner, then legs
for i = 2, #ARGV do
    drop(KEYS[1], KEYS[2], ARGV[1], ARGV[i], false)
end
return 'OK'
