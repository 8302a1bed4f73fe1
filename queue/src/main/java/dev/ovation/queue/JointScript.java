package dev.ovation.queue;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A script of BullMQ's that Redis runs for several jobs in one call. Each job's part is BullMQ's own text, with arguments,
 * an answer and, if need be, an error of its own; what they save is the cost of the call: BullMQ's functions are defined
 * once, and what all jobs have in common is sent once. {@code node/prepare.mjs} makes the text at build.
 *
 * <p>The first job's keys and arguments are sent whole, of the others' only those at the places that differ.
 */
final class JointScript {

    /**
     * How many jobs a call serves at most. Redis serves nobody else meanwhile, for about a millisecond; by then what the
     * call itself costs is next to nothing beside its jobs.
     */
    static final int MOST = 25;

    private final int keyCount;
    private final int[] keyPlaces;
    private final int[] argPlaces;
    private final byte[] source;
    private final byte[] sha1;

    JointScript(String scriptName, int keyCount) {
        String[] places = Script.resource(scriptName + ".joint.txt").split("\n");
        this.keyCount = keyCount;
        this.keyPlaces = places(places[0], 1);
        this.argPlaces = places(places[1], 1 + keyCount);
        this.source = Text.of(Script.resource(scriptName + ".joint.lua"));
        this.sha1 = Text.of(Script.sha1(source));
    }

    /** Where they stand in a command's arguments: after the script's hash and the number of keys. */
    private static int[] places(String numbersFromOne, int before) {
        return Arrays.stream(numbersFromOne.split(" "))
                .mapToInt(number -> Integer.parseInt(number) + before)
                .toArray();
    }

    /** Whether both calls of this script differ only where those of one call may. */
    boolean fits(Command one, Command other) {
        byte[][] these = one.args();
        byte[][] those = other.args();
        boolean fit = these.length == those.length;
        for (int i = 0; fit && i < these.length; i++) {
            fit = Arrays.equals(these[i], those[i]) || isOwn(i);
        }
        return fit;
    }

    private boolean isOwn(int place) {
        return Arrays.binarySearch(keyPlaces, place) >= 0 || Arrays.binarySearch(argPlaces, place) >= 0;
    }

    /**
     * All of them as one call.
     *
     * @param singles calls of the script that fit each other
     * @param withSource whether Redis has yet to learn the text
     */
    Command join(List<Command> singles, boolean withSource) {
        byte[][] first = singles.getFirst().args();
        int others = singles.size() - 1;
        byte[][] args = Arrays.copyOf(first, first.length + others * (keyPlaces.length + argPlaces.length));
        args[0] = withSource ? source : sha1;
        args[1] = Text.of(keyCount + others * keyPlaces.length);
        int at = 2 + keyCount;
        for (Command other : singles.subList(1, singles.size())) {
            for (int place : keyPlaces) {
                args[at++] = other.args()[place];
            }
        }
        System.arraycopy(first, 2 + keyCount, args, at, first.length - 2 - keyCount);
        at += first.length - 2 - keyCount;
        for (Command other : singles.subList(1, singles.size())) {
            for (int place : argPlaces) {
                args[at++] = other.args()[place];
            }
        }
        return new Command(withSource ? Protocol.Command.EVAL : Protocol.Command.EVALSHA, args, null, false);
    }

    /** What each of so many calls was answered; an error of the whole is everyone's. */
    static @Nullable Object[] split(@Nullable Object answer, int calls) {
        @Nullable Object[] answers = new Object[calls];
        if (answer instanceof List<?> list && list.size() == calls) {
            list.toArray(answers);
        } else {
            Arrays.fill(
                    answers,
                    answer instanceof JedisDataException ? answer : new JedisDataException("no answer for each job"));
        }
        return answers;
    }
}
