package org.walsafe.barman;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.barman.PutWalOutcome.AlreadyThere;
import org.walsafe.barman.PutWalOutcome.Refused;
import org.walsafe.barman.PutWalOutcome.Sent;
import org.walsafe.error.PrintableText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/**
 * Sends WAL files to Barman with {@code barman put-wal}, as {@code barman-wal-archive} does.
 *
 * <p>A file that Barman has already, byte for byte, is a success: PostgreSQL offers a file again after a crash, and Barman before
 * 3.13 refuses what is in its incoming directory, however identical. Barman from 3.13 on takes a <em>different</em> file of the
 * same name, puts it aside as an error, and says nothing; that cannot be told from here.
 *
 * <p>Thread-safe. Blocks as long as the transfer takes.
 *
 * @since 0.1.0
 */
public final class PutWal {

    private static final Duration LONGEST_TRANSFER = Duration.ofMinutes(30);

    private final Host host;
    private final List<String> barman;
    private final String server;

    /**
     * Sends to one server of one Barman.
     *
     * @param host where {@code barman} runs; stays the caller's to close
     * @param barman the words of the command, for example {@code barman --config /etc/barman.conf}
     * @param server the server's name in Barman's configuration
     * @throws IllegalArgumentException when {@code server} could be taken for an option
     */
    public PutWal(Host host, List<String> barman, String server) {
        if (server.isEmpty() || server.startsWith("-")) {
            throw new IllegalArgumentException(
                    "a server's name is not empty and does not begin with '-': " + PrintableText.quoted(server));
        }
        this.host = host;
        this.barman = List.copyOf(barman);
        this.server = server;
    }

    /**
     * Sends one file, with SHA-256, or with MD5 to a Barman that does not know the former.
     *
     * @param files the files of the machine that has it
     * @param path the file, under its own name
     * @return what came of it
     * @throws IOException when the file cannot be read, or Barman's host cannot be reached
     */
    public PutWalOutcome send(HostFiles files, HostPath path) throws IOException {
        PutWalOutcome outcome = send(files, path, ChecksumList.SHA256SUMS);
        boolean checksumUnknown =
                outcome instanceof Refused refused && refused.reason().contains("Missing checksum");
        return checksumUnknown ? send(files, path, ChecksumList.MD5SUMS) : outcome;
    }

    /**
     * Sends one file.
     *
     * @param files the files of the machine that has it
     * @param path the file, under its own name
     * @param checksums which checksum goes with it
     * @return what came of it
     * @throws IOException when the file cannot be read, or Barman's host cannot be reached
     */
    public PutWalOutcome send(HostFiles files, HostPath path, ChecksumList checksums) throws IOException {
        WalFileName name = WalFileName.parse(path.name());
        FileStatus status = files.status(path)
                .filter(found -> found.kind() == FileKind.REGULAR)
                .orElseThrow(() -> new NoSuchFileException(path.value(), null, "there is no such file to send"));
        WalTar tar = new WalTar(files, path, name, status);
        CommandResult result = run(
                List.of("put-wal", server), stdin -> tar.writeTo(stdin, checksums), OutputStream.nullOutputStream());
        if (result.succeeded()) {
            return new Sent();
        }
        boolean exists = result.stderrTail().contains("already existing file");
        return exists && holds(files, path, name) ? new AlreadyThere() : new Refused(said("put-wal", result));
    }

    /**
     * Has Barman check whether it would take files of this server: {@code barman put-wal --test}.
     *
     * @param said takes what Barman says
     * @return how the command ended
     * @throws IOException when Barman's host cannot be reached
     */
    public CommandResult test(OutputStream said) throws IOException {
        return run(List.of("put-wal", server, "--test"), Command.Stdin.NONE, said);
    }

    private boolean holds(HostFiles files, HostPath path, WalFileName name) throws IOException {
        MessageDigest theirs = Sha256.engine();
        CommandResult result = run(
                List.of("get-wal", server, name.text()),
                Command.Stdin.NONE,
                new DigestOutputStream(OutputStream.nullOutputStream(), theirs));
        MessageDigest ours = Sha256.engine();
        try (var in = files.read(path, 0);
                var digest = new DigestOutputStream(OutputStream.nullOutputStream(), ours)) {
            in.transferTo(digest);
        }
        return result.succeeded() && Sha256.of(theirs).equals(Sha256.of(ours));
    }

    private CommandResult run(List<String> words, Command.Stdin stdin, OutputStream stdout) throws IOException {
        List<String> all = new ArrayList<>(barman);
        all.addAll(words);
        return host.run(new Command(all, stdin, LONGEST_TRANSFER), stdout);
    }

    private String said(String command, CommandResult result) {
        String words = result.stderrTail().strip();
        String lastLine = words.substring(words.lastIndexOf('\n') + 1);
        return "barman " + command + " on " + host.name() + " "
                + result.ending().describe() + (words.isEmpty() ? "" : ": " + PrintableText.quoted(lastLine));
    }
}
