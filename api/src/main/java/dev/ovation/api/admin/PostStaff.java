package dev.ovation.api.admin;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.account.AppointStaff;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/admin/staff}: an admin appoints staff. */
public final class PostStaff implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(PostStaff.class);

    private final AppointStaff appointStaff;

    public PostStaff(AppointStaff appointStaff) {
        this.appointStaff = appointStaff;
    }

    @Override
    public Route route() {
        return Staff.admin(Route.post("/api/admin/staff"));
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("email", "password", "walletAddress", "actorType"), Set.of());
        Account account = appointStaff.appoint(
                body.text("email").text(),
                body.text("password").text(),
                body.text("walletAddress").address(),
                body.text("actorType").oneOf(ActorType.class, ActorType::isStaff));
        log.info(
                "staff appointed account={} type={} by={}",
                account.id(),
                account.type(),
                call.account().id());
        return Answer.created(AdminViews.of(account));
    }
}
