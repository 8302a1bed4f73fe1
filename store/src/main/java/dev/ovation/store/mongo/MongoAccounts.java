package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.account.Suspensions;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Accounts; email and wallet are unique keys, so that of several sign-ups at once one wins. */
public final class MongoAccounts implements Accounts, Suspensions {

    private final Mongo mongo;
    private final MongoCollection<Document> accounts;

    public MongoAccounts(Mongo mongo) {
        this.mongo = mongo;
        this.accounts = mongo.collection(Schema.ACCOUNTS);
    }

    @Override
    public void insert(Account account) {
        if (!mongo.unlessDuplicate(() -> accounts.insertOne(write(account)))) {
            throw byEmail(account.email()).isPresent()
                    ? new Refused(RefusalCode.EMAIL_TAKEN, "An account with this email exists.")
                    : new Refused(RefusalCode.WALLET_TAKEN, "An account with this wallet exists.");
        }
    }

    @Override
    public Optional<Account> byId(AccountId id) {
        return one(new Document("_id", id.toString()));
    }

    @Override
    public List<Account> byIds(Collection<AccountId> ids) {
        return list(
                new Document(
                        "_id", Bson.in(ids.stream().map(AccountId::toString).toList())),
                0);
    }

    @Override
    public Optional<Account> byEmail(String email) {
        return one(new Document("email", email));
    }

    @Override
    public Optional<Account> byWallet(Address wallet) {
        return one(new Document("wallet", wallet.toString()));
    }

    @Override
    public List<Account> creatorsToRegister(int limit) {
        return list(new Document("type", ActorType.CREATOR.name()).append("registered", false), limit);
    }

    @Override
    public void markRegistered(List<Address> creators) {
        mongo.call(() -> accounts.updateMany(
                new Document(
                        "wallet",
                        Bson.in(creators.stream().map(Address::toString).toList())),
                Bson.set(new Document("registered", true))));
    }

    @Override
    public List<Account> after(Optional<AccountId> after, int limit) {
        Document filter = new Document();
        after.ifPresent(id -> filter.append("_id", new Document("$gt", id.toString())));
        return list(filter, limit);
    }

    @Override
    public boolean set(AccountId account, boolean suspended) {
        return mongo.call(() -> accounts.updateOne(
                                new Document("_id", account.toString()), Bson.set(new Document("suspended", suspended)))
                        .getMatchedCount()
                == 1);
    }

    private Optional<Account> one(Document filter) {
        return Optional.ofNullable(mongo.call(() -> accounts.find(filter).first()))
                .map(MongoAccounts::read);
    }

    private List<Account> list(Document filter, int limit) {
        return mongo.call(() -> accounts.find(filter)
                .sort(new Document("_id", 1))
                .limit(limit)
                .map(MongoAccounts::read)
                .into(new ArrayList<>()));
    }

    private static Document write(Account account) {
        return new Document("_id", account.id().toString())
                .append("email", account.email())
                .append("passwordHash", account.passwordHash())
                .append("wallet", account.wallet().toString())
                .append("type", account.type().name())
                .append("suspended", account.suspended())
                .append("registered", false)
                .append("createdAt", Bson.date(account.createdAt()));
    }

    private static Account read(Document document) {
        Row row = new Row(document);
        return new Account(
                new AccountId(row.uuid("_id")),
                row.text("email"),
                row.text("passwordHash"),
                row.address("wallet"),
                row.constant("type", ActorType.class),
                row.flag("suspended"),
                row.instant("createdAt"));
    }
}
