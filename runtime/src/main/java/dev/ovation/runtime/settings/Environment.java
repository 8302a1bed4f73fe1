package dev.ovation.runtime.settings;

import dev.ovation.core.value.InvalidAmount;
import dev.ovation.core.value.Wei;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads settings and remembers what it was asked for, so that the configuration reference is what the code reads.
 *
 * <p>A secret may stand in a file instead: {@code NAME_FILE} names it, as container platforms hand secrets over. In
 * the profile {@code development} settings may have defaults that production must set itself.
 *
 * <p>Not safe to share between threads; used once at the start.
 */
public final class Environment {

    /** One setting as the reference lists it. */
    public record Entry(String name, String fallback, boolean secret, String meaning) {}

    private final Map<String, String> variables;
    private final boolean production;
    private final List<Entry> entries = new ArrayList<>();

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
        String profile = optional("OVATION_PROFILE", "production or development; development has defaults for secrets")
                .orElse("production");
        if (!profile.equals("production") && !profile.equals("development")) {
            throw new InvalidSetting("OVATION_PROFILE must be production or development, not " + profile + ".");
        }
        this.production = profile.equals("production");
    }

    public boolean isProduction() {
        return production;
    }

    /** What was asked for so far, in order, each name once. */
    public List<Entry> entries() {
        return entries.stream().distinct().toList();
    }

    public String required(String name, String meaning) {
        return note(name, "required", false, meaning).orElseThrow(() -> missing(name, meaning));
    }

    public Optional<String> optional(String name, String meaning) {
        return note(name, "", false, meaning);
    }

    public String text(String name, String fallback, String meaning) {
        return note(name, fallback, false, meaning).orElse(fallback);
    }

    /** A secret that production must set; development falls back. */
    public String secret(String name, String developmentFallback, String meaning) {
        Optional<String> value = note(name, "required in production", true, meaning);
        if (value.isEmpty() && production) {
            throw missing(name, meaning);
        }
        return value.orElse(developmentFallback);
    }

    /** A secret that may be missing. */
    public Optional<String> optionalSecret(String name, String meaning) {
        return note(name, "", true, meaning);
    }

    public int number(String name, int fallback, int least, int most, String meaning) {
        String text = text(name, String.valueOf(fallback), meaning);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidSetting(
                name + " must be a whole number from " + least + " to " + most + ", not " + text + ".");
    }

    public boolean flag(String name, boolean fallback, String meaning) {
        String text = text(name, String.valueOf(fallback), meaning);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSetting(name + " must be true or false, not " + text + ".");
        };
    }

    /** A duration as {@code 250ms}, {@code 20s}, {@code 5m}, {@code 12h}, {@code 7d} or ISO-8601. */
    public Duration duration(String name, Duration fallback, String meaning) {
        String text = text(name, written(fallback), meaning);
        return parse(name, text, "a duration such as 250ms, 20s, 5m, 12h or 7d", Environment::duration);
    }

    /** A positive amount in whole tokens, such as {@code 10000}. */
    public Wei tokens(String name, String fallback, String meaning) {
        return parse(name, text(name, fallback, meaning), "an amount in whole tokens", Wei::parseTokens);
    }

    /** A URI with one of these schemes. */
    public URI uri(String name, String meaning, String... schemes) {
        return checkedUri(name, required(name, meaning), schemes);
    }

    /** A URI with one of these schemes, or none. */
    public Optional<URI> optionalUri(String name, String meaning, String... schemes) {
        return note(name, "", false, meaning).map(text -> checkedUri(name, text, schemes));
    }

    /** Several URIs separated by commas. */
    public List<URI> uris(String name, String meaning, String... schemes) {
        return list(required(name, meaning)).stream()
                .map(text -> checkedUri(name, text, schemes))
                .toList();
    }

    /** Texts separated by commas; empty if unset. */
    public List<String> list(String name, String fallback, String meaning) {
        return list(text(name, fallback, meaning));
    }

    /** Any setting with a reader of its own, which throws {@link IllegalArgumentException} for a wrong value. */
    public <T> T parsed(String name, String fallback, String meaning, String expected, Function<String, T> reader) {
        return parse(name, text(name, fallback, meaning), expected, reader);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static URI checkedUri(String name, String text, String... schemes) {
        URI uri = parse(name, text, "a URL", URI::create);
        String scheme = uri.getScheme();
        if (scheme == null || !Arrays.asList(schemes).contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new InvalidSetting(name + " must be a URL that starts with "
                    + String.join(
                            " or ", Arrays.stream(schemes).map(s -> s + "://").toList()) + ".");
        }
        return uri;
    }

    private static <T> T parse(String name, String text, String expected, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (InvalidSetting e) {
            throw e;
        } catch (InvalidAmount | DateTimeParseException e) {
            throw new InvalidSetting(name + " must be " + expected + ".");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidSetting(name + " must be " + expected + ".");
        }
    }

    private static Duration duration(String text) {
        String digits = text.replaceAll("[a-z]+$", "");
        String unit = text.substring(digits.length());
        return switch (unit) {
            case "ms" -> Duration.ofMillis(Long.parseLong(digits));
            case "s" -> Duration.ofSeconds(Long.parseLong(digits));
            case "m" -> Duration.ofMinutes(Long.parseLong(digits));
            case "h" -> Duration.ofHours(Long.parseLong(digits));
            case "d" -> Duration.ofDays(Long.parseLong(digits));
            default -> Duration.parse(text);
        };
    }

    private static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds > 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private Optional<String> note(String name, String fallback, boolean secret, String meaning) {
        entries.add(new Entry(name, fallback, secret, meaning));
        String file = secret ? variables.get(name + "_FILE") : null;
        if (file != null && !file.isBlank()) {
            try {
                return Optional.of(Files.readString(Path.of(file)).strip());
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidSetting(name + "_FILE names a file that can't be read.");
            }
        }
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static InvalidSetting missing(String name, String meaning) {
        return new InvalidSetting(name + " is not set: " + meaning + ".");
    }
}
