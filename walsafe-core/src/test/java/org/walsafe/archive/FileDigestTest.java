package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.archive.OfferedDigest.Reading;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

class FileDigestTest {

    @TempDir
    Path directory;

    @Test
    void isThatOfTheBytesAsTheyWereWhenFirstAskedFor() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "abc");
        OfferedDigest digest = digest(file);
        Reading first = digest.read();
        Files.writeString(file, "changed");

        assertThat(first).isInstanceOfSatisfying(Reading.Digest.class, read -> assertThat(read.sha256())
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(digest.read()).isSameAs(first);
    }

    @Test
    void isUnreadableWhereTheFileCannotBeRead() {
        assertThat(digest(directory.resolve("gone")).read()).isInstanceOf(Reading.Unreadable.class);
    }

    private static OfferedDigest digest(Path file) {
        return new FileDigest(new LocalHost().files(), HostPath.of(file.toString()));
    }
}
