package dev.ovation.standalone.child;

import dev.ovation.standalone.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One process that we started. Its output goes to a log file, its pid to a pid file, so that the next start can end
 * what a killed one left behind.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** The servers' database died with the start that left them behind: waiting for their goodbye gains nothing. */
    private static final Duration PATIENCE_WITH_LEFT_OVERS = Duration.ofSeconds(3);

    private final String name;
    private final Process process;
    private final Path pidFile;
    private final Path log;

    private ChildProcess(String name, Process process, Path pidFile, Path log) {
        this.name = name;
        this.process = process;
        this.pidFile = pidFile;
        this.log = log;
    }

    /**
     * @param name of the pid and log files, such as {@code redis}
     * @param environment added to ours
     */
    public static ChildProcess start(Path data, String name, List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createDirectories(data.resolve("logs")).resolve(name + ".log");
            Path pidFile = Files.createDirectories(data.resolve("run")).resolve(name + ".pid");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            Files.writeString(pidFile, process.pid() + " " + command.getFirst());
            return new ChildProcess(name, process, pidFile, log);
        } catch (IOException e) {
            throw new StartFailure(name + " can't be started: " + e.getMessage(), e);
        }
    }

    /**
     * Ends what an earlier, killed start left running over this data folder, last started first, so that no server
     * stops against a Redis that is gone already; answers what it ended.
     */
    public static List<String> endLeftOvers(Path data) {
        Path run = data.resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .sorted(Comparator.comparing(ChildProcess::started).reversed())
                    .flatMap(file -> endLeftOver(file).stream())
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new StartFailure("The folder " + run + " can't be read.", e);
        }
    }

    private static FileTime started(Path pidFile) {
        try {
            return Files.getLastModifiedTime(pidFile);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static List<String> endLeftOver(Path pidFile) {
        try {
            String[] parts = Files.readString(pidFile).split(" ", 2);
            long pid = Long.parseLong(parts[0].strip());
            List<String> ended = ProcessHandle.of(pid)
                    // A pid is soon another process's: end it only if it still runs the same command.
                    .filter(process -> parts.length == 2
                            && process.info()
                                    .command()
                                    .filter(parts[1].strip()::equals)
                                    .isPresent())
                    .map(process -> {
                        end(process, PATIENCE_WITH_LEFT_OVERS);
                        return List.of(pidFile.getFileName().toString().replace(".pid", "") + " (pid " + pid + ")");
                    })
                    .orElse(List.of());
            Files.deleteIfExists(pidFile);
            return ended;
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure("The file " + pidFile + " can't be understood; delete it and start again.", e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Done when the process has ended, with its exit code. */
    public CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Waits until the process is ready.
     *
     * @throws StartFailure if it ends or the time is over before that, with the end of its log
     */
    public ChildProcess awaitReady(BooleanSupplier ready, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StartFailure(name + " ended at once with code " + process.exitValue() + "; its log " + log
                        + " ends:\n" + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure(name + " was not ready within " + within.toSeconds() + " s; its log " + log
                        + " ends:\n" + tail());
            }
            pause();
        }
        return this;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(25); // polling another process: there is nothing to be notified by
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while starting.", e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    /** Ends the process: politely first, then by force. */
    @Override
    public void close() {
        end(process.toHandle(), PATIENCE);
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            // The next start finds a pid that runs no more, and passes over it.
        }
    }

    /** Ends the process as a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    private static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            process.onExit().completeOnTimeout(process, 1, TimeUnit.SECONDS).join(); // so that its ports are free
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
