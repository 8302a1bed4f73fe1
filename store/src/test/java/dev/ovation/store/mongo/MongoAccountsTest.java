package dev.ovation.store.mongo;

import static dev.ovation.store.mongo.Samples.NOON;
import static dev.ovation.store.mongo.Samples.address;
import static dev.ovation.store.mongo.Samples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.account.RefreshToken;
import dev.ovation.core.account.Sessions.Presented;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.store.testing.MongoServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts, sessions and delegations. */
class MongoAccountsTest {

    private static MongoServer server;
    private static Mongo mongo;
    private static MongoAccounts accounts;
    private static MongoSessions sessions;
    private static MongoDelegations delegations;

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
        accounts = new MongoAccounts(mongo);
        sessions = new MongoSessions(mongo);
        delegations = new MongoDelegations(mongo);
    }

    @AfterAll
    static void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void anAccountIsFoundByItsIdEmailAndWallet() {
        Account account = account("fan@example.org", address(), ActorType.USER);
        accounts.insert(account);
        assertThat(accounts.byId(account.id())).contains(account);
        assertThat(accounts.byEmail("fan@example.org")).contains(account);
        assertThat(accounts.byWallet(account.wallet())).contains(account);
        assertThat(accounts.byEmail("nobody@example.org")).isEmpty();
    }

    @Test
    void emailAndWalletBelongToOneAccount() {
        Account first = account("one@example.org", address(), ActorType.USER);
        accounts.insert(first);
        assertRefused(account("one@example.org", address(), ActorType.USER), RefusalCode.EMAIL_TAKEN);
        assertRefused(account("two@example.org", first.wallet(), ActorType.USER), RefusalCode.WALLET_TAKEN);
    }

    @Test
    void ofManySignUpsAtOnceWithOneEmailOneWins() throws Exception {
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                attempts.add(threads.submit(() -> {
                    try {
                        accounts.insert(account("race@example.org", address(), ActorType.USER));
                        return true;
                    } catch (Refused e) {
                        return false;
                    }
                }));
            }
            for (Future<Boolean> attempt : attempts) {
                won += attempt.get() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void creatorsAreListedUntilTheChainKnowsThem() {
        Account creator = account("creator@example.org", address(), ActorType.CREATOR);
        accounts.insert(creator);
        assertThat(accounts.creatorsToRegister(100)).contains(creator);
        accounts.markRegistered(List.of(creator.wallet()));
        assertThat(accounts.creatorsToRegister(100)).doesNotContain(creator);
    }

    @Test
    void anAccountIsSuspendedAndLetInAgain() {
        Account account = account("bad@example.org", address(), ActorType.USER);
        accounts.insert(account);
        assertThat(accounts.set(account.id(), true)).isTrue();
        assertThat(accounts.set(account.id(), true)).isTrue();
        assertThat(accounts.byId(account.id()).orElseThrow().suspended()).isTrue();
        accounts.set(account.id(), false);
        assertThat(accounts.byId(account.id())).contains(account);
        assertThat(accounts.set(new AccountId(Samples.uuid()), true)).isFalse();
    }

    @Test
    void allAccountsAreWalkedInOrder() {
        for (int i = 0; i < 5; i++) {
            accounts.insert(account("walk" + i + "@example.org", address(), ActorType.USER));
        }
        List<AccountId> walked = new ArrayList<>();
        Optional<AccountId> last = Optional.empty();
        for (List<Account> page = accounts.after(last, 2); !page.isEmpty(); page = accounts.after(last, 2)) {
            page.forEach(account -> walked.add(account.id()));
            last = Optional.of(page.getLast().id());
        }
        assertThat(walked).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(walked).isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
    }

    @Test
    void aRefreshTokenIsGoodOnce() {
        RefreshToken token = token(Samples.uuid());
        sessions.insert(token);
        assertThat(sessions.find(token.hash())).contains(token);
        assertThat(sessions.use(token.hash(), NOON)).isEqualTo(new Presented.Accepted(token));
        assertThat(sessions.use(token.hash(), NOON)).isEqualTo(new Presented.Reused(token));
        assertThat(sessions.use(word(), NOON)).isEqualTo(new Presented.Unknown());
    }

    @Test
    void anExpiredRefreshTokenIsUnknown() {
        RefreshToken token = token(Samples.uuid());
        sessions.insert(token);
        assertThat(sessions.use(token.hash(), token.expiresAt())).isEqualTo(new Presented.Unknown());
    }

    @Test
    void aRevokedFamilyIsDeadWithAllItsLinksAndThoseToCome() {
        UUID family = Samples.uuid();
        RefreshToken before = token(family);
        sessions.insert(before);
        assertThat(sessions.isRevoked(family)).isFalse();
        sessions.revokeFamily(family, NOON);
        sessions.revokeFamily(family, NOON);
        assertThat(sessions.isRevoked(family)).isTrue();
        assertThat(sessions.use(before.hash(), NOON)).isEqualTo(new Presented.Reused(before));
        RefreshToken after = token(family);
        sessions.insert(after);
        assertThat(sessions.use(after.hash(), NOON)).isEqualTo(new Presented.Reused(after));
    }

    @Test
    void ofManyWhoUseOneTokenAtOnceOneIsAccepted() throws Exception {
        RefreshToken token = token(Samples.uuid());
        sessions.insert(token);
        int accepted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Presented>> uses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                uses.add(threads.submit(() -> sessions.use(token.hash(), NOON)));
            }
            for (Future<Presented> use : uses) {
                accepted += use.get() instanceof Presented.Accepted ? 1 : 0;
            }
        }
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void delegationsPageAlsoThroughThoseOfOneMillisecond() {
        Address owner = address();
        List<Delegation> kept = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            kept.add(delegation(owner, NOON.plusMillis(i / 3)));
            delegations.insert(kept.getLast());
        }
        List<Delegation> seen = new ArrayList<>();
        for (Optional<Delegation> last = Optional.empty(); seen.size() < 5; last = Optional.of(seen.getLast())) {
            List<Delegation> page = delegations.ofOwner(owner, last, 2);
            assertThat(page).hasSize(Math.min(2, 5 - seen.size()));
            seen.addAll(page);
        }
        assertThat(seen)
                .extracting(d -> d.authorization().hash())
                .containsExactlyInAnyOrderElementsOf(
                        kept.stream().map(d -> d.authorization().hash()).toList());
        assertThat(seen).extracting(Delegation::registeredAt).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aDelegationIsKeptOnceAndStaysRevokedSinceTheFirstTime() {
        Address owner = address();
        Delegation first = delegation(owner, NOON);
        Delegation second = delegation(owner, NOON.plusSeconds(1));
        delegations.insert(first);
        delegations.insert(second);
        Bytes32 hash = first.authorization().hash();
        delegations.markOnChain(hash);
        delegations.insert(first);
        assertThat(delegations.byHash(hash).orElseThrow().onChain()).isTrue();
        assertThat(delegations.ofOwner(owner, Optional.empty(), 10))
                .extracting(d -> d.authorization().hash())
                .containsExactly(second.authorization().hash(), hash);

        delegations.markRevoked(hash, NOON.plusSeconds(5));
        delegations.markAllRevoked(owner, NOON.plusSeconds(9));
        assertThat(delegations.byHash(hash).orElseThrow().revokedAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(delegations
                        .byHash(second.authorization().hash())
                        .orElseThrow()
                        .revokedAt())
                .isEqualTo(NOON.plusSeconds(9));
        assertThat(delegations
                        .byHash(second.authorization().hash())
                        .orElseThrow()
                        .authorization())
                .isEqualTo(second.authorization());
    }

    private static Delegation delegation(Address owner, Instant at) {
        return new Delegation(Samples.authorization(owner, IntentKind.GIFT), false, at, Instant.EPOCH);
    }

    private static RefreshToken token(UUID family) {
        return new RefreshToken(word(), family, new AccountId(Samples.uuid()), NOON, NOON.plusSeconds(3600));
    }

    private static Account account(String email, Address wallet, ActorType type) {
        return new Account(new AccountId(Samples.uuid()), email, "$argon2id$x", wallet, type, false, NOON);
    }

    private static void assertRefused(Account account, RefusalCode code) {
        assertThatThrownBy(() -> accounts.insert(account))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
