package dev.ovation.core.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Kills the process at one chosen point: every call that leaves the domain passes two points, one before it has any
 * effect and one after its effect but before its answer arrives. An Error, so that no code under test survives it.
 */
public final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    /** Counts points, and crashes at one of them. */
    public static final class Plan {
        private final int at;
        private int passed;

        public Plan(int at) {
            this.at = at;
        }

        public static Plan never() {
            return new Plan(Integer.MAX_VALUE);
        }

        public boolean happened() {
            return passed > at;
        }

        synchronized void pass() {
            if (passed++ == at) {
                throw new Crash();
            }
            if (passed - 1 > at) {
                throw new Crash(); // a dead process makes no further calls
            }
        }

        /** The port, seen from a process that this plan kills. */
        public <T> T around(Class<T> port, T target) {
            return port.cast(Proxy.newProxyInstance(
                    port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                        pass();
                        try {
                            Object answer = method.invoke(target, arguments);
                            pass();
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
