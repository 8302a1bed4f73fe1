package dev.ovation.core.intent;

import dev.ovation.core.value.Address;
import java.util.Optional;

/**
 * Which intents to list, newest first.
 *
 * @param party the wallet whose intents are listed
 * @param asCreator intents that it receives instead of those that it gave
 * @param before only intents older than this one: the cursor
 * @param limit 1 … 100
 */
public record IntentQuery(
        Address party,
        boolean asCreator,
        Optional<IntentKind> kind,
        Optional<IntentState> state,
        Optional<IntentId> before,
        int limit) {}
