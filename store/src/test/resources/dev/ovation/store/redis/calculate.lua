return {add(ARGV[1], ARGV[2]), subtract(ARGV[1], ARGV[2]), less(ARGV[1], ARGV[2]) and 1 or 0}
