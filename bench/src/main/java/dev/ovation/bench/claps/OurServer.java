package dev.ovation.bench.claps;

import dev.ovation.bench.load.Requests;
import dev.ovation.bench.stack.Stack;
import dev.ovation.bench.stack.Wallet;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.runtime.onchain.TypedData;
import dev.ovation.standalone.child.ChildProcess;
import dev.ovation.standalone.child.JavaServer;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.mongo.MongoAccounts;
import dev.ovation.store.mongo.MongoDelegations;
import dev.ovation.store.mongo.MongoSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our API server, started as {@code ./ovation up} starts it, with its limits of calls out of the way.
 *
 * @param standing whether the fans clap under standing authorizations, which were registered before
 */
record OurServer(boolean standing) implements Contender {

    private static final String MAIN = "dev.ovation.api.ApiMain";
    private static final String UNLIMITED = "100000000";

    @Override
    public String name() {
        return standing ? "ovation-standing" : "ovation";
    }

    @Override
    public Requests requests(Stack stack, Fans fans, SignedClaps claps) {
        return standing
                ? ClapRequests.standing(fans, stack.deployment())
                : ClapRequests.signed(fans, stack.deployment(), claps);
    }

    @Override
    public Running start(Stack stack, Fans fans) {
        fill(stack, fans);
        JavaServer server = new JavaServer("api", MAIN, stack.data(), stack.serverPort(), settings(stack, fans));
        ChildProcess process = server.start();
        server.awaitReady(process);
        return new RunningProcess(process, stack.serverPort());
    }

    private static Map<String, String> settings(Stack stack, Fans fans) {
        Map<String, String> settings = new LinkedHashMap<>(stack.settings());
        settings.put("API_HOST", "127.0.0.1");
        settings.put("API_PORT", Integer.toString(stack.serverPort()));
        settings.put("API_RATE_PER_ADDRESS", UNLIMITED);
        settings.put("API_RATE_PER_ACCOUNT", UNLIMITED);
        settings.put("JWT_KEYS", fans.tokenKey());
        return settings;
    }

    private void fill(Stack stack, Fans fans) {
        try (Mongo mongo = Mongo.connect(MongoSettings.of(stack.mongoUri()))) {
            mongo.prepare();
            MongoAccounts accounts = new MongoAccounts(mongo);
            fans.accounts().forEach(accounts::insert);
            accounts.markRegistered(
                    fans.creators().stream().map(Wallet::address).toList());
            if (standing) {
                registerStanding(stack, fans, new MongoDelegations(mongo));
            }
        }
    }

    private static void registerStanding(Stack stack, Fans fans, MongoDelegations delegations) {
        TypedData typedData = new TypedData(stack.deployment());
        for (int i = 0; i < fans.fans().size(); i++) {
            Wallet fan = fans.fans().get(i);
            Authorization terms =
                    ClapTerms.standing(fan.address(), fans.creatorOf(i).address());
            byte[] signature = Secp256k1.best()
                    .sign(typedData.authorizationDigest(terms), fan.key())
                    .bytes();
            delegations.insert(new Delegation(
                    new SignedAuthorization(terms, typedData.hashOf(terms), signature),
                    false,
                    Instant.now(),
                    Instant.EPOCH));
        }
    }
}
