package dev.ovation.acceptance.crash;

import java.util.List;

/**
 * How a server ends.
 *
 * @param fromOutside by SIGKILL, soon after it has passed; by its own hand right there otherwise
 * @param at where it passes
 * @param call at which passing of any of them
 */
record Death(boolean fromOutside, List<Failpoint> at, int call) {

    static Death at(Failpoint failpoint, int call) {
        return new Death(false, List.of(failpoint), call);
    }

    static Death fromOutside(List<Failpoint> points, int call) {
        return new Death(true, points, call);
    }

    /** A server that is killed only when it has done its work. */
    static Death none() {
        return fromOutside(List.of(), 0);
    }

    @Override
    public String toString() {
        return (fromOutside ? "SIGKILL" : at) + " #" + call;
    }
}
