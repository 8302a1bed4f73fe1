package dev.ovation.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the command line says, completed by each option's default. Immutable. */
public final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads {@code --name value} pairs.
     *
     * @throws InvalidOption if an option is unknown or lacks its value
     */
    static Options parse(List<Option> known, List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        known.forEach(option -> values.put(option.name(), option.fallback()));
        for (int i = 0; i < arguments.size(); i += 2) {
            String argument = arguments.get(i);
            String name = argument.startsWith("--") ? argument.substring(2) : "";
            if (!values.containsKey(name)) {
                throw new InvalidOption("there is no option " + argument);
            }
            if (i + 1 == arguments.size()) {
                throw new InvalidOption(argument + " needs a value");
            }
            values.put(name, arguments.get(i + 1));
        }
        return new Options(values);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the benchmark declares no option " + name);
        }
        return value;
    }

    /**
     * @throws InvalidOption if the value is no whole number of at least {@code minimum}
     */
    public int integer(String name, int minimum) {
        return integer(name, text(name), minimum);
    }

    /** Whole numbers that commas separate, each as {@link #integer}. */
    public List<Integer> integers(String name, int minimum) {
        return list(name).stream().map(part -> integer(name, part, minimum)).toList();
    }

    private static int integer(String name, String text, int minimum) {
        try {
            int value = Integer.parseInt(text);
            if (value >= minimum) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words.
        }
        throw new InvalidOption("--" + name + " must be a whole number of at least " + minimum);
    }

    /** The value's parts, which commas separate. */
    public List<String> list(String name) {
        return List.of(text(name).split(",", -1));
    }
}
