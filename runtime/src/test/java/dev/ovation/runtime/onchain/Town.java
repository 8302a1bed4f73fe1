package dev.ovation.runtime.onchain;

import com.mongodb.client.MongoDatabase;
import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.account.AccountPool;
import dev.ovation.chain.account.FeeOracle;
import dev.ovation.chain.account.FeePolicy;
import dev.ovation.chain.account.OwnedAccount;
import dev.ovation.chain.account.OwnerListener;
import dev.ovation.chain.account.OwnerPolicy;
import dev.ovation.chain.account.PoolPolicy;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.DeployContracts;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.deploy.RoleAddresses;
import dev.ovation.runtime.journal.MongoAccountLease;
import dev.ovation.runtime.journal.MongoTransactionJournal;
import dev.ovation.runtime.onchain.contracts.ContractErrors;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.testing.MongoServer;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A chain with our contracts, a database, and people with wallets. Anvil's accounts: 0 deploys and is admin, 1 and 2
 * relay, 3 is compliance, 4 settles, 5 is treasurer, 6 and 7 are fans, 8 and 9 creators.
 */
public final class Town implements AutoCloseable {

    public final AnvilNode anvil;
    public final Deployment deployment;
    public final Mongo mongo;
    public final Signer fan;
    public final Signer otherFan;
    public final Signer creator;
    public final Signer otherCreator;

    private final List<AutoCloseable> databases = new ArrayList<>();
    private final List<AccountPool> opened = new ArrayList<>();
    private long nonce;

    public Town() {
        this.anvil = AnvilNode.start();
        this.mongo = newDatabase();
        this.fan = anvil.signer(6);
        this.otherFan = anvil.signer(7);
        this.creator = anvil.signer(8);
        this.otherCreator = anvil.signer(9);
        this.deployment = new DeployContracts(anvil.client(), anvil.signer(0), Optional.of(anvil.signer(0)))
                .deploy(roles(), DeploySettings.ordinary());
    }

    public RoleAddresses roles() {
        return new RoleAddresses(
                anvil.signer(0).address(),
                List.of(anvil.signer(1).address(), anvil.signer(2).address()),
                anvil.signer(3).address(),
                anvil.signer(4).address(),
                anvil.signer(5).address(),
                anvil.signer(0).address());
    }

    /** The ports of a server over the town's database. */
    public Onchain server() {
        return server(mongo.database());
    }

    /** The ports of a server that has lost its database. */
    public Onchain amnesiacServer() {
        return server(newDatabase().database());
    }

    private Mongo newDatabase() {
        MongoServer server = MongoServer.start();
        databases.add(server);
        Mongo connection = server.connect();
        databases.add(connection);
        return connection;
    }

    private Onchain server(MongoDatabase journalIn) {
        TransactionJournal journal = new MongoTransactionJournal(journalIn);
        MongoAccountLease leases = new MongoAccountLease(journalIn, Clock.systemUTC());
        RoleSenders senders = RoleSenders.of(
                pool(journal, leases, 1, 2),
                pool(journal, leases, 3),
                pool(journal, leases, 4),
                pool(journal, leases, 5));
        return new Onchain(
                anvil.client(),
                deployment,
                senders,
                journal,
                new OnchainSettings(1, Duration.ofSeconds(60), Duration.ofMillis(20), Duration.ZERO));
    }

    private AccountPool pool(TransactionJournal journal, MongoAccountLease leases, int... keys) {
        Clock clock = Clock.systemUTC();
        FeeOracle fees = new FeeOracle(anvil.client(), FeePolicy.DEFAULT, clock);
        OwnerPolicy ordinary = OwnerPolicy.DEFAULT;
        OwnerPolicy quick = new OwnerPolicy(
                ordinary.maxInFlight(),
                ordinary.maxWaiting(),
                1,
                ordinary.finalityDepth(),
                Duration.ofMillis(20),
                ordinary.rebroadcastAfter(),
                ordinary.stuckAfter(),
                ordinary.giveUpAfter(),
                ordinary.gasMarginPercent());
        List<OwnedAccount> accounts = IntStream.of(keys)
                .mapToObj(key -> new OwnedAccount(
                        deployment.chainId(),
                        anvil.signer(key),
                        anvil.client(),
                        journal,
                        fees,
                        quick,
                        ContractErrors.REASONS,
                        OwnerListener.NONE,
                        clock))
                .toList();
        AccountPool pool = AccountPool.start(accounts, leases, "pool-" + opened.size(), PoolPolicy.DEFAULT);
        opened.add(pool);
        return pool;
    }

    /** Ends all servers so far, as a shutdown does. */
    public void closeServers() {
        opened.forEach(AccountPool::close);
        opened.clear();
    }

    public RpcClient rpc() {
        return anvil.client();
    }

    public void daysPass(int days) {
        anvil.increaseTime(Duration.ofDays(days));
    }

    /** The admin is also the pauser, and one of the node's own unlocked accounts. */
    public void sendAsAdmin(AbiFunction function, Object... arguments) {
        sendUnlocked(anvil.signer(0).address(), deployment.controller(), function.encode(arguments));
    }

    /** Sends as a wallet would that does without us. */
    public void sendUnlocked(Address from, Address to, Bytes data) {
        anvil.rpc("eth_sendTransaction", Map.of("from", from.toString(), "to", to.toString(), "data", data.toString()));
    }

    public static BatchId newBatch() {
        return new BatchId(UUID.randomUUID());
    }

    public Authorization terms(Address owner, Token token, Wei cap) {
        return terms(owner, token, cap, Authorization.oneTimeSalt(0, nonce++));
    }

    public Authorization terms(Address owner, Token token, Wei cap, BigInteger salt) {
        return new Authorization(owner, token, Address.ZERO, cap, cap, 0, 4_000_000_000L, salt);
    }

    public Intent intent(Authorization terms, byte[] signature, boolean registered, Address creator, Wei amount) {
        Funding funding = new Funding(
                new SignedAuthorization(terms, new TypedData(deployment).hashOf(terms), signature), registered);
        return new Intent(
                new IntentId(UUID.randomUUID()),
                IntentKind.of(terms.token()),
                new AccountId(UUID.nameUUIDFromBytes(terms.owner().bytes())),
                terms.owner(),
                creator,
                amount,
                Optional.empty(),
                funding,
                IntentState.PENDING,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** One clap or gift under an authorization of its own, signed by the fan. */
    public Intent signedIntent(Signer owner, Token token, Address creator, Wei amount) {
        Authorization terms = terms(owner.address(), token, amount);
        return intent(terms, sign(owner, terms), false, creator, amount);
    }

    public byte[] sign(Signer owner, Authorization terms) {
        return owner.sign(new TypedData(deployment).authorizationPreimage(terms))
                .bytes();
    }

    public static Intent placed(Intent intent, BatchId batch, int leg, IntentState state) {
        return new Intent(
                intent.id(),
                intent.kind(),
                intent.fanId(),
                intent.fan(),
                intent.creator(),
                intent.amount(),
                intent.contentRef(),
                intent.funding(),
                state,
                Optional.of(new ChainPlace(batch, leg)),
                intent.verdict(),
                intent.reason(),
                intent.submittedBy(),
                intent.approvedBy(),
                intent.closedBy(),
                intent.createdAt(),
                intent.updatedAt());
    }

    @Override
    public void close() {
        closeServers();
        anvil.close();
        for (AutoCloseable database : databases.reversed()) {
            try {
                database.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
