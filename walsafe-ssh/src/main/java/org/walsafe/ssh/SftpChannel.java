package org.walsafe.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.Request;
import net.schmizz.sshj.sftp.SFTPEngine;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileNameText;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;

/**
 * The SFTP requests that WalSafe needs (draft-ietf-secsh-filexfer-02, and the extensions in OpenSSH's {@code PROTOCOL}).
 * Each is sent at once; its {@link SftpCall} waits for the answer, so that many can be under way.
 *
 * <p>SSHJ's own client knows neither {@code fsync} nor {@code hardlink}, waits for every answer, and keeps whole listings.
 *
 * <p>Thread-safe.
 */
final class SftpChannel implements AutoCloseable {

    /** What every server takes in one piece, and SSHJ in one answer. */
    static final int CHUNK_BYTES = 32 * 1024;

    /** How many requests are under way at a time, at most. */
    static final int WINDOW = 16;

    private static final String VENDOR = "openssh.com";

    /** What a server may know beyond the draft. */
    enum Extension {
        /** Flushes an open file to disk. */
        FSYNC("fsync"),
        /** Gives a file a second name, unless something has it. */
        HARDLINK("hardlink"),
        /** Renames over what has the name. */
        POSIX_RENAME("posix-rename");

        private final String word;

        Extension(String word) {
            this.word = word;
        }

        String requestName() {
            return word + '@' + VENDOR;
        }
    }

    private final SshConnection connection;
    private final ExecChannel channel;
    private final SFTPEngine engine;
    private volatile boolean lost;

    private SftpChannel(SshConnection connection, ExecChannel channel, SFTPEngine engine) {
        this.connection = connection;
        this.channel = channel;
        this.engine = engine;
    }

    /**
     * Starts the SFTP subsystem in {@code channel}, which is closed when that fails.
     *
     * @throws HostUnreachableException when there is none, or it does not speak SFTP
     */
    static SftpChannel start(SshConnection connection, ExecChannel channel) throws HostUnreachableException {
        Watchdog.Watch watch = connection.abortAfter(connection.operationTimeout());
        try {
            return new SftpChannel(connection, channel, new SFTPEngine(new Opened(connection, channel)).init());
        } catch (IOException e) {
            end(connection, channel);
            throw new HostUnreachableException(
                    "no SFTP at " + connection.target() + ": " + connection.whyLost(e),
                    "Its sshd_config needs a line 'Subsystem sftp internal-sftp'; with another SFTP server, the"
                            + " account's shell must print nothing when it starts.",
                    e);
        } finally {
            watch.callOff();
        }
    }

    private static void end(SshConnection connection, ExecChannel channel) {
        Watchdog.Watch watch = connection.abortAfter(SshConnection.GOODBYE);
        try {
            channel.close();
        } catch (IOException e) {
            // the connection is gone, and the channel with it
        } finally {
            watch.callOff();
        }
    }

    SshTarget target() {
        return connection.target();
    }

    boolean isUsable() {
        return !lost && channel.isOpen();
    }

    boolean has(Extension extension) {
        return engine.supportsServerExtension(extension.word, VENDOR);
    }

    /** Opens a file that exists, or a directory, for reading; answers with a handle. */
    SftpCall openForReading(HostPath path) throws IOException {
        return open(path, EnumSet.of(OpenMode.READ), FileAttributes.EMPTY);
    }

