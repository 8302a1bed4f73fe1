package dev.ovation.api.events;

import dev.ovation.core.event.Events;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Caller;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** {@code GET /api/events}: a stream of what happens to one's own intents, payments, withdrawals and payouts. */
public final class GetEvents implements Endpoint {

    private final Events events;
    private final Clock clock;
    private final BooleanSupplier stopping;
    private final Semaphore room;

    /**
     * @param stopping whether the server ends its streams
     * @param atOnce so many streams there may be
     */
    public GetEvents(Events events, Clock clock, BooleanSupplier stopping, int atOnce) {
        this.events = events;
        this.clock = clock;
        this.stopping = stopping;
        this.room = new Semaphore(atOnce);
    }

    @Override
    public Route route() {
        return Route.get("/api/events");
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        String accept = call.header("Accept").orElse("*/*").toLowerCase(Locale.ROOT);
        if (!accept.contains("text/event-stream") && !accept.contains("*/*") && !accept.contains("text/*")) {
            throw new Refused(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "This route speaks text/event-stream only.");
        }
        Caller caller = call.caller().orElseThrow();
        if (!room.tryAcquire()) {
            throw new Refused(RefusalCode.OVERLOADED, "Too many event streams are open; try again shortly.");
        }
        try {
            return Answer.stream(
                    new WalletNews(events, caller.account().wallet(), clock, caller.until(), stopping, room::release));
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
    }
}
