package dev.ovation.standalone.demo;

import dev.ovation.core.value.Wei;
import dev.ovation.standalone.Console;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everybody's balances before and after a step, side by side. */
final class BalanceTable {

    private final Console console;
    private final List<Person> people;
    private Map<Person, Person.Balances> last = new LinkedHashMap<>();

    BalanceTable(Console console, List<Person> people) {
        this.console = console;
        this.people = people;
    }

    /** Reads all balances, and prints them beside those of the last time. */
    Map<Person, Person.Balances> show() {
        Map<Person, Person.Balances> now = new LinkedHashMap<>();
        people.forEach(person -> now.put(person, person.balances()));
        console.line("");
        console.line(console.dim(String.format("  %-10s %16s %14s   %18s %14s", "", "TK", "", "TKI", "")));
        for (Person person : people) {
            Person.Balances balances = now.get(person);
            Person.Balances before = last.getOrDefault(person, new Person.Balances(Wei.ZERO, Wei.ZERO, 0));
            console.line(String.format(
                    "  %-10s %16s %14s   %18s %14s",
                    person.name(),
                    tokens(balances.tk().value()),
                    change(before.tk(), balances.tk()),
                    tokens(balances.tki().value()),
                    change(before.tki(), balances.tki())));
        }
        last = now;
        return now;
    }

    private static String change(Wei before, Wei after) {
        BigInteger difference = after.value().subtract(before.value());
        return difference.signum() == 0 ? "" : (difference.signum() > 0 ? "+" : "") + tokens(difference);
    }

    /** For reading only, cut to six decimals; every comparison is made in wei. */
    private static String tokens(BigInteger wei) {
        return new BigDecimal(wei, Wei.DECIMALS)
                .setScale(6, RoundingMode.DOWN)
                .toPlainString();
    }
}
