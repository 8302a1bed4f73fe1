package dev.ovation.runtime.aml;

import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.InvalidAmount;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.outbound.OutboundHttp;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads how the house screens: by an outside service where {@code AML_URL} names one, else by its own rules. */
public final class ScreeningSettings {

    private static final String DEVELOPMENT_SECRET = "aml_development_only";

    private ScreeningSettings() {}

    /**
     * @throws InvalidSetting for what is missing or wrong
     */
    public static AmlService open(Environment env, ScreeningHistory history, Clock clock) {
        return env.optional("AML_URL", "URL of an outside screening service; without it the house's own rules apply")
                .map(url -> outside(env, url))
                .orElseGet(() -> new RuleScreening(rules(env), history, clock));
    }

    static AmlService outside(Environment env, String url) {
        URI service;
        try {
            service = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("AML_URL must be a URL.");
        }
        if (!"https".equals(service.getScheme()) && !"http".equals(service.getScheme())) {
            throw new InvalidSetting("AML_URL must be a URL that starts with https:// or http://.");
        }
        String secret = env.secret("AML_SECRET", DEVELOPMENT_SECRET, "bearer secret for the screening service");
        Duration timeout = env.duration("AML_TIMEOUT", Duration.ofSeconds(5), "longest wait for a screening");
        return new HttpScreening(service, secret, new OutboundHttp(timeout));
    }

    static ScreeningRules rules(Environment env) {
        Map<Subject.Kind, Wei> holdAbove = new EnumMap<>(Subject.Kind.class);
        Map<Subject.Kind, Wei> dailyLimit = new EnumMap<>(Subject.Kind.class);
        for (Subject.Kind kind : Subject.Kind.values()) {
            String of = " of one " + kind.name().toLowerCase(Locale.ROOT);
            holdAbove.put(
                    kind,
                    env.tokens(
                            "AML_HOLD_ABOVE_" + kind, "10000", "amount in TK" + of + " above which a person decides"));
            String name = "AML_DAILY_LIMIT_" + kind;
            String meaning = "TK that one address may move in a day, by kind; without it there is no such limit";
            env.optional(name, meaning).ifPresent(text -> dailyLimit.put(kind, tokens(name, text)));
        }
        return new ScreeningRules(holdAbove, dailyLimit, denied(env));
    }

    private static Wei tokens(String name, String text) {
        try {
            return Wei.parseTokens(text);
        } catch (InvalidAmount e) {
            throw new InvalidSetting(name + " must be an amount in whole tokens.");
        }
    }

    private static Set<Address> denied(Environment env) {
        Set<Address> denied = new HashSet<>();
        for (String text : env.list("AML_DENIED_ADDRESSES", "", "addresses with which no money moves")) {
            try {
                denied.add(Address.of(text));
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting("AML_DENIED_ADDRESSES must hold addresses, which " + text + " is not.");
            }
        }
        return denied;
    }
}
