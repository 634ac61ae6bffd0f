package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/**
 * What every {@link HostFiles} promises.
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class HostFilesContract extends HostFixture {

    private static final int RACERS = 8;

    /** For the transport's own test class. */
    protected HostFilesContract() {}

    @Test
    protected void nothingIsThereUntilItIsMade() throws IOException {
        assertThat(files().status(path("absent"))).isEmpty();
        assertThat(files().status(path("absent").child("deeper"))).isEmpty();
    }

    @Test
    protected void aFilesStatusTellsKindSizeModeAndTime() throws IOException {
        files().publish(path("file"), content("seven b"), PublishMode.IF_ABSENT);

        FileStatus status = files().status(path("file")).orElseThrow();

        assertThat(status.kind()).isEqualTo(FileKind.REGULAR);
        assertThat(status.size()).isEqualTo(7);
        assertThat(status.mode()).isEqualTo(FileMode.PRIVATE_FILE);
        assertThat(Duration.between(status.modified(), Instant.now()).abs()).isLessThan(Duration.ofHours(1));
    }

    @Test
    protected void aStatusTellsDirectoriesAndLinksAndPipesApart() throws IOException {
        shell("cd \"$1\" && mkdir d && ln -s d link && ln -s nowhere dangling && mkfifo pipe", workDirectory() + "");

        assertThat(kindOf("d")).isEqualTo(FileKind.DIRECTORY);
        assertThat(kindOf("link")).isEqualTo(FileKind.SYMBOLIC_LINK);
        assertThat(kindOf("dangling")).isEqualTo(FileKind.SYMBOLIC_LINK);
        assertThat(kindOf("pipe")).isEqualTo(FileKind.OTHER);
    }

    private FileKind kindOf(String name) throws IOException {
        return files().status(path(name)).orElseThrow().kind();
    }

    @Test
    protected void aStatusTellsWhoMayEnterADirectory() throws IOException {
        shell("mkdir -m 1750 \"$1\"", path("d") + "");

        FileMode mode = files().status(path("d")).orElseThrow().mode();

        assertThat(mode).isEqualTo(new FileMode(01750));
        assertThat(mode.isOpenToOthers()).isTrue();
    }

    @Test
    protected void anEmptyDirectoryListsNothing() throws IOException {
        assertThat(names(workDirectory())).isEmpty();
    }

    @Test
    protected void aListingOfTenThousandShowsEachNameOnce() throws IOException {
        shell("cd \"$1\" && seq -f file%05.0f 0 9999 | xargs touch", workDirectory() + "");

        List<String> names = names(workDirectory());

        assertThat(names).hasSize(10_000).doesNotHaveDuplicates().contains("file00000", "file09999");
    }

    @Test
    protected void aListingStopsWhenItsVisitorSaysSo() throws IOException {
        shell("cd \"$1\" && touch a b c d", workDirectory() + "");
        Set<String> seen = new HashSet<>();

        files().list(workDirectory(), name -> {
            seen.add(name);
            return seen.size() == 2 ? DirectoryVisitor.Next.STOP : DirectoryVisitor.Next.CONTINUE;
        });

        assertThat(seen).hasSize(2);
    }

    @Test
    protected void listingWhatIsNoDirectoryFailsAndNamesIt() throws IOException {
        files().publish(path("file"), content(""), PublishMode.IF_ABSENT);

        assertThatThrownBy(() -> names(path("absent")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(path("absent").value())
                .hasMessageContaining(host().name());
        assertThatThrownBy(() -> names(path("file"))).isInstanceOf(IOException.class);
    }

    @Test
    protected void aFileIsReadFromAnyOffset() throws IOException {
        byte[] bytes = numbered(300_000);
        files().publish(path("file"), content(bytes), PublishMode.IF_ABSENT);

        assertThat(readFrom(0)).isEqualTo(bytes);
        assertThat(readFrom(1)).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
        assertThat(readFrom(262_144)).isEqualTo(Arrays.copyOfRange(bytes, 262_144, bytes.length));
        assertThat(readFrom(300_000)).isEmpty();
        assertThat(readFrom(400_000)).isEmpty();
    }

    private byte[] readFrom(long offset) throws IOException {
        try (var in = files().read(path("file"), offset)) {
            return in.readAllBytes();
        }
    }

    @Test
    protected void readingStopsWhereTheCallerStops() throws IOException {
        files().publish(path("file"), content(numbered(5_000_000)), PublishMode.IF_ABSENT);

        try (var in = files().read(path("file"), 0)) {
            assertThat(in.readNBytes(10)).hasSize(10);
        }

        assertThat(readFrom(4_999_990)).hasSize(10);
    }

    @Test
    protected void readingAnAbsentFileFailsAndNamesIt() {
        assertThatThrownBy(() -> read(path("absent")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(path("absent").value())
                .hasMessageContaining(host().name());
    }

    /** In a thread of its own: opening a pipe would wait for ever, and hear no interrupt. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    protected void onlyRegularFilesAreRead() throws IOException {
        files().publish(path("file"), content("secret"), PublishMode.IF_ABSENT);
        shell("cd \"$1\" && mkdir d && ln -s file link && mkfifo pipe", workDirectory() + "");

        for (String name : List.of("d", "link", "pipe")) {
            assertThatThrownBy(() -> read(path(name)))
                    .as(name)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    protected void aDirectoryIsCreatedWithItsMode() throws IOException {
        files().createDirectory(path("private"), FileMode.PRIVATE_DIRECTORY);
        files().createDirectory(path("open"), new FileMode(0755));

        assertThat(files().status(path("private")).orElseThrow().mode()).isEqualTo(FileMode.PRIVATE_DIRECTORY);
        assertThat(files().status(path("open")).orElseThrow().mode()).isEqualTo(new FileMode(0755));
    }

    @Test
    protected void creatingADirectoryThatIsThereChangesNothing() throws IOException {
        files().createDirectory(path("d"), FileMode.PRIVATE_DIRECTORY);
        files().publish(path("d").child("file"), content("kept"), PublishMode.IF_ABSENT);

        files().createDirectory(path("d"), new FileMode(0755));

        assertThat(files().status(path("d")).orElseThrow().mode()).isEqualTo(FileMode.PRIVATE_DIRECTORY);
        assertThat(names(path("d"))).containsExactly("file");
    }

    @Test
    protected void aDirectoryIsNotCreatedInTheWayOfAFileNorBelowNothing() throws IOException {
        files().publish(path("file"), content("kept"), PublishMode.IF_ABSENT);

        assertThatThrownBy(() -> files().createDirectory(path("file"), FileMode.PRIVATE_DIRECTORY))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files().createDirectory(path("absent").child("d"), FileMode.PRIVATE_DIRECTORY))
                .isInstanceOf(IOException.class);
        assertThat(readText(path("file"))).isEqualTo("kept");
    }

    @Test
    protected void aPublishedFileIsThereWholeAndAlone() throws IOException {
        byte[] bytes = numbered(3_000_001);

        PublishOutcome outcome = files().publish(path("file"), content(bytes), PublishMode.IF_ABSENT);

        assertThat(outcome).isEqualTo(PublishOutcome.PUBLISHED);
        assertThat(read(path("file"))).isEqualTo(bytes);
        assertThat(names(workDirectory())).containsExactly("file");
    }

    @Test
    protected void anEmptyFileIsPublished() throws IOException {
        assertThat(files().publish(path("file"), out -> {}, PublishMode.IF_ABSENT))
                .isEqualTo(PublishOutcome.PUBLISHED);

        assertThat(read(path("file"))).isEmpty();
    }

    @Test
    protected void aTakenNameIsLeftAsItIs() throws IOException {
        files().publish(path("file"), content("first"), PublishMode.IF_ABSENT);
        shell("cd \"$1\" && mkdir d && ln -s nowhere dangling", workDirectory() + "");

        for (String name : List.of("file", "d", "dangling")) {
            assertThat(files().publish(path(name), content("second"), PublishMode.IF_ABSENT))
                    .as(name)
                    .isEqualTo(PublishOutcome.NAME_TAKEN);
        }

        assertThat(readText(path("file"))).isEqualTo("first");
        assertThat(names(workDirectory())).containsExactlyInAnyOrder("file", "d", "dangling");
    }

    @Test
    protected void ofEightThatPublishOneNameOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            HostPath file = path("file" + round);
            List<PublishOutcome> outcomes = Race.of(RACERS, racer -> files().publish(
                            file, content(("racer " + racer).repeat(1000)), PublishMode.IF_ABSENT));

            int winner = outcomes.indexOf(PublishOutcome.PUBLISHED);
            assertThat(outcomes).containsOnlyOnce(PublishOutcome.PUBLISHED);
            assertThat(readText(file)).isEqualTo(("racer " + winner).repeat(1000));
        }
        assertThat(names(workDirectory())).hasSize(10);
    }

    @Test
    protected void aRacingReaderSeesAWholeFileOrNone() throws Exception {
        byte[] bytes = numbered(200_000);
        for (int round = 0; round < 10; round++) {
            HostPath file = path("file" + round);
            Race.checkingDuring(() -> files().publish(file, content(bytes), PublishMode.IF_ABSENT), () -> {
                try {
                    assertThat(read(file)).isEqualTo(bytes);
                } catch (NoSuchFileException notYet) {
                    assertThat(notYet).hasMessageContaining(file.value());
                }
            });
        }
    }

    @Test
    protected void aRacingReaderSeesTheOldFileOrTheNew() throws Exception {
        byte[] odd = new byte[200_000];
        byte[] even = numbered(200_000);
        files().publish(path("file"), content(even), PublishMode.IF_ABSENT);

        Race.checkingDuring(
                () -> {
                    for (int round = 1; round <= 10; round++) {
                        files().publish(path("file"), content(round % 2 == 0 ? even : odd), PublishMode.REPLACE);
                    }
                    return null;
                },
                () -> assertThat(read(path("file"))).isIn(odd, even));

        assertThat(read(path("file"))).isEqualTo(even);
        assertThat(names(workDirectory())).containsExactly("file");
    }

    @Test
    protected void replacingALinkLeavesItsTargetAlone() throws IOException {
        files().publish(path("target"), content("kept"), PublishMode.IF_ABSENT);
        shell("cd \"$1\" && ln -s target link", workDirectory() + "");

        files().publish(path("link"), content("new"), PublishMode.REPLACE);

        assertThat(readText(path("target"))).isEqualTo("kept");
        assertThat(readText(path("link"))).isEqualTo("new");
    }

    @Test
    protected void contentThatFailsLeavesNothing() throws IOException {
        files().publish(path("old"), content("old"), PublishMode.IF_ABSENT);
        IOException failure = new FileNotFoundException("the source is gone");

        for (String name : List.of("old", "new")) {
            assertThatThrownBy(() -> files().publish(
                                    path(name),
                                    out -> {
                                        out.write(new byte[100_000]);
                                        throw failure;
                                    },
                                    PublishMode.REPLACE))
                    .isSameAs(failure);
        }

        assertThat(readText(path("old"))).isEqualTo("old");
        assertThat(names(workDirectory())).containsExactly("old");
    }

    @Test
    protected void contentThatThrowsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> files().publish(
                                path("new"),
                                out -> {
                                    out.write(1);
                                    throw new IllegalStateException("the source is broken");
                                },
                                PublishMode.IF_ABSENT))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names(workDirectory())).isEmpty();
    }

    @Test
    protected void publishingOverADirectoryOrBelowNothingFailsAndNamesTheFile() throws IOException {
        files().createDirectory(path("d"), FileMode.PRIVATE_DIRECTORY);

        assertThatThrownBy(() -> files().publish(path("d"), content("x"), PublishMode.REPLACE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path("d").value());
        assertThatThrownBy(() -> files().publish(path("absent").child("f"), content("x"), PublishMode.IF_ABSENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path("absent").value());
        assertThat(names(workDirectory())).containsExactly("d");
        assertThat(names(path("d"))).isEmpty();
    }

    @Test
    protected void anUnfinishedFileHasATemporaryNameBesideItsFinalOne() throws IOException {
        files().publish(
                        path("file"),
                        out -> {
                            out.write(1);
                            assertThat(names(workDirectory()))
                                    .singleElement()
                                    .asString()
                                    .startsWith(HostFiles.TEMPORARY_PREFIX);
                        },
                        PublishMode.IF_ABSENT);
    }

    @Test
    protected void severalFilesArePublishedWithAnOutcomeEach() throws IOException {
        files().publish(path("b"), content("first"), PublishMode.IF_ABSENT);

        List<PublishOutcome> outcomes =
                files().publishAll(workDirectory(), List.of(small("a"), small("b"), small("c")), PublishMode.IF_ABSENT);

        assertThat(outcomes)
                .containsExactly(PublishOutcome.PUBLISHED, PublishOutcome.NAME_TAKEN, PublishOutcome.PUBLISHED);
        assertThat(readText(path("a"))).isEqualTo("content of a");
        assertThat(readText(path("b"))).isEqualTo("first");
        assertThat(names(workDirectory())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    protected void publishingNoFilesDoesNothing() throws IOException {
        assertThat(files().publishAll(workDirectory(), List.of(), PublishMode.IF_ABSENT))
                .isEmpty();
    }

    @Test
    protected void publishingSeveralBelowNothingFails() {
        assertThatThrownBy(() -> files().publishAll(path("absent"), List.of(small("a")), PublishMode.IF_ABSENT))
                .isInstanceOf(IOException.class);
    }

    private static NewFile small(String name) {
        return new NewFile(name, ("content of " + name).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    protected void aDeletedFileIsGone() throws IOException {
        files().publish(path("file"), content("x"), PublishMode.IF_ABSENT);

        assertThat(files().delete(path("file"))).isTrue();
        assertThat(files().status(path("file"))).isEmpty();
        assertThat(files().delete(path("file"))).isFalse();
    }

    @Test
    protected void deletingALinkLeavesItsTargetAlone() throws IOException {
        files().publish(path("target"), content("kept"), PublishMode.IF_ABSENT);
        shell("cd \"$1\" && ln -s target link", workDirectory() + "");

        assertThat(files().delete(path("link"))).isTrue();

        assertThat(names(workDirectory())).containsExactly("target");
    }

    @Test
    protected void aDirectoryIsNotDeleted() throws IOException {
        files().createDirectory(path("d"), FileMode.PRIVATE_DIRECTORY);

        assertThatThrownBy(() -> files().delete(path("d"))).isInstanceOf(IOException.class);

        assertThat(kindOf("d")).isEqualTo(FileKind.DIRECTORY);
    }

    @Test
    protected void namesMayHoldAnythingThatAPathMay() throws IOException {
        for (String name : HOSTILE_NAMES) {
            assertThat(files().publish(path(name), content(name), PublishMode.IF_ABSENT))
                    .as(name)
                    .isEqualTo(PublishOutcome.PUBLISHED);
            assertThat(readText(path(name))).isEqualTo(name);
            assertThat(files().status(path(name)).orElseThrow().size()).isEqualTo(name.length());
        }

        assertThat(names(workDirectory())).containsExactlyInAnyOrderElementsOf(HOSTILE_NAMES);
        for (String name : HOSTILE_NAMES) {
            assertThat(files().delete(path(name))).as(name).isTrue();
        }
        assertThat(names(workDirectory())).isEmpty();
    }

    @Test
    protected void whatMayNotBeLookedAtIsNotAbsent() throws IOException {
        files().createDirectory(path("shut"), FileMode.PRIVATE_DIRECTORY);
        shell("chmod 000 \"$1\"", path("shut") + "");
        HostPath hidden = path("shut").child("file");

        if (permissionsBind()) {
            assertThatThrownBy(() -> files().status(hidden)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> read(hidden)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> names(path("shut"))).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> files().delete(hidden)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> files().publish(hidden, content("x"), PublishMode.IF_ABSENT))
                    .isInstanceOf(AccessDeniedException.class);
        } else {
            assertThat(files().status(hidden)).isEmpty();
            assertThat(names(path("shut"))).isEmpty();
        }
        shell("chmod 700 \"$1\"", path("shut") + "");
    }

    @Test
    protected void aPathIsAbsoluteOrBelowHome() throws IOException {
        assertThat(files().resolve("/a//b/")).isEqualTo(new HostPath("/a/b"));
        HostPath home = files().resolve("~");
        assertThat(files().resolve("~/x/y")).isEqualTo(home.child("x").child("y"));
        assertThat(kindAt(home)).isEqualTo(FileKind.DIRECTORY);
        for (String text : List.of("", "relative", "~other/x", "/a/../b", "~/../b", "/a\0b")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> files().resolve(text));
        }
    }

    private FileKind kindAt(HostPath path) throws IOException {
        return files().status(path).orElseThrow().kind();
    }

    @Test
    protected void filesAreNotUsedOnceTheHostIsClosed() throws IOException {
        HostFiles files = files();
        host().close();
        assertThatCode(host()::close).doesNotThrowAnyException();

        assertThatThrownBy(() -> host().files().status(path("x"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.resolve("/x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.status(path("x"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.list(workDirectory(), name -> DirectoryVisitor.Next.STOP))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.read(path("x"), 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.createDirectory(path("x"), FileMode.PRIVATE_DIRECTORY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.publish(path("x"), content("x"), PublishMode.REPLACE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.publishAll(workDirectory(), List.of(), PublishMode.REPLACE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> files.delete(path("x"))).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] numbered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }
}
