package dev.ovation.runtime.wiring;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What a process does about its log at its beginning and at its end. */
public final class Logs {

    private Logs() {}

    /** Libraries that log through java.util.logging join everybody else. */
    public static void bridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Writes what still waits to be written. Nothing can be logged afterwards. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
