package org.walsafe.examples.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.file.PathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server of our own, below a temporary directory, reachable on the loopback interface with a random
 * password.
 *
 * <p>Made by {@link #builder}, which also creates the cluster; {@link #start} starts it, and {@link #close} ends every
 * process and removes every file, as does the end of the JVM. When this process is root, the server runs as {@code
 * nobody}: what it must reach belongs below {@link #createDirectory}.
 *
 * <p>Only {@link #connect}, {@link #query}, {@link #execute} and the listings are thread-safe. Every method blocks, none
 * for more than two minutes; a server that did not do what it was asked is a {@link PostgresFailedException} that shows
 * the end of the server's log.
 *
 * @since 0.1.0
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The name of the superuser and of the database. */
    public static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String PREDECESSOR_STILL_DYING = "pre-existing shared memory block";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final PostgresInstallation installation;
    private final ClusterDirectory directory;
    private final Access access;
    private final Map<String, String> environment;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread closeWithTheProcess = new Thread(this::removeEverything, "close-embedded-postgresql");

    private final List<Postmaster> postmasters = new CopyOnWriteArrayList<>();

    EmbeddedPostgres(
            PostgresInstallation installation,
            ClusterDirectory directory,
            Access access,
            Map<String, String> environment) {
        this.installation = installation;
        this.directory = directory;
        this.access = access;
        this.environment = Map.copyOf(environment);
        Runtime.getRuntime().addShutdownHook(closeWithTheProcess);
    }

    /** How to connect. */
    record Access(int port, String password) {
        @Override
        public String toString() {
            return "port " + port;
        }
    }

    /** A server of {@code release}, yet to be created. */
    public static EmbeddedPostgresBuilder builder(PostgresRelease release) {
        return new EmbeddedPostgresBuilder(release);
    }

    /** The release. */
    public PostgresRelease release() {
        return installation.release();
    }

    /** The port on the loopback interface. */
    public int port() {
        return access.port();
    }

    /** The superuser's password. */
    public String password() {
        return access.password();
    }

    /** The directory of the release's programs. */
    public Path programs() {
        return installation.home().resolve("bin");
    }

    /** The data directory. */
    public Path data() {
        return directory.data();
    }

    /** {@code pg_wal}, or {@code pg_xlog} before PostgreSQL 10. */
    public Path walDirectory() {
        return directory.wal();
    }

    /** Where PostgreSQL notes what it waits for ({@code .ready}) and what is archived ({@code .done}). */
    public Path archiveStatusDirectory() {
        return directory.archiveStatus();
    }

    /** The server's log: everything it and its {@code archive_command} said. */
    public Path log() {
        return directory.log();
    }

    /**
     * Creates a directory beside the data directory, mode 0700, that the server's user owns.
     *
     * @throws IOException when it is there already or cannot be created
     */
    public Path createDirectory(String name) throws IOException {
        return directory.createDirectory(name);
    }

    /**
     * Writes an executable file beside the data directory that the server's user owns.
     *
     * @throws IOException when it cannot be written
     */
    public Path writeScript(String name, String content) throws IOException {
        return directory.writeScript(name, content);
    }

    /**
     * {@code words} as a command line that runs as the server's user, for what must see files as the server does.
     *
     * @throws IOException when our own user cannot be found out
     */
    public List<String> asServerUser(List<String> words) throws IOException {
        return directory.user().commandLine(words);
    }

    /**
     * Starts the server and waits until it answers; a start that a dying predecessor prevents is repeated.
     *
     * @throws PostgresFailedException when it does not start within a minute
     * @throws IOException when its process cannot be started
     * @throws InterruptedException when the thread is interrupted
     */
    public void start() throws IOException, InterruptedException {
        launch();
        boolean answered = Waiting.until(DEADLINE, () -> {
            if (!isRunning()) {
                if (!directory.endOfLog().contains(PREDECESSOR_STILL_DYING)) {
                    throw failed("ended instead of starting");
                }
                launch();
            }
            return answers();
        });
        if (!answered) {
            throw failed("does not answer " + DEADLINE + " after its start");
        }
    }

    /**
     * Ends the server and waits for the postmaster's end; whatever it had started may outlive it.
     *
     * @throws PostgresFailedException when it does not end within a minute
     * @throws IOException when it cannot be signalled
     * @throws InterruptedException when the thread is interrupted
     */
    public void stop(ShutdownMode mode) throws IOException, InterruptedException {
        postmaster().end(mode, DEADLINE);
    }

    /** Whether the postmaster is running. */
    public boolean isRunning() {
        return !postmasters.isEmpty() && postmaster().isRunning();
    }

    /**
     * Changes a parameter of {@code postgresql.conf}; a running server reads it again.
     *
     * @throws IOException when the file cannot be written
     * @throws InterruptedException when the thread is interrupted
     */
    public void set(String name, String value) throws IOException, InterruptedException {
        directory.append("postgresql.conf", settingLine(name, value));
        if (isRunning()) {
            postmaster().signal("HUP");
        }
    }

    /**
     * Promotes a standby and waits until it takes writes.
     *
     * @throws PostgresFailedException when it does not within a minute
     * @throws IOException when {@code pg_ctl} cannot be run
     * @throws SQLException when the server cannot be asked
     * @throws InterruptedException when the thread is interrupted
     */
    public void promote() throws IOException, SQLException, InterruptedException {
        List<String> words = List.of(installation.program("pg_ctl"), "promote", "-D", data().toString());
        Postmaster.run(directory, words, environment, DEADLINE);
        if (!Waiting.until(DEADLINE, () -> query("select pg_is_in_recovery()").equals("f"))) {
            throw failed("is still in recovery " + DEADLINE + " after its promotion");
        }
    }

    /**
     * A standby of this server, on a port of its own: a copy of this server's files, made while it is not running. Start
     * this server first, then the standby.
     *
     * @throws IllegalStateException when this server is running
     * @throws IOException when the files cannot be copied
     */
    public EmbeddedPostgres createStandby() throws IOException {
        if (isRunning()) {
            throw new IllegalStateException("stop the server before a standby is made of its files");
        }
        EmbeddedPostgres standby = createFrom(data());
        ClusterDirectory copy = standby.directory;
        String primary = settingLine(
                "primary_conninfo", "host=127.0.0.1 port=" + port() + " user=" + SUPERUSER + " password=" + password());
        if (release().isAtLeast(PostgresRelease.V12_22)) {
            copy.append("postgresql.conf", primary);
            copy.write("standby.signal", "");
        } else {
            copy.write("recovery.conf", "standby_mode = on\n" + primary);
        }
        return standby;
    }

    /**
     * A server of the same release and password, on a port of its own, of the files of a base backup of this server; not
     * started. Without more it opens where the backup ended.
     *
     * @param backup the data directory in the backup, which is copied
     * @throws IOException when the files cannot be copied
     */
    public EmbeddedPostgres createFrom(Path backup) throws IOException {
        ClusterDirectory copy = ClusterDirectory.create(release(), directory.user());
        EmbeddedPostgres server = new EmbeddedPostgres(
                installation, copy, new Access(EmbeddedPostgresBuilder.freePort(), password()), environment);
        PathUtils.copyDirectory(backup, copy.data(), StandardCopyOption.COPY_ATTRIBUTES);
        copy.ownDataDirectory();
        copy.append("postgresql.conf", settingLine("port", Integer.toString(server.port())));
        return server;
    }

    /**
     * Writes a file of the data directory, such as {@code recovery.signal}.
     *
     * @throws IOException when it cannot be written
     */
    public void writeData(String name, String content) throws IOException {
        directory.write(name, content);
    }

    /**
     * A connection as superuser; the caller closes it. A statement that gets no answer for a minute fails.
     *
     * @throws SQLException when the server does not answer
     */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", Long.toString(DEADLINE.toSeconds()));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + SUPERUSER, properties);
    }

    /**
     * The first column of the first row that {@code sql} returns, as text.
     *
     * @throws SQLException when it fails, or returns no row or null
     */
    public String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String value = rows.next() ? rows.getString(1) : null;
            if (value == null) {
                throw new SQLException("no value: " + sql);
            }
            return value;
        }
    }

    /**
     * Executes statements, separated by semicolons.
     *
     * @throws SQLException when one fails
     */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Writes a little WAL and lets PostgreSQL go on to the next segment.
     *
     * @return the name of the segment that is complete now
     * @throws SQLException when the server cannot do so
     */
    public String switchSegment() throws SQLException {
        execute("create table if not exists walsafe_filler (n int); insert into walsafe_filler values (1)");
        return query("select " + release().walFunction("walfile_name") + "("
                + release().walFunction("switch_wal") + "())");
    }

    /**
     * Writes a checkpoint, which is when PostgreSQL recycles segments.
     *
     * @throws SQLException when the server cannot do so
     */
    public void checkpoint() throws SQLException {
        execute("checkpoint");
    }

    /**
     * The names in {@link #walDirectory()}: WAL files, segments prepared for later, and {@code archive_status}.
     *
     * @throws IOException when the directory cannot be read
     */
    public SortedSet<String> walFiles() throws IOException {
        return ClusterDirectory.names(walDirectory(), "");
    }

    /**
     * The WAL files that PostgreSQL waits for: those with a {@code .ready} file.
     *
     * @throws IOException when the directory cannot be read
     */
    public SortedSet<String> waiting() throws IOException {
        return ClusterDirectory.names(archiveStatusDirectory(), ".ready");
    }

    /**
     * The WAL files that PostgreSQL knows to be archived: those with a {@code .done} file.
     *
     * @throws IOException when the directory cannot be read
     */
    public SortedSet<String> archived() throws IOException {
        return ClusterDirectory.names(archiveStatusDirectory(), ".done");
    }

    /**
     * Has the archiver look for waiting files now. By itself it looks when a segment is complete, and once a minute.
     *
     * @throws IOException when it cannot be signalled
     * @throws InterruptedException when the thread is interrupted
     */
    public void wakeArchiver() throws IOException, InterruptedException {
        postmaster().signalChild("archiver", "USR1");
    }

    /**
     * Makes PostgreSQL forget that a WAL file is archived, as a crash of the operating system does: {@code .done} becomes
     * {@code .ready} again.
     *
     * @throws IOException when there is no {@code .done} file
     */
    public void forgetArchived(String walFile) throws IOException {
        Path status = archiveStatusDirectory();
        Files.move(status.resolve(walFile + ".done"), status.resolve(walFile + ".ready"));
    }

    /** Ends every process at once and removes every file; idempotent, never throws. */
    @Override
    public void close() {
        removeEverything();
        try {
            Runtime.getRuntime().removeShutdownHook(closeWithTheProcess);
        } catch (IllegalStateException jvmIsEnding) {
            // the hook finds nothing left to do
        }
    }

    /** A line of {@code postgresql.conf} or {@code recovery.conf}. */
    static String settingLine(String name, String value) {
        return name + " = '" + value.replace("'", "''") + "'\n";
    }

    private Postmaster postmaster() {
        if (postmasters.isEmpty()) {
            throw new IllegalStateException("the server was never started");
        }
        return postmasters.get(postmasters.size() - 1);
    }

    private void launch() throws IOException {
        List<String> words = List.of(installation.program("postgres"), "-D", data().toString());
        postmasters.add(Postmaster.start(directory, words, environment));
    }

    private boolean answers() {
        try {
            return query("select 1").equals("1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private PostgresFailedException failed(String what) {
        return new PostgresFailedException(directory, what);
    }

    private void removeEverything() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        postmasters.forEach(Postmaster::destroy);
        try {
            directory.remove();
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", directory.top(), e.toString());
        }
    }
}
