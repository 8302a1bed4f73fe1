package dev.ovation.runtime.aml;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * Keeps screenings in the collection {@code screenings}, one document for each subject. Amounts are decimal strings of
 * wei, summed here: a day's sum may need more digits than a Decimal128 has.
 */
public final class MongoScreeningHistory implements ScreeningHistory {

    private final MongoCollection<Document> screenings;

    /** Opens no connection before its first call. */
    public MongoScreeningHistory(MongoDatabase database) {
        this.screenings = database.getCollection("screenings");
    }

    /**
     * Makes the indexes that {@link #count} needs. Harmless when repeated.
     *
     * @throws Unavailable if the database does not answer
     */
    public void ensureIndexes() {
        asking(() -> screenings.createIndex(
                Indexes.ascending("mover", "kind", "day"), new IndexOptions().name("mover_kind_day")));
    }

    @Override
    public Optional<Decision> decisionOf(Subject subject) {
        return asking(() -> Optional.ofNullable(
                        screenings.find(Filters.eq("_id", key(subject))).first())
                .flatMap(MongoScreeningHistory::decision));
    }

    @Override
    public Wei count(Subject subject, Address mover, LocalDate day, Wei worth) {
        return asking(() -> {
            insertOnce(new Document("_id", key(subject))
                    .append("mover", mover.toString())
                    .append("kind", subject.kind().name())
                    .append("day", day.toString())
                    .append("worth", worth.toString()));
            BigInteger sum = BigInteger.ZERO;
            var sameDay = Filters.and(
                    Filters.eq("mover", mover.toString()),
                    Filters.eq("kind", subject.kind().name()),
                    Filters.eq("day", day.toString()));
            for (Document one : screenings.find(sameDay).projection(Projections.include("worth"))) {
                sum = sum.add(new BigInteger(one.getString("worth")));
            }
            return new Wei(sum.min(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));
        });
    }

    @Override
    public Decision keep(Subject subject, Decision decision) {
        return asking(() -> {
            screenings.updateOne(
                    Filters.and(Filters.eq("_id", key(subject)), Filters.exists("verdict", false)),
                    Updates.combine(
                            Updates.set("verdict", decision.verdict().name()),
                            Updates.set("reason", decision.reason())));
            return Optional.ofNullable(
                            screenings.find(Filters.eq("_id", key(subject))).first())
                    .flatMap(MongoScreeningHistory::decision)
                    .orElse(decision);
        });
    }

    private void insertOnce(Document document) {
        try {
            screenings.insertOne(document);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private static Optional<Decision> decision(Document document) {
        String verdict = document.getString("verdict");
        return verdict == null
                ? Optional.empty()
                : Optional.of(new Decision(Verdict.valueOf(verdict), document.getString("reason")));
    }

    private static String key(Subject subject) {
        return subject.kind() + ":" + subject.id();
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (MongoServerException e) {
            throw e;
        } catch (MongoException e) {
            throw new Unavailable("mongodb", e);
        }
    }
}
