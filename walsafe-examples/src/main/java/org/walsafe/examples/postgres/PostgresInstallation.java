package org.walsafe.examples.postgres;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.io.file.PathUtils;

/**
 * The programs of a PostgreSQL release, unpacked from its jar once per user and machine.
 *
 * @param release the release
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 */
record PostgresInstallation(PostgresRelease release, Path home) {

    /** System property that names the directory of the jars. */
    static final String JARS_PROPERTY = "walsafe.postgresql.jars";

    private static final Object WITHIN_THIS_PROCESS = new Object();

    /** The installation of {@code release}; unpacks it first when this machine does not have it yet. */
    static PostgresInstallation of(PostgresRelease release) throws IOException {
        Path jar = jar(release);
        Path cache = cache();
        Path home = cache.resolve(release.version() + "-" + Files.size(jar));
        synchronized (WITHIN_THIS_PROCESS) {
            try (FileChannel lockFile = FileChannel.open(
                            cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock betweenProcesses = lockFile.lock()) {
                if (Files.notExists(home) && betweenProcesses.isValid()) {
                    Path unfinished = cache.resolve(home.getFileName() + ".unfinished");
                    if (Files.exists(unfinished)) {
                        PathUtils.deleteDirectory(unfinished);
                    }
                    unpack(jar, release.archiveName(), unfinished);
                    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return new PostgresInstallation(release, home);
    }

    /** The program {@code name}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static Path jar(PostgresRelease release) throws IOException {
        String jars = System.getProperty(JARS_PROPERTY);
        if (jars == null) {
            throw new PostgresFailedException(
                    release + " cannot be started: nobody said where its jar is",
                    "Start the JVM with -D" + JARS_PROPERTY + "=DIRECTORY, where " + release.jarName() + " is.");
        }
        Path jar = Path.of(jars, release.jarName());
        if (!Files.isRegularFile(jar)) {
            throw new NoSuchFileException(jar.toString(), null, "the jar of " + release);
        }
        return jar;
    }

    /** A directory that nobody else can have prepared for us, yet which the server's user can read. */
    private static Path cache() throws IOException {
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "walsafe-postgresql-" + ServerUser.ourId());
        if (Files.notExists(cache, LinkOption.NOFOLLOW_LINKS)) {
            Path fresh = Files.createTempDirectory("walsafe-postgresql-");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException raced) {
                Files.deleteIfExists(fresh);
            }
        }
        int owner = (Integer) Files.getAttribute(cache, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != ServerUser.ourId() || !Files.isDirectory(cache, LinkOption.NOFOLLOW_LINKS)) {
            throw new PostgresFailedException(
                    "will not unpack PostgreSQL into " + cache + ": it is not a directory of ours",
                    "Remove it, or start the JVM with another -Djava.io.tmpdir.");
        }
        return cache;
    }

    private static void unpack(Path jar, String archiveName, Path target) throws IOException {
        try (JarFile zip = new JarFile(jar.toFile())) {
            ZipEntry archive = zip.getEntry(archiveName);
            if (archive == null) {
                throw new NoSuchFileException(jar.toString(), archiveName, "not a jar of PostgreSQL");
            }
            try (InputStream packed = new BufferedInputStream(zip.getInputStream(archive));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(
                            new CompressorStreamFactory().createCompressorInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, target);
                }
            } catch (CompressorException e) {
                throw new IOException(jar + ": " + archiveName + " is not compressed in a way we know", e);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path path = within(target, target.resolve(entry.getName()));
        if (entry.isDirectory()) {
            createDirectories(path, target);
            return;
        }
        createDirectories(requireNonNull(path.getParent(), "below the target"), target);
        if (entry.isSymbolicLink()) {
            within(target, path.resolveSibling(entry.getLinkName()));
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, within(target, target.resolve(entry.getLinkName())));
        } else {
            Files.copy(content, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void createDirectories(Path path, Path target) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        if (!path.equals(target)) {
            createDirectories(requireNonNull(path.getParent(), "below the target"), target);
        }
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path within(Path target, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("the archive wants to write outside " + target + ": " + normal);
        }
        return normal;
    }
}
