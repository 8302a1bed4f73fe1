package dev.ovation.runtime.security;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Access;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.http.Step;
import java.util.Optional;

/** The step of the role: the caller is of a type that may call the route. The database says which, not the token. */
public final class RequireRole implements Step {

    @Override
    public Optional<Answer> pass(Call call) {
        Optional<Access> access = call.route().map(Route::access).filter(Access::authenticated);
        if (access.isPresent() && !access.get().types().contains(call.account().type())) {
            throw new Refused(RefusalCode.FORBIDDEN, "Your account's type may not do this.");
        }
        return Optional.empty();
    }
}
