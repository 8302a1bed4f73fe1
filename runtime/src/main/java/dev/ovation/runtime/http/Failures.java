package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.refusal.Unavailable;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a failure looks like from outside. What is nobody's mistake but ours is logged, and hidden. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Problem problem(RuntimeException failure) {
        return switch (failure) {
            case Refused refused -> Problem.of(refused.code(), refused.detail());
            case InvalidInput input -> Problem.of(input);
            case Unavailable unavailable -> {
                log.warn("unavailable dependency={}", unavailable.dependency(), unavailable);
                yield Problem.of(
                        RefusalCode.DEPENDENCY_UNAVAILABLE,
                        unavailable.dependency() + " does not answer at the moment; try again shortly.");
            }
            case RequestException malformed when malformed.status().code() < 500 -> malformed();
            case HttpException malformed when malformed.status().code() < 500 -> malformed();
            default -> {
                log.error("unexpected failure", failure);
                yield Problem.internal();
            }
        };
    }

    private static Problem malformed() {
        return Problem.of(RefusalCode.MALFORMED_REQUEST, "The request is not well-formed HTTP.");
    }
}
