package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDirectoryTest {

    private static final Path ENTRY = Path.of("000000010000000000000005");

    @TempDir
    private Path temporary;

    private Path directory(String name, String permissions) throws IOException {
        Path made = Files.createDirectory(temporary.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(permissions));
        return made;
    }

    @Test
    void whatIsTakenOutIsOfTheDirectoryThatWasLookedAtWhoeverHasItsNameMeanwhile() throws IOException {
        Path genuine = directory("spool", "rwx------");
        Files.writeString(genuine.resolve(ENTRY), "genuine");
        Path destination = temporary.resolve("RECOVERYXLOG");
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        try (OwnDirectory opened = OwnDirectory.open(genuine)) {
            Files.move(genuine, temporary.resolve("aside"));
            Path forged = directory("spool", "rwxrwxrwx");
            Files.writeString(forged.resolve(ENTRY), "forged");
            opened.copy(ENTRY, copy);
            opened.move(ENTRY, destination);
        }

        assertThat(copy).hasToString("genuine");
        assertThat(destination).hasContent("genuine");
        assertThat(genuine.resolve(ENTRY)).hasContent("forged");
    }

    @Test
    void noLinkIsFollowedToWhatIsCopied() throws IOException {
        Path spool = directory("spool", "rwx------");
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(spool.resolve(ENTRY), secret);

        try (OwnDirectory opened = OwnDirectory.open(spool)) {
            assertThatThrownBy(() -> opened.copy(ENTRY, new ByteArrayOutputStream()))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwxr-xr-x", "rwx-----x"})
    void aDirectoryOpenToOthersIsRefusedAlsoBehindALink(String permissions) throws IOException {
        Path open = directory("open", permissions);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), open);

        for (Path way : new Path[] {open, link}) {
            assertThatThrownBy(() -> OwnDirectory.open(way))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its owner alone")
                    .hasMessageContaining("chmod 700");
        }
    }

    @Test
    void anotherUsersDirectoryIsRefused() throws IOException {
        Path others = directory("others", "rwx------");
        if (Files.getAttribute(others, "unix:uid").equals(0)) {
            Files.setAttribute(others, "unix:uid", 65534);
        } else {
            others = Path.of("/");
        }
        Path refused = others;

        assertThatThrownBy(() -> OwnDirectory.open(refused)).hasMessageContaining("its owner alone");
    }

    @Test
    void whereAllCanRenameDirectoriesNoneIsSafe() throws IOException {
        Path shared = directory("shared", "rwxrwxrwx");
        Path spool = Files.createDirectories(shared.resolve("a/b"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), spool);

        assertThatThrownBy(() -> OwnDirectory.requireOwnWay(spool)).hasMessageContaining(shared.toString());
        assertThatThrownBy(() -> OwnDirectory.requireOwnWay(link))
                .as("behind a link in a directory that is safe")
                .hasMessageContaining(shared.toString());

        Files.setAttribute(shared, "unix:mode", 01777);
        assertThatCode(() -> OwnDirectory.requireOwnWay(spool)).as("as in /tmp").doesNotThrowAnyException();
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() {
        assertThatThrownBy(() -> OwnDirectory.open(temporary.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
