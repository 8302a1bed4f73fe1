package dev.ovation.acceptance.crash;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * How hundreds of JVMs start quickly: from a cache of loaded and linked classes that one orderly run leaves behind. The
 * cache wants jars, so folders of classes are packed into some, and jars that are not signed: a signature would be
 * verified by each of them. A native library that each would unpack and compare is unpacked once.
 */
final class WarmStart implements AutoCloseable {

    private static final String NATIVE_LIBRARY = "libsecp256k1-jni.so";
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private final Path folder;
    private final String classPath;

    WarmStart() {
        try {
            folder = Files.createTempDirectory("ovation-warm");
            classPath = packed();
            unpackLibrary();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that starts a main class from the cache, or that makes it where there is none. */
    List<String> java(Class<?> main, String... arguments) {
        Path cache = folder.resolve(arguments[0] + ".aot");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms64m",
                "-Xmx192m",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=logback-process.xml",
                // Libraries unpack native code there, and a killed process clears nothing away.
                "-Djava.io.tmpdir=" + folder,
                "-Dfr.acinq.secp256k1.lib.path=" + folder,
                (Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache,
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String packed() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve(jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else if (Files.exists(path)) {
                jars.add(unsigned(path, folder.resolve(jars.size() + ".jar")).toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    /** The jar itself if nobody has signed it. */
    private static Path unsigned(Path signed, Path copy) throws IOException {
        try (JarFile jar = new JarFile(signed.toFile(), false)) {
            if (jar.stream().map(ZipEntry::getName).noneMatch(SIGNATURE.asMatchPredicate())) {
                return signed;
            }
            Manifest manifest = new Manifest(jar.getManifest());
            // What is left are the digests of single files.
            manifest.getEntries().clear();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)
                            && !SIGNATURE.matcher(entry.getName()).matches()) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        try (InputStream in = jar.getInputStream(entry)) {
                            in.transferTo(out);
                        }
                        out.closeEntry();
                    }
                }
            }
        }
        return copy;
    }

    /** Where there is none for this machine, each process looks for itself. */
    private void unpackLibrary() throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x86_64";
        try (InputStream library = WarmStart.class.getResourceAsStream(
                "/fr/acinq/secp256k1/jni/native/" + machine + "/" + NATIVE_LIBRARY)) {
            if (library != null) {
                Files.copy(library, folder.resolve(NATIVE_LIBRARY));
            }
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
