package dev.ovation.runtime.wiring;

/**
 * What the composer of a server puts around its ports: a trace, a meter, a fault. Each port is offered once, while the
 * server is put together.
 */
public interface Surround {

    /** Answers what stands in the part's place; the part itself for nothing around it. */
    <P> P around(Class<P> port, P part);

    /** Leaves every port as it is. */
    static Surround nothing() {
        return new Surround() {
            @Override
            public <P> P around(Class<P> port, P part) {
                return part;
            }
        };
    }
}
