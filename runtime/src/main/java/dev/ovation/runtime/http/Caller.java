package dev.ovation.runtime.http;

import dev.ovation.core.account.Account;
import java.time.Instant;
import java.util.UUID;

/**
 * Who calls, as the access token proved.
 *
 * @param family the login that the token descends from
 * @param until when the token expires
 */
public record Caller(Account account, UUID family, Instant until) {}
