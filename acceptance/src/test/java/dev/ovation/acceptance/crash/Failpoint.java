package dev.ovation.acceptance.crash;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a server dies: before a call of one of its ports, or after the call's effect and before its answer.
 *
 * @param port the port's simple name; {@code Rpc} for the chain, whose methods are those of JSON-RPC
 */
record Failpoint(String port, String method, Moment moment) {

    static final String RPC = "Rpc";

    enum Moment {
        BEFORE,
        AFTER
    }

    /** Both moments of calls that are named {@code Port.method}. */
    static List<Failpoint> around(String... calls) {
        return Stream.of(calls)
                .flatMap(call -> Stream.of(Moment.values()).map(moment -> parse(call + "/" + moment)))
                .toList();
    }

    static Failpoint parse(String text) {
        int dot = text.indexOf('.');
        int slash = text.indexOf('/');
        return new Failpoint(
                text.substring(0, dot), text.substring(dot + 1, slash), Moment.valueOf(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return port + "." + method + "/" + moment;
    }
}
