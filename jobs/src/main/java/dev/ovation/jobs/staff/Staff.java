package dev.ovation.jobs.staff;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.JobQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the staff routes share: who may call them, which queue they mean, and a trace of who did what. */
final class Staff {

    private static final Logger log = LoggerFactory.getLogger("dev.ovation.jobs.staff");

    private Staff() {}

    static Route reading(Route route) {
        return route.only(ActorType.OPERATOR, ActorType.COMPLIANCE, ActorType.ADMIN);
    }

    static Route acting(Route route) {
        return route.only(ActorType.OPERATOR, ActorType.ADMIN);
    }

    /** The queue that the path names. */
    static JobQueue queue(Call call) {
        return JobQueue.named(call.variable("queue").text())
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no queue of this name."));
    }

    static void did(Call call, String action) {
        log.info("staff action=\"{}\" account={}", action, call.account().id());
    }
}
