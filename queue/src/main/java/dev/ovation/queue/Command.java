package dev.ovation.queue;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * One command for Redis.
 *
 * @param script the script that it runs, by its hash; null for a plain command
 * @param repeatable whether executing it twice does no more than executing it once, so that it may be sent again when
 *     its answer was lost
 */
record Command(
        ProtocolCommand name, byte[][] args, @Nullable Script script, boolean repeatable) {

    /** A command of Redis's own that may be repeated, as all are that this library sends. */
    static Command plain(ProtocolCommand name, byte[]... args) {
        return new Command(name, args, null, true);
    }

    static Command script(Script script, boolean repeatable, byte[]... keysAndArgs) {
        byte[][] args = new byte[keysAndArgs.length + 2][];
        args[0] = script.sha1();
        args[1] = script.keyCount();
        System.arraycopy(keysAndArgs, 0, args, 2, keysAndArgs.length);
        return new Command(Protocol.Command.EVALSHA, args, script, repeatable);
    }

    /** What runs it together with others of its kind; null where nothing does. */
    @Nullable
    JointScript joint() {
        return script == null ? null : script.joint();
    }

    /** The same with the script's text, for a Redis that doesn't know (or has forgotten) it. */
    Command withSource(Script known) {
        byte[][] full = args.clone();
        full[0] = known.source();
        return new Command(Protocol.Command.EVAL, full, null, repeatable);
    }
}
