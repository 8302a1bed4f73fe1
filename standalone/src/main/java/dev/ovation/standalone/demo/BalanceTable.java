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
    private Seen last = new Seen(Map.of());

    /** Everybody's balances at one moment; nothing for who was not looked at yet. */
    record Seen(Map<Person, Person.Balances> byPerson) {

        Person.Balances of(Person person) {
            return byPerson.getOrDefault(person, Person.Balances.NONE);
        }
    }

    BalanceTable(Console console, List<Person> people) {
        this.console = console;
        this.people = people;
    }

    /** Reads all balances, and prints them beside those of the last time. */
    Seen show() {
        Map<Person, Person.Balances> read = new LinkedHashMap<>();
        people.forEach(person -> read.put(person, person.balances()));
        Seen now = new Seen(read);
        console.line("");
        console.line(console.dim(String.format("  %-10s %16s %14s   %18s %14s", "", "TK", "", "TKI", "")));
        for (Person person : people) {
            Person.Balances balances = now.of(person);
            Person.Balances before = last.of(person);
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
        return new BigDecimal(wei, Wei.DECIMALS).setScale(6, RoundingMode.DOWN).toPlainString();
    }
}
