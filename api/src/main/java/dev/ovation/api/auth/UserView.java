package dev.ovation.api.auth;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.account.Account;
import java.time.Instant;
import java.util.Locale;

/** An account as its owner sees it. */
record UserView(String id, String email, String walletAddress, String actorType, Instant createdAt) {

    static UserView of(Account account) {
        return new UserView(
                account.id().toString(),
                account.email(),
                ChecksumAddress.format(account.wallet()),
                account.type().name().toLowerCase(Locale.ROOT),
                account.createdAt());
    }
}
