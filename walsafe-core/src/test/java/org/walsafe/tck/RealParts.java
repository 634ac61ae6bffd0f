package org.walsafe.tck;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Finds the programs that tests run for real, and speaks up where one is missing.
 *
 * @see RequiresRealPart
 */
public final class RealParts implements BeforeAllCallback, BeforeEachCallback {

    /** Set to {@code required} where every part must be there, as in continuous integration. */
    public static final String PROPERTY = "walsafe.realParts";

    private static final Map<String, String> DEBIAN_PACKAGES = Map.ofEntries(
            Map.entry("barman", "barman"),
            Map.entry("barman-wal-archive", "barman-cli"),
            Map.entry("barman-wal-restore", "barman-cli"),
            Map.entry("bash", "bash"),
            Map.entry("busybox", "busybox"),
            Map.entry("bzip2", "bzip2"),
            Map.entry("dash", "dash"),
            Map.entry("initdb", "postgresql-15"),
            Map.entry("mkfs.ext4", "e2fsprogs"),
            Map.entry("mount", "mount"),
            Map.entry("pg_basebackup", "postgresql-client-15"),
            Map.entry("pg_controldata", "postgresql-15"),
            Map.entry("pg_ctl", "postgresql-15"),
            Map.entry("pg_receivewal", "postgresql-client-15"),
            Map.entry("pg_rewind", "postgresql-15"),
            Map.entry("pg_verifybackup", "postgresql-15"),
            Map.entry("pg_waldump", "postgresql-15"),
            Map.entry("pgbackrest", "pgbackrest"),
            Map.entry("postgres", "postgresql-15"),
            Map.entry("psql", "postgresql-client-15"),
            Map.entry("repmgr", "repmgr"),
            Map.entry("rsync", "rsync"),
            Map.entry("setpriv", "util-linux"),
            Map.entry("sha256sum", "coreutils"),
            Map.entry("shellcheck", "shellcheck"),
            Map.entry("ssh", "openssh-client"),
            Map.entry("ssh-add", "openssh-client"),
            Map.entry("ssh-agent", "openssh-client"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("unshare", "util-linux"));

    private final List<Path> directories;
    private final PrintStream loud;

    /** Looks where Debian puts PostgreSQL 15, then in {@code PATH}, then among the programs of the administrator. */
    public RealParts() {
        this(installed(), System.err);
    }

    RealParts(List<Path> directories, PrintStream loud) {
        this.directories = directories;
        this.loud = loud;
    }

    /**
     * The executable of a part that the running test {@linkplain RequiresRealPart requires}.
     *
     * @param part the name of its executable
     * @return its absolute path
     */
    public static Path path(String part) {
        return new RealParts()
                .find(part)
                .orElseThrow(() -> new AssertionError(missing(part) + " The test lacks its @RequiresRealPart."));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        require(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        require(context);
    }

    private void require(ExtensionContext context) {
        boolean required = context.getConfigurationParameter(PROPERTY)
                .filter("required"::equals)
                .isPresent();
        AnnotationSupport.findAnnotation(context.getElement(), RequiresRealPart.class).stream()
                .map(RequiresRealPart::value)
                .flatMap(Arrays::stream)
                .filter(part -> find(part).isEmpty())
                .findFirst()
                .ifPresent(part -> stop(context, missing(part), required));
    }

    private void stop(ExtensionContext context, String missing, boolean required) {
        if (required) {
            throw new AssertionError(missing);
        }
        loud.printf("NOT TESTED: %s. %s%n", subject(context), missing);
        throw new TestAbortedException(missing);
    }

    private static String subject(ExtensionContext context) {
        return context.getRequiredTestClass().getName()
                + context.getTestMethod().map(m -> "." + m.getName()).orElse("");
    }

    private static String missing(String part) {
        String debianPackage = DEBIAN_PACKAGES.get(part);
        if (debianPackage == null) {
            throw new AssertionError("RealParts knows no part '" + part + "'. Add it with its Debian package.");
        }
        return "'" + part + "' is not installed. On Debian: apt-get install " + debianPackage;
    }

    private Optional<Path> find(String part) {
        return directories.stream()
                .map(directory -> directory.resolve(part))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> installed() {
        return Stream.of(
                        Stream.of("/usr/lib/postgresql/15/bin"),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/sbin"))
                .flatMap(directories -> directories)
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .toList();
    }
}
