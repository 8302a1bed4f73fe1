package dev.ovation.runtime.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps out of the log that a client closed its connection amid a request's head. Helidon warns of it with a stack trace
 * as of an error of its own, so that anybody could fill the disk by hanging up.
 */
public final class ClientsThatLeft extends TurboFilter {

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        return thrown != null && thrown.getCause() instanceof InsufficientDataAvailableException
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