    /** Creates a file for writing unless something has the name; answers with a handle. */
    SftpCall create(HostPath path, FileMode mode) throws IOException {
        return open(
                path,
                EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL),
                new FileAttributes.Builder().withPermissions(mode.bits()).build());
    }

    private SftpCall open(HostPath path, Set<OpenMode> modes, FileAttributes attributes) throws IOException {
        return send(
                about(PacketType.OPEN, path).putUInt32(OpenMode.toMask(modes)).putFileAttributes(attributes), path);
    }

    SftpCall read(byte[] handle, long offset, int length, HostPath path) throws IOException {
        return send(of(PacketType.READ, handle).putUInt64(offset).putUInt32(length), path);
    }

    /** Writes at most {@link #CHUNK_BYTES}. */
    SftpCall write(byte[] handle, long offset, byte[] bytes, int from, int length, HostPath path) throws IOException {
        return send(of(PacketType.WRITE, handle).putUInt64(offset).putString(bytes, from, length), path);
    }

    /** Flushes an open file or directory; only where the server {@linkplain #has has} {@link Extension#FSYNC}. */
    SftpCall flush(byte[] handle, HostPath path) throws IOException {
        return send(extended(Extension.FSYNC).putString(handle), path);
    }

    SftpCall close(byte[] handle, HostPath path) throws IOException {
        return send(of(PacketType.CLOSE, handle), path);
    }

    /** Looks at what stands at {@code path}; a symbolic link is not followed. */
    SftpCall look(HostPath path) throws IOException {
        return send(about(PacketType.LSTAT, path), path);
    }

    SftpCall openDirectory(HostPath path) throws IOException {
        return send(about(PacketType.OPENDIR, path), path);
    }

    SftpCall readDirectory(byte[] handle, HostPath path) throws IOException {
        return send(of(PacketType.READDIR, handle), path);
    }

    SftpCall makeDirectory(HostPath path, FileMode mode) throws IOException {
        return send(about(PacketType.MKDIR, path).putFileAttributes(permissions(mode)), path);
    }

    SftpCall setMode(HostPath path, FileMode mode) throws IOException {
        return send(about(PacketType.SETSTAT, path).putFileAttributes(permissions(mode)), path);
    }

    private static FileAttributes permissions(FileMode mode) {
        return new FileAttributes.Builder().withPermissions(mode.bits()).build();
    }

    SftpCall remove(HostPath path) throws IOException {
        return send(about(PacketType.REMOVE, path), path);
    }

    /** Renames; a server keeps what has the name already, though not every server in one step. */
    SftpCall rename(HostPath from, HostPath to) throws IOException {
        return send(about(PacketType.RENAME, from).putString(name(to)), to);
    }

    /** Renames over what has the name; only where the server {@linkplain #has has} {@link Extension#POSIX_RENAME}. */
    SftpCall replace(HostPath from, HostPath to) throws IOException {
        return send(extended(Extension.POSIX_RENAME).putString(name(from)).putString(name(to)), to);
    }

    /** Links; only where the server {@linkplain #has has} {@link Extension#HARDLINK}. */
    SftpCall link(HostPath from, HostPath to) throws IOException {
        return send(extended(Extension.HARDLINK).putString(name(from)).putString(name(to)), to);
    }

    /** The absolute path of {@code path} as the server knows it; {@code .} is the user's home directory. */
    SftpCall realPath(String path) throws IOException {
        return send(engine.newRequest(PacketType.REALPATH).putString(path), new HostPath("/"));
    }

    private Request about(PacketType type, HostPath path) {
        return engine.newRequest(type).putString(name(path));
    }

    private static byte[] name(HostPath path) {
        return FileNameText.bytes(path.value());
    }

    private Request of(PacketType type, byte[] handle) {
        return engine.newRequest(type).putString(handle);
    }

    private Request extended(Extension extension) {
        return engine.newExtendedRequest(extension.requestName());
    }

    private SftpCall send(Request request, HostPath path) throws IOException {
        Watchdog.Watch watch = connection.abortAfter(timeout());
        try {
            return new SftpCall(this, engine.request(request), path);
        } catch (IOException e) {
            throw lost(e);
        } finally {
            watch.callOff();
        }
    }

    /** How long the server may take for one answer. */
    Duration timeout() {
        return connection.operationTimeout();
    }

    /** The failure of the whole channel: nothing is known of what was asked. */
    IOException lost(IOException e) {
        lose();
        if (e.getCause() instanceof InterruptedException) {
            return new InterruptedIOException("interrupted while using the files of " + target());
        }
        return new HostUnreachableException(
                "the connection to the files of " + target() + " was lost: " + connection.whyLost(e), e);
    }

    private void lose() {
        lost = true;
        end(connection, channel);
    }

    /** Ends the subsystem; does not wait for it. */
    @Override
    public void close() {
        lose();
    }

    /** Hands SSHJ a session that is open already. */
    private record Opened(SshConnection connection, ExecChannel channel) implements SessionFactory {

        @Override
        public Session startSession() {
            return channel;
        }

        @Override
        public InetSocketAddress getRemoteSocketAddress() {
            SshTarget target = connection.target();
            return InetSocketAddress.createUnresolved(target.host(), target.port());
        }
    }
}
