package dev.ovation.core.reconcile;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.Books;
import dev.ovation.core.ledger.CachedAccount;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.value.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares, for every account, what the documents say, what the cache holds and what the chain knows, to the last wei.
 * While intents are on their way the three may differ for a moment; {@link Report#inFlight} tells so.
 */
public final class Reconcile {

    private static final int CHUNK = 200;
    private final Accounts accounts;
    private final Books books;
    private final Balances balances;
    private final ChainAccounts chain;

    public Reconcile(Accounts accounts, Books books, Balances balances, ChainAccounts chain) {
        this.accounts = accounts;
        this.books = books;
        this.balances = balances;
        this.chain = chain;
    }

    /**
     * One disagreement.
     *
     * @param what such as {@code "TK: documents and chain"}
     * @param wei first minus second
     */
    public record Difference(Address account, String what, BigInteger wei) {}

    /**
     * @param accounts how many were compared
     * @param inFlight how many of them have pending intents
     * @param differences all disagreements, empty if the books are right
     */
    public record Report(int accounts, int inFlight, List<Difference> differences) {

        public Report {
            differences = List.copyOf(differences);
        }

        /** The sum of all differences without their signs. */
        public BigInteger totalWei() {
            return differences.stream().map(d -> d.wei().abs()).reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    public Report reconcile() {
        int compared = 0;
        int inFlight = 0;
        List<Difference> differences = new ArrayList<>();
        Optional<AccountId> after = Optional.empty();
        List<Account> page;
        do {
            page = accounts.after(after, CHUNK);
            Map<Address, AccountSnapshot> onChain =
                    chain.read(page.stream().map(Account::wallet).toList());
            for (Account account : page) {
                Address wallet = account.wallet();
                Books.Book book = books.of(wallet);
                AccountSnapshot snapshot = onChain.get(wallet);
                if (snapshot != null) {
                    compare(wallet, book, snapshot, differences);
                }
                inFlight += book.tkPending().isZero() && book.tkiPending().isZero() ? 0 : 1;
            }
            compared += page.size();
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
        } while (page.size() == CHUNK);
        return new Report(compared, inFlight, differences);
    }

    private void compare(Address wallet, Books.Book book, AccountSnapshot onChain, List<Difference> differences) {
        note(
                differences,
                wallet,
                "TK: documents and chain",
                book.tkIn().value().subtract(book.tkOut().value()),
                onChain.balance().value());
        note(
                differences,
                wallet,
                "TKI spent: documents and chain",
                book.tkiSpent().value(),
                onChain.spent().value());
        Optional<CachedAccount> cached = balances.cached(wallet);
        if (cached.isPresent()) {
            CachedAccount inCache = cached.get();
            long index = Math.max(onChain.index(), inCache.snapshot().index());
            note(
                    differences,
                    wallet,
                    "TK: cache and chain",
                    inCache.snapshot().balance().value(),
                    onChain.balance().value());
            note(
                    differences,
                    wallet,
                    "TKI: cache and chain",
                    inCache.snapshot().interestAt(index).value(),
                    onChain.interestAt(index).value());
            note(
                    differences,
                    wallet,
                    "TK reserved: cache and documents",
                    inCache.tkReserved().value(),
                    book.tkPending().value());
            note(
                    differences,
                    wallet,
                    "TKI reserved: cache and documents",
                    inCache.tkiReserved().value(),
                    book.tkiPending().value());
        }
    }

    private static void note(
            List<Difference> differences, Address wallet, String what, BigInteger one, BigInteger other) {
        if (!one.equals(other)) {
            differences.add(new Difference(wallet, what, one.subtract(other)));
        }
    }
}
