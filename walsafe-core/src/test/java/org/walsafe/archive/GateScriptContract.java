package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.archive.Questions.BACKUP;
import static org.walsafe.archive.Questions.HISTORY;
import static org.walsafe.archive.Questions.OTHERS;
import static org.walsafe.archive.Questions.OURS;
import static org.walsafe.archive.Questions.PARTIAL;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.SIZE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.archive.ServerFolder.Answer;
import org.walsafe.host.HostPath;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.MarkerFormat;
import org.walsafe.tck.HostileInput;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.WalFixtures;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/** What the {@code sh} gate answers, whichever shell runs it. */
abstract class GateScriptContract {

    private static final int ARCHIVED = 0;
    private static final int PENDING = 1;
    private static final int REFUSED = 2;
    private static final int UNKNOWN = 3;

    private static final String HEAD = "walsafe=1\nfile=" + SEGMENT + "\n";

    @TempDir
    Path root;

    private ServerFolder server;
    private byte[] segment = new byte[0];

    /** The shell, as the first words of a command. */
    abstract List<String> shell();

    @BeforeEach
    void offerFiles() throws IOException {
        server = new ServerFolder(root);
        segment = WalFixtures.segment(SEGMENT, OURS, PostgresMajor.V15, SIZE);
        server.offer(SEGMENT, segment);
        server.offer(PARTIAL, segment);
        server.offer(HISTORY, "1\t0/A1000028\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII));
        server.offer(BACKUP, new byte[] {'\n'});
    }

    // ---- What it lets go ----

    @ParameterizedTest
    @EnumSource
    void waitsForAConfirmationThenAnswersAgainAndAgain(ScriptChecks checks) throws Exception {
        GateScript script = GateScript.of(server.safePath()).with(checks);

        assertThat(ask(script, SEGMENT))
                .isEqualTo(new Answer(
                        PENDING,
                        List.of("walsafe-gate: " + SEGMENT + " waits for its confirmation in " + server.safe)));
        server.mark(SEGMENT, "");
        for (int i = 0; i < 2; i++) {
            assertThat(ask(script, SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsEvidenceThatAgrees(ScriptChecks checks) throws Exception {
        GateScript script = GateScript.of(server.safePath()).with(checks);
        server.mark(
                SEGMENT,
                HEAD + "system_identifier=" + OURS + "\nsize=1048576\nevidence=identical\n"
                        + "confirmed_by=barman:main@backup1\nconfirmed_at=2026-11-20T19:33:29Z\nfuture_key= ~!\n");
        assertThat(ask(script, SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));

        server.mark(SEGMENT, HEAD + "sha256=" + Sha256.of(segment) + "\n");
        assertThat(ask(script, SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));
    }

    @Test
    void acceptsWhatTheLibraryWritesAndNoPartOfIt() throws Exception {
        GateScript script = GateScript.of(server.safePath());
        String whole = MarkerFormat.print(Confirmation.attested(
                        SEGMENT,
                        Evidence.NONE
                                .withKind(EvidenceKind.ARCHIVED)
                                .withSystemIdentifier(OURS)
                                .withSize(segment.length)
                                .withConfirmer("test", Questions.NOW)))
                .toString();

        server.mark(SEGMENT, whole);
        assertThat(ask(script, SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));
        for (int end = whole.indexOf('\n'); end < whole.length() - 1; end = whole.indexOf('\n', end + 1)) {
            server.mark(SEGMENT, whole.substring(0, end + 1));
            assertRefusal(ask(script, SEGMENT), REFUSED);
        }
    }

    static Stream<Arguments> samples() {
        return WalSamples.segments().map(sample -> Arguments.of(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheSegmentsOfEveryVersion(WalSamples.Sample sample) throws Exception {
        WalFileName name = sample.name();
        server.offer(name, sample.bytes());
        GateScript script = GateScript.of(server.safePath()).with(ScriptChecks.ALL);
        String marker = "walsafe=1\nfile=" + name + "\nsystem_identifier=";

        server.mark(name, marker + WalSamples.systemIdentifier(sample.major()) + "\n");
        assertThat(ask(script, name)).isEqualTo(new Answer(ARCHIVED, List.of()));
        server.mark(name, marker + OTHERS + "\n");
        assertThat(ask(script, name).status()).isEqualTo(REFUSED);
    }

    @Test
    void backupHistoryNeedsNoConfirmationAndPartialsAsChosen() throws Exception {
        GateScript script = GateScript.of(server.safePath());

        assertThat(ask(script, BACKUP)).isEqualTo(new Answer(ARCHIVED, List.of()));
        assertThat(ask(script, HISTORY).status()).isEqualTo(PENDING);
        assertThat(ask(script, PARTIAL))
                .isEqualTo(new Answer(
                        ARCHIVED,
                        List.of("walsafe-gate: " + PARTIAL + " is let go, confirmed or not, as any partial segment")));
        assertThat(ask(script.with(PartialSegments.CONFIRMATION_REQUIRED), PARTIAL)
                        .status())
                .isEqualTo(PENDING);
    }

    @Test
    void theMarkerOfAPartialSegmentIsNotThatOfTheWhole() throws Exception {
        GateScript script = GateScript.of(server.safePath()).with(PartialSegments.CONFIRMATION_REQUIRED);
        server.mark(PARTIAL, "");
        assertThat(ask(script, SEGMENT).status()).isEqualTo(PENDING);
        assertThat(ask(script, PARTIAL).status()).isEqualTo(ARCHIVED);

        Files.delete(server.marker(PARTIAL));
        server.mark(SEGMENT, "");
        assertThat(ask(script, PARTIAL).status()).isEqualTo(PENDING);
    }

    @Test
    void unattestedMarkersAsChosen() throws Exception {
        GateScript strict = GateScript.of(server.safePath()).with(UnattestedConfirmations.REFUSED);
        for (String marker :
                new String[] {"", HEAD, HEAD + "confirmed_by=x\nconfirmed_at=2026-11-20T19:33:29Z\nn=x\n"}) {
            server.mark(SEGMENT, marker);
            assertRefusal(ask(strict, SEGMENT), REFUSED);
            assertThat(ask(GateScript.of(server.safePath()), SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));
        }
        for (String line : new String[] {"system_identifier=" + OURS, "size=1048576", "evidence=received"}) {
            server.mark(SEGMENT, HEAD + line + "\n");
            assertThat(ask(strict, SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));
        }
    }

    @Test
    void aHistoryFileHasTheClusterOfTheDataDirectory() throws Exception {
        server.mark(HISTORY, "walsafe=1\nfile=" + HISTORY + "\nsystem_identifier=" + OTHERS + "\n");
        GateScript script = GateScript.of(server.safePath());
        assertThat(ask(script, HISTORY).status()).isEqualTo(ARCHIVED);

        server.writeControlFile(OURS);
        assertThat(ask(script, HISTORY).status()).isEqualTo(REFUSED);
        assertThat(run(script, server.wal(HISTORY).toString(), HISTORY.text()).status())
                .isEqualTo(REFUSED);
    }

    @Test
    void aVanishedFileNeedsAnAttestedMarker() throws Exception {
        GateScript script = GateScript.of(server.safePath());
        Files.delete(server.wal(SEGMENT));
        assertThat(ask(script, SEGMENT).status()).isEqualTo(PENDING);
        server.mark(SEGMENT, "");
        assertThat(ask(script, SEGMENT).status()).isEqualTo(REFUSED);
        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\n");
        assertThat(ask(script, SEGMENT).status()).isEqualTo(ARCHIVED);
        server.writeControlFile(OTHERS);
        assertThat(ask(script, SEGMENT).status()).isEqualTo(REFUSED);

        Files.delete(server.data.resolve("pg_wal/archive_status"));
        server.offer(HISTORY, new byte[0]);
        assertThat(run(script, "elsewhere/" + SEGMENT, SEGMENT.text()).status()).isEqualTo(UNKNOWN);
    }

    // ---- Names and arguments ----

    @ParameterizedTest
    @MethodSource("org.walsafe.tck.HostileInput#names")
    void refusesABadNameOnOneLine(String name) throws Exception {
        server.mark(SEGMENT, "");

        assertRefusal(run(GateScript.of(server.safePath()), "pg_wal/" + name, name), REFUSED);
    }

    @Test
    void refusesASegmentBeyondItsSegmentSize() throws Exception {
        SegmentName beyond = SegmentName.parse("000000010000000000000100");
        byte[] content = WalFixtures.segment(
                SegmentName.parse("000000010000000100000000"), OURS, PostgresMajor.V15, SegmentSize.DEFAULT);
        server.offer(beyond, content);
        for (String marker : new String[] {"", "walsafe=1\nfile=" + beyond + "\n"}) {
            server.mark(beyond, marker);
            assertRefusal(ask(GateScript.of(server.safePath()), beyond), REFUSED);
        }
    }

    static Stream<List<String>> badArguments() {
        return Stream.of(
                List.of(),
                List.of(SEGMENT.text()),
                List.of("pg_wal/" + SEGMENT, SEGMENT.text(), "more"),
                List.of(SEGMENT.text(), "pg_wal/" + SEGMENT),
                List.of("pg_wal/" + HISTORY, SEGMENT.text()),
                List.of("pg_wal/x\n/" + SEGMENT, SEGMENT.text()));
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void refusesBadArguments(List<String> arguments) throws Exception {
        server.mark(SEGMENT, "");

        assertRefusal(run(GateScript.of(server.safePath()), arguments.toArray(String[]::new)), REFUSED);
    }

    // ---- Markers ----

    static Stream<String> badMarkers() {
        return HostileInput.markers(SEGMENT, OURS);
    }

    @ParameterizedTest
    @MethodSource("badMarkers")
    void refusesABadMarkerOnOneLine(String marker) throws Exception {
        server.mark(SEGMENT, marker);

        for (ScriptChecks checks : ScriptChecks.values()) {
            assertRefusal(ask(GateScript.of(server.safePath()).with(checks), SEGMENT), REFUSED);
        }
    }

    @Test
    void refusesAMarkerOfTenMegabytes() throws Exception {
        byte[] lines = new byte[10_000_000];
        Arrays.fill(lines, (byte) 'x');
        for (int i = 79; i < lines.length; i += 80) {
            lines[i] = '\n';
        }
        Files.write(server.marker(SEGMENT), lines);
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), REFUSED);

        try (RandomAccessFile zeros =
                new RandomAccessFile(server.marker(SEGMENT).toFile(), "rw")) {
            zeros.setLength(0);
            zeros.setLength(1_000_000); // one line without end, of which a shell keeps nothing
        }
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), REFUSED);
    }

    @Test
    void refusesWhatIsNoMarkersFile() throws Exception {
        Files.createDirectory(server.marker(SEGMENT));
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), REFUSED);
        Files.delete(server.marker(SEGMENT));

        Path real = Files.createFile(root.resolve("real"));
        Files.createSymbolicLink(server.marker(SEGMENT), real);
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), REFUSED);
        Files.delete(real);
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), REFUSED);
    }

    // ---- The directory ----

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwxr-xr-x", "rwx--x--x", "rwxrwxrwx", "rwx-w----"})
    void trustsNoDirectoryThatIsOpenToOthers(String permissions) throws Exception {
        Files.setPosixFilePermissions(server.safe, PosixFilePermissions.fromString(permissions));
        GateScript script = GateScript.of(server.safePath());

        assertRefusal(ask(script, SEGMENT), UNKNOWN);
        assertRefusal(ask(script, BACKUP), UNKNOWN);
        assertRefusal(ask(script, PARTIAL), UNKNOWN, 1);
        server.mark(SEGMENT, "");
        assertRefusal(ask(script, SEGMENT), UNKNOWN);
        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\n");
        assertRefusal(ask(script.with(ScriptChecks.ALL), SEGMENT), UNKNOWN);
        server.mark(SEGMENT, HEAD + "sha256=" + Sha256.of(segment) + "\n");
        assertRefusal(ask(script, SEGMENT), UNKNOWN);
    }

    @Test
    void aDirectoryThatIsMissingOrNoneIsUnknown() throws Exception {
        GateScript missing = GateScript.of(server.safePath().child("missing"));
        Answer answer = ask(missing, SEGMENT);
        assertRefusal(answer, UNKNOWN);
        assertThat(answer.lines().get(0)).contains("there is no WAL safe directory");

        Files.createFile(server.safe.resolve("missing"));
        assertRefusal(ask(missing, SEGMENT), UNKNOWN);

        Path real = Files.createDirectory(root.resolve("real"), ServerFolder.mode("rwx------"));
        Path link = Files.createSymbolicLink(root.resolve("link"), real);
        assertRefusal(ask(GateScript.of(HostPath.of(link.toString())), SEGMENT), UNKNOWN);
    }

    @Test
    void aDirectoryOfAnotherUserIsUnknown() throws Exception {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(server.safe, "unix:uid"));
        if (root) {
            Files.setAttribute(server.safe, "unix:uid", 65534);
        }
        GateScript script = GateScript.of(root ? server.safePath() : HostPath.of("/"));

        Answer answer = ask(script, SEGMENT);

        assertRefusal(answer, UNKNOWN);
        assertThat(answer.lines().get(0)).contains("belongs to another user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "it's",
                "50% off %f %p %%",
                "\"quoted\"",
                "$(touch owned)",
                "a;b",
                "-n",
                "@checks@",
                "caf\u00e9 \u4e2d",
                "back\\slash",
                "*"
            })
    void worksInADirectoryOfAnyName(String name) throws Exception {
        ServerFolder odd = new ServerFolder(Files.createDirectory(root.resolve(name)), name);
        odd.offer(SEGMENT, segment);
        Path file = Files.writeString(
                odd.data.resolveSibling(name + ".sh"),
                GateScript.of(odd.safePath()).text());
        String command = asPostgresDoes(ArchiveCommandSetting.sourcing(HostPath.of(file.toString())), SEGMENT);
        List<String> line = new ArrayList<>(shell());
        line.addAll(List.of("-c", command));

        assertThat(odd.run(line).status()).isEqualTo(PENDING);
        odd.mark(SEGMENT, "");
        assertThat(odd.run(line)).isEqualTo(new Answer(ARCHIVED, List.of()));
        odd.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\nsha256=" + Sha256.of(segment) + "\n");
        assertThat(odd.run(line)).isEqualTo(new Answer(ARCHIVED, List.of()));
        assertThat(odd.data.resolve("owned")).doesNotExist();
    }

    // ---- The offered file ----

    @Test
    void refusesASegmentThatIsNotWhatItsNameSays() throws Exception {
        GateScript script = GateScript.of(server.safePath());
        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\n");
        SegmentName other = SegmentName.parse("0000000100000000000000A2");

        server.offer(SEGMENT, WalFixtures.segment(other, OURS, PostgresMajor.V15, SIZE));
        assertRefusal(ask(script, SEGMENT), REFUSED);
        server.offer(SEGMENT, WalFixtures.segment(SEGMENT, OTHERS, PostgresMajor.V15, SIZE));
        assertRefusal(ask(script, SEGMENT), REFUSED);
        server.offer(SEGMENT, new byte[SIZE.bytes()]);
        assertRefusal(ask(script, SEGMENT), REFUSED);
        server.offer(SEGMENT, new byte[0]);
        assertRefusal(ask(script, SEGMENT), REFUSED);
        server.offer(SEGMENT, Arrays.copyOf(segment, 36));
        assertRefusal(ask(script, SEGMENT), REFUSED);
        server.offer(SEGMENT, Arrays.copyOf(segment, 39));
        assertRefusal(ask(script.with(ScriptChecks.ALL), SEGMENT), REFUSED);
        server.offer(SEGMENT, Arrays.copyOf(segment, 4096));
        assertRefusal(ask(script.with(ScriptChecks.ALL), SEGMENT), REFUSED);
        server.mark(SEGMENT, "");
        assertRefusal(ask(script, SEGMENT), REFUSED);
    }

    /** Numbers of the first page's header, in the layout of 9.3 and newer. */
    @ParameterizedTest
    @CsvSource({
        "flags of no page,       2, 18",
        "flags of a later page,  2, 0",
        "no timeline,            4, 0",
        "a newer timeline,       4, 2",
        "another address,        8, 0",
        "another log,           12, 1",
        "another cluster,       24, 1",
        "no segment size,       32, 3145728",
        "a small segment size,  32, 524288",
        "another segment size,  32, 2097152",
        "no block size,         36, 8191",
        "a small block size,    36, 512",
    })
    void refusesASegmentWhoseHeaderIsNotThatOfItsName(String wrong, int offset, int value) throws Exception {
        ByteBuffer header = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        if (offset == 2) {
            header.putShort(offset, (short) value);
        } else {
            header.putInt(offset, value);
        }
        server.offer(SEGMENT, segment);
        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\n");

        for (ScriptChecks checks : ScriptChecks.values()) {
            assertRefusal(ask(GateScript.of(server.safePath()).with(checks), SEGMENT), REFUSED);
        }
    }

    /** The first segment of a log begins at the same address whatever the segment size. */
    @Test
    void refusesASegmentSizeThatNoClusterHas() throws Exception {
        SegmentName first = SegmentName.parse("000000010000000100000000");
        byte[] content = WalFixtures.segment(first, OURS, PostgresMajor.V15, SIZE);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(32, 3 << 20);
        server.offer(first, content);
        server.mark(first, "walsafe=1\nfile=" + first + "\nsystem_identifier=" + OURS + "\n");

        assertRefusal(ask(GateScript.of(server.safePath()), first), REFUSED);
    }

    @Test
    void doesNotGuessTheClusterOfASegmentThatAnUnknownVersionWrote() throws Exception {
        segment[0]++;
        server.offer(SEGMENT, segment);
        GateScript script = GateScript.of(server.safePath());

        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\n");
        assertRefusal(ask(script, SEGMENT), UNKNOWN);
        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\nsha256=" + Sha256.of(segment) + "\n");
        assertThat(ask(script, SEGMENT)).isEqualTo(new Answer(ARCHIVED, List.of()));
    }

    @Test
    void whatIsNoFileIsUnknown() throws Exception {
        server.mark(SEGMENT, "");
        Path moved = Files.move(server.wal(SEGMENT), root.resolve("moved"));
        Files.createSymbolicLink(server.wal(SEGMENT), moved);
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), UNKNOWN);

        Files.delete(server.wal(SEGMENT));
        Files.createDirectory(server.wal(SEGMENT));
        assertRefusal(ask(GateScript.of(server.safePath()), SEGMENT), UNKNOWN);

        server.mark(HISTORY, "");
        Path history = Files.move(server.wal(HISTORY), root.resolve("history"));
        Files.createSymbolicLink(server.wal(HISTORY), history);
        assertRefusal(ask(GateScript.of(server.safePath()), HISTORY), UNKNOWN);
    }

    // ---- The machine ----

    @Test
    void letsNothingGoWithoutTheProgramsThatItNeeds() throws Exception {
        Path empty = Files.createDirectory(root.resolve("empty"));
        List<String> command = new ArrayList<>(shell());
        command.addAll(
                List.of(script(GateScript.of(server.safePath())).toString(), "pg_wal/" + SEGMENT, SEGMENT.text()));

        for (String marker : new String[] {"", HEAD + "system_identifier=" + OURS + "\n"}) {
            server.mark(SEGMENT, marker);

            assertRefusal(server.run(command, "PATH", empty.toString()), UNKNOWN);
        }
    }

    @Test
    void letsNothingGoWhereTheOneProgramIsMissingThatTheMarkerCallsFor() throws Exception {
        List<String> command = new ArrayList<>(shell());
        command.addAll(
                List.of(script(GateScript.of(server.safePath())).toString(), "pg_wal/" + SEGMENT, SEGMENT.text()));
        String listing = directoryWith("ls").toString();
        String dumping = directoryWith("od").toString();

        server.mark(SEGMENT, "");
        assertThat(server.run(command, "PATH", listing)).isEqualTo(new Answer(ARCHIVED, List.of()));
        assertRefusal(server.run(command, "PATH", dumping), UNKNOWN);
        server.mark(SEGMENT, HEAD + "size=1048576\n");
        assertThat(server.run(command, "PATH", dumping)).isEqualTo(new Answer(ARCHIVED, List.of()));
        assertRefusal(server.run(command, "PATH", listing), UNKNOWN);
    }

    private Path directoryWith(String program) throws IOException {
        Path directory = Files.createDirectory(root.resolve("only-" + program));
        Path only = Files.writeString(directory.resolve(program), "#!/bin/sh\nexec /bin/" + program + " \"$@\"\n");
        Files.setPosixFilePermissions(only, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "QUIT", "TERM"})
    void aSignalDoesNotEndItAbove125(String signal) throws Exception {
        Path programs = Files.createDirectory(root.resolve("programs"));
        for (String program : new String[] {"ls", "od"}) {
            Path fake = Files.writeString(programs.resolve(program), "#!/bin/sh\nkill -" + signal + " $PPID\n");
            Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
        }
        server.mark(SEGMENT, "");
        String text = "ls() { kill -" + signal + " $$; }\n"
                + GateScript.of(server.safePath()).text();
        Path file = Files.writeString(root.resolve("signalled.sh"), text);
        List<String> command = new ArrayList<>(shell());
        command.addAll(List.of(file.toString(), "pg_wal/" + SEGMENT, SEGMENT.text()));

        assertThat(server.run(command).status()).isBetween(1, 125);
    }

    /** The log's collector may have died; a shell that is ended by SIGPIPE would end the archiver. */
    @Test
    void aLogThatNobodyReadsDoesNotEndItAbove125() throws Exception {
        Path status = root.resolve("status");
        String text = "mkfifo pipe && { (exec 3<pipe) & exec 2>pipe; wait; \"$@\"; echo $? >" + status + "; }";
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", text, "sh"));
        command.addAll(shell());
        command.addAll(
                List.of(script(GateScript.of(server.safePath())).toString(), "pg_wal/" + SEGMENT, SEGMENT.text()));

        server.run(command);

        assertThat(status).hasContent(String.valueOf(PENDING));
    }

    @Test
    void aMissingScriptDoesNotEndPostgresqlsArchiver() throws Exception {
        ArchiveCommandSetting setting = ArchiveCommandSetting.sourcing(HostPath.of(root + "/missing.sh"));
        List<String> command = new ArrayList<>(shell());
        command.addAll(List.of("-c", asPostgresDoes(setting, SEGMENT)));

        assertThat(server.run(command).status()).isBetween(1, 125);
    }

    @Test
    void anEnvironmentMadeToConfuseDoesNot() throws Exception {
        server.mark(SEGMENT, HEAD + "system_identifier=" + OURS + "\nsha256=" + Sha256.of(segment) + "\n");
        List<String> command = new ArrayList<>(shell());
        command.addAll(
                List.of(script(GateScript.of(server.safePath())).toString(), "pg_wal/" + SEGMENT, SEGMENT.text()));

        Answer answer = server.run(
                command,
                "IFS",
                "0123",
                "BLOCK_SIZE",
                "1M",
                "QUOTING_STYLE",
                "c",
                "LC_ALL",
                "C.UTF-8",
                "answer",
                "0",
                "TZ",
                "nonsense",
                "POSIXLY_CORRECT",
                "1",
                "CDPATH",
                "/",
                "directory",
                "/tmp");

        assertThat(answer).isEqualTo(new Answer(ARCHIVED, List.of()));
    }

    // ---- Clean-up ----

    @Test
    void removesTheOldMarkersThatTheLibraryWouldRemove() throws Exception {
        GateScript script = GateScript.of(server.safePath()).with(OldMarkers.REMOVED);
        SegmentName offered = SegmentName.parse("000000010000000100000403");
        SegmentName doomed = SegmentName.parse("000000010000000100000001");
        server.offer(offered, WalFixtures.segment(offered, OURS, PostgresMajor.V15, SIZE));
        server.mark(offered, "");
        List<Path> around = new ArrayList<>();
        for (int block = 0; block < 0x42; block++) {
            for (String digit : new String[] {"0", "7", "F"}) {
                SegmentName name = SegmentName.parse("0000000100000001" + "0000%03X".formatted(block) + digit);
                server.mark(name, "");
                around.add(server.marker(name));
            }
        }
        server.mark(doomed, "");

        assertThat(ask(script, offered)).isEqualTo(new Answer(ARCHIVED, List.of()));

        // Segment 0x1403 is number 3 of its turn of 1024: its block, less two, less three.
        List<Path> gone = around.stream().filter(Files::notExists).toList();
        assertThat(gone)
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "0000000100000001000003B0.done",
                        "0000000100000001000003B7.done",
                        "0000000100000001000003BF.done");
        assertThat(server.marker(offered)).exists();
    }

    @Test
    void keepsOldMarkersUnlessItIsToRemoveThemAndThoseOfWhatPostgresqlKnows() throws Exception {
        SegmentName offered = SegmentName.parse("000000010000000100000403");
        SegmentName segmentThere = SegmentName.parse("0000000100000001000003B0");
        SegmentName readyThere = SegmentName.parse("0000000100000001000003B1");
        SegmentName doneThere = SegmentName.parse("0000000100000001000003B2");
        SegmentName nothingThere = SegmentName.parse("0000000100000001000003B3");
        server.offer(offered, WalFixtures.segment(offered, OURS, PostgresMajor.V15, SIZE));
        for (SegmentName name : List.of(offered, segmentThere, readyThere, doneThere, nothingThere)) {
            server.mark(name, "");
        }
        server.offer(segmentThere, new byte[0]);
        Files.createFile(server.data.resolve("pg_wal/archive_status/" + readyThere + ".ready"));
        Files.createFile(server.data.resolve("pg_wal/archive_status/" + doneThere + ".done"));

        List<String> before = server.registry();
        assertThat(ask(GateScript.of(server.safePath()), offered).status()).isEqualTo(ARCHIVED);
        assertThat(server.registry()).isEqualTo(before);

        assertThat(ask(GateScript.of(server.safePath()).with(OldMarkers.REMOVED), offered)
                        .status())
                .isEqualTo(ARCHIVED);
        assertThat(server.marker(nothingThere)).doesNotExist();
        assertThat(List.of(segmentThere, readyThere, doneThere, offered))
                .allSatisfy(name -> assertThat(server.marker(name)).exists());
    }

    // ---- Running it ----

    private Answer ask(GateScript script, WalFileName name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(shell());
        ArchiveCommandSetting setting =
                ArchiveCommandSetting.sourcing(HostPath.of(script(script).toString()));
        command.addAll(List.of("-c", asPostgresDoes(setting, name)));
        return unchanging(command, script);
    }

    private Answer run(GateScript script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(shell());
        command.add(script(script).toString());
        command.addAll(List.of(arguments));
        return unchanging(command, script);
    }

    private Answer unchanging(List<String> command, GateScript script) throws IOException, InterruptedException {
        List<String> before = server.registry();
        Answer answer = server.run(command);
        if (script.oldMarkers() == OldMarkers.KEPT) {
            assertThat(server.registry()).isEqualTo(before);
        }
        assertThat(server.data.resolve("owned")).doesNotExist();
        return answer;
    }

    private Path script(GateScript script) throws IOException {
        return Files.writeString(root.resolve("gate.sh"), script.text());
    }

    /** PostgreSQL's replacing of %p, %f and %%; since 16 it refuses any other percent sign. */
    private static String asPostgresDoes(ArchiveCommandSetting setting, WalFileName name) {
        String value = setting.value();
        assertThat(value.replaceAll("%[pf%]", "")).doesNotContain("%");
        return Pattern.compile("%[pf%]").matcher(value).replaceAll(found -> switch (found.group()) {
            case "%p" -> "pg_wal/" + name;
            case "%f" -> name.text();
            default -> "%";
        });
    }

    private void assertRefusal(Answer answer, int status) {
        assertRefusal(answer, status, 1);
    }

    private void assertRefusal(Answer answer, int status, int lines) {
        assertThat(answer.status()).as("%s", answer.lines()).isEqualTo(status);
        assertThat(answer.lines()).hasSize(lines).allSatisfy(line -> assertThat(line)
                .startsWith("walsafe-gate: ")
                .matches("[ -~\\x80-\\xff]{1,300}"));
    }

    static List<String> part(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(RealParts.path(name).toString()));
        words.addAll(List.of(more));
        return words;
    }
}
